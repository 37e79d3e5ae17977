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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports run downwards only. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/")).importPackages("tornadovae"); // whatever the build's folder is called

    /** What each package may use, besides itself and the root package with its errors and files. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("math", List.of()),
            Map.entry("graph", List.of("math")),
            Map.entry("engine", List.of("graph", "math")),
            Map.entry("model", List.of("graph", "math")),
            Map.entry("data", List.of("graph", "math")),
            Map.entry("train", List.of("model", "engine", "data", "graph", "math")),
            Map.entry("metric", List.of("train", "model", "engine", "data", "graph", "math")),
            Map.entry("manifold", List.of("metric", "train", "model", "engine", "data", "graph", "math")),
            Map.entry("verdict", List.of("metric", "train", "model", "engine", "data", "graph", "math")),
            Map.entry("experiment", List.of("verdict", "manifold", "metric", "train", "model", "engine", "data", "graph", "math")),
            Map.entry("launch", List.of("experiment", "engine")),
            Map.entry("results", List.of("experiment", "verdict", "manifold", "metric", "train", "math")),
            Map.entry("chart", List.of()),
            Map.entry("report", List.of("results", "chart", "experiment", "manifold", "metric", "train", "model", "engine", "data", "graph", "math")),
            Map.entry("figure", List.of("report", "results", "chart", "experiment", "manifold", "metric", "train", "model", "engine", "data", "graph", "math")),
            Map.entry("ablation", List.of("results", "experiment", "metric", "math")),
            Map.entry("reproduction", List.of("results", "experiment", "metric", "train", "engine", "data", "math")),
            Map.entry("bench", List.of("engine", "model", "graph", "math")),
            Map.entry("bundle", List.of()));

    @ParameterizedTest
    @ValueSource(strings = {"math", "graph", "engine", "model", "data", "train", "metric", "manifold", "verdict", "experiment", "launch", "results", "chart", "report", "figure", "ablation", "reproduction", "bench", "bundle"})
    void importsRunDownwards(String name) {
        String[] forbidden = Stream.concat(MAY_USE.keySet().stream(), Stream.of("cli"))
                .filter(other -> !other.equals(name) && !MAY_USE.get(name).contains(other)).map(other -> "tornadovae." + other + "..").toArray(String[]::new);
        noClasses().that().resideInAPackage("tornadovae." + name + "..").should().dependOnClassesThat().resideInAnyPackage(forbidden).check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tornadovae.(*)..", "tornadovae.experiment.(*).."})
    void roomsHaveNoCycle(String rooms) {
        slices().matching(rooms).should().beFreeOfCycles().check(CLASSES);
    }

    /** A class with those nested in it is one; so is a file. */
    @ParameterizedTest
    @ValueSource(strings = "tornadovae.experiment")
    void classesHaveNoCycle(String rooms) {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(rooms) ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "classes of " + rooms;
            }
        }).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrintsOrExits() {
        noClasses().that().resideOutsideOfPackage("tornadovae.cli..").should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .orShould().callMethod(System.class, "exit", int.class).check(CLASSES);
    }

    @Test
    void onlyItsEngineNamesTornadoVm() {
        noClasses().that().resideOutsideOfPackage("tornadovae.engine.tornado..").should().dependOnClassesThat().resideInAnyPackage("uk.ac.manchester.tornado..").check(CLASSES);
    }

    /** Who opens files without {@link UserFile}, and why nothing of a user's can make it wait. */
    private static final Map<String, String> OTHER_DOORS = Map.of(
            "tornadovae.UserFile", "the door itself",
            "tornadovae.AtomicFile", "forces to the disk what it has just written",
            "tornadovae.Lease", "notes in its own lease, as whom this process holds it",
            "tornadovae.LeaseHolder", "asks the system for processes, below /proc",
            "tornadovae.engine.cpu.Processor", "asks the system for the processor, below /proc",
            "tornadovae.data.PartFile", "writes what is downloaded",
            "tornadovae.data.DebianPackage", "forces and reads what it has just unpacked, in a folder that it has made",
            "tornadovae.launch.slurm.JavaProgram", "reads the jars that this program runs from");

    @Test
    void everyFileOfAUserIsOpenedThroughOneDoor() {
        var opened = new TreeMap<String, TreeSet<String>>();
        for (JavaClass type : CLASSES)
            for (JavaAccess<?> access : type.getAccessesFromSelf())
                if (access.getTarget() instanceof CodeUnitAccessTarget target && opensAFile(target))
                    opened.computeIfAbsent(type.getName().replaceFirst("\\$.*", ""), _ -> new TreeSet<>())
                            .add(target.getFullName());
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
                    "java.util.jar.JarFile", "javax.imageio.stream.FileImageInputStream" -> name.equals("<init>");
            case "java.util.Scanner" -> name.equals("<init>") && (takes.contains("File") || takes.contains("Path"));
            case "javax.imageio.ImageIO" -> takes.contains("File") || name.equals("createImageInputStream");
            default -> false;
        };
    }
}
