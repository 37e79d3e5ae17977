package tornadovae;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.file.UserFile;

/** Imports run downwards only. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            // whatever the build's folder is called
            .withImportOption(location -> !location.contains("/test-classes/")).importPackages("tornadovae");

    private static final List<String> TRAINING = List.of("train", "model", "engine", "data", "graph", "math", "file");

    /** What each package may use, besides itself and the root package. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("math", List.of()),
            Map.entry("file", List.of()),
            Map.entry("chart", List.of()),
            Map.entry("tensorboard", List.of("file")),
            Map.entry("bundle", List.of("file")),
            Map.entry("graph", List.of("math")),
            Map.entry("engine", List.of("graph", "math", "file")),
            Map.entry("model", List.of("graph", "math")),
            Map.entry("limit", List.of("graph", "math")),
            Map.entry("data", List.of("graph", "math", "file")),
            Map.entry("train", List.of("model", "engine", "data", "graph", "math", "file")),
            Map.entry("metric", TRAINING),
            Map.entry("manifold", with("metric", TRAINING)),
            Map.entry("verdict", with("metric", TRAINING)),
            Map.entry("experiment", with("tensorboard", with("limit", with("verdict", with("manifold",
                    with("metric", TRAINING)))))),
            Map.entry("api", with("experiment", TRAINING)),
            Map.entry("codes", with("experiment", with("manifold", TRAINING))),
            Map.entry("onnx", with("train", List.of("model", "graph", "file"))),
            Map.entry("launch", List.of("experiment", "engine", "file")),
            Map.entry("results", List.of("experiment", "verdict", "manifold", "metric", "train", "math", "file")),
            Map.entry("report", with("limit", with("results", with("chart", with("experiment", with("manifold",
                    with("metric", TRAINING))))))),
            Map.entry("figure", with("report", with("results", with("chart", with("experiment", with("manifold",
                    with("metric", TRAINING))))))),
            Map.entry("ablation", List.of("results", "experiment", "metric", "math", "file")),
            Map.entry("reproduction", with("limit", with("results", with("experiment", with("metric", TRAINING))))),
            Map.entry("bench", List.of("engine", "model", "graph", "math", "file")));

    private static List<String> with(String one, List<String> others) {
        return Stream.concat(Stream.of(one), others.stream()).toList();
    }

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void importsRunDownwards(String name) {
        String[] forbidden = Stream.concat(MAY_USE.keySet().stream(), Stream.of("cli"))
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other))
                .map(other -> "tornadovae." + other + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage("tornadovae." + name + "..").should().dependOnClassesThat()
                .resideInAnyPackage(forbidden).check(CLASSES);
    }

    @Test
    void theRootHoldsOnlyWhatEveryLayerUses() {
        var root = CLASSES.stream().filter(type -> type.getPackageName().equals("tornadovae"))
                .map(type -> type.getName().replaceFirst("\\$.*", "")).collect(Collectors.toCollection(TreeSet::new));
        root.remove("tornadovae.package-info");
        assertEquals(Set.of("tornadovae.UserError", "tornadovae.Suggestion"), root);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().assignedFrom(slice("packages", JavaClass::getPackageName)).should().beFreeOfCycles().check(CLASSES);
    }

    /** Classes of one family know each other: a sealed type with its kinds, and kernels with their two implementations. */
    private static final Map<String, Pattern> FAMILIES = Map.of("the ops", family("graph", "\\w+"),
            "the CPU engine's kernels", family("engine.cpu", "(Scalar|Vector)\\w+", "Kernels", "Lanes", "Pixels", "Activations",
                    "Likelihoods", "Optimisers", "Pairs", "PanelTransposition", "Products\\w*"),
            "what an epoch gave", family("train", "EpochResult", "HistoryRow", "Divergence"),
            "estimates of information", family("math", "(Label|Line|Plane)Information"),
            "judgements", family("reproduction", "Judgement", "BetaHelps", "BoundImproves", "CapacityHeld", "ImagesDrawn",
                    "LikelihoodReached", "LimitReached", "WeightsEqual"));

    private static Pattern family(String room, String... names) {
        return Pattern.compile("tornadovae\\." + room.replace(".", "\\.") + "\\.(" + String.join("|", names) + ")");
    }

    /** A class with those nested in it is one; so is a family. */
    @Test
    void classesHaveNoCycle() {
        slices().assignedFrom(slice("classes", type -> {
            String outer = type.getName().replaceFirst("\\$.*", "");
            return FAMILIES.entrySet().stream().filter(family -> family.getValue().matcher(outer).matches())
                    .map(Map.Entry::getKey).findFirst().orElse(outer);
        })).should().beFreeOfCycles().check(CLASSES);
    }

    private static SliceAssignment slice(String description, Function<JavaClass, String> name) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(name.apply(type));
            }

            @Override
            public String getDescription() {
                return description;
            }
        };
    }

    @Test
    void onlyTheCommandLinePrintsOrExits() {
        noClasses().that().resideOutsideOfPackage("tornadovae.cli..").should().accessField(System.class, "out").orShould()
                .accessField(System.class, "err").orShould().callMethod(System.class, "exit", int.class).check(CLASSES);
    }

    @Test
    void onlyItsEngineNamesTornadoVm() {
        noClasses().that().resideOutsideOfPackage("tornadovae.engine.tornado..").should().dependOnClassesThat()
                .resideInAnyPackage("uk.ac.manchester.tornado..").check(CLASSES);
    }

    /** Who opens files without {@link UserFile}, and why nothing of a user's can make it wait. */
    private static final Map<String, String> OTHER_DOORS = Map.of(
            "tornadovae.file.UserFile", "the door itself",
            "tornadovae.file.AtomicFile", "forces to the disk what it has just written",
            "tornadovae.file.Lease", "notes in its own lease, as whom this process holds it",
            "tornadovae.file.LeaseHolder", "asks the system for processes, below /proc",
            "tornadovae.bench.Disturbance", "asks the system how long threads waited, below /proc",
            "tornadovae.engine.cpu.Processor", "asks the system for the processor, below /proc",
            "tornadovae.data.source.PartFile", "writes what is downloaded",
            "tornadovae.data.source.DebianPackage", "forces and reads what it has just unpacked, in a folder that it has made",
            "tornadovae.launch.slurm.JavaProgram", "reads the jars that this program runs from");

    @Test
    void everyFileOfAUserIsOpenedThroughOneDoor() {
        var opened = new TreeMap<String, TreeSet<String>>();
        for (JavaClass type : CLASSES) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target && opensAFile(target)) {
                    opened.computeIfAbsent(type.getName().replaceFirst("\\$.*", ""), _ -> new TreeSet<>())
                            .add(target.getFullName());
                }
            }
        }
        var others = new TreeMap<>(opened);
        others.keySet().removeAll(OTHER_DOORS.keySet());
        assertEquals(Map.of(), others);
        assertEquals(OTHER_DOORS.keySet(), opened.keySet(), "an exception that is none any more");
    }

    private static boolean opensAFile(CodeUnitAccessTarget target) {
        String name = target.getName();
        List<String> takes = target.getRawParameterTypes().stream().map(JavaClass::getSimpleName).toList();
        return switch (target.getOwner().getName()) {
            case "java.nio.file.Files" -> List.of("newInputStream", "newBufferedReader", "newByteChannel", "readAllBytes",
                    "readString", "readAllLines", "lines").contains(name)
                    || name.equals("copy") && takes.contains("OutputStream");
            case "java.nio.channels.FileChannel" -> name.equals("open");
            case "java.io.FileInputStream", "java.io.FileReader", "java.io.RandomAccessFile", "java.util.zip.ZipFile",
                    "java.util.jar.JarFile", "javax.imageio.stream.FileImageInputStream" ->
                name.equals("<init>");
            case "java.util.Scanner" -> name.equals("<init>") && (takes.contains("File") || takes.contains("Path"));
            case "javax.imageio.ImageIO" -> takes.contains("File") || name.equals("createImageInputStream");
            default -> false;
        };
    }
}
