package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Part;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Objectives;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.graph.Images;
import tornadovae.math.Philox;
import tornadovae.train.Checkpoint;

/** Every file of a cell but provenance.json is the same, byte for byte, however its results were come by. */
class ReproducibilityTest {

    /** Wide enough that threads share a layer, and not by a multiple of anything; 3 steps an epoch. */
    private static final String YAML = """
            dataset: 'idx:squares'
            model: {hidden: [41], latent: 2}
            training: {epochs: 2, batch: 20}
            measures.importanceSamples: 5
            pictures: {grid: 2, gif: true}
            """;
    private static final int STEPS_PER_EPOCH = 3;
    static final Map<String, String> OBJECTIVES = Map.ofEntries(Map.entry("vae", "warmupEpochs: 1"),
            Map.entry("beta-vae", "beta: 4, draws: 2"), Map.entry("capacity", "capacity: 3, capacitySteps: 4"),
            Map.entry("info-vae", "lambda: 10"), Map.entry("wae", "lambda: 10, draws: 3"),
            Map.entry("dip-vae-i", "lambdaOffDiagonal: 10, lambdaDiagonal: 100"),
            Map.entry("dip-vae-ii", "lambdaOffDiagonal: 10, lambdaDiagonal: 100"), Map.entry("beta-tcvae", "beta: 4"),
            Map.entry("factor-vae", "gamma: 10, discriminator: [7, 5]"),
            Map.entry("iwae", "k: 5, dreg: true"), Map.entry("miwae", "m: 2, k: 3"),
            Map.entry("piwae", "m: 3, k: 2"), Map.entry("ciwae", "k: 4, beta: 0.5"));
    private static final List<String> LIKELIHOODS = List.of("bernoulli", "gaussian");
    private static final Set<String> FILES = Set
            .of("config.yaml", "history.csv", "manifest.json", "metrics.json", "model.safetensors", "manifold.png",
                    "samples.png", "reconstructions.png", "traversals.png", "verdict.json",
                    "training.gif");

    /** Who trains together with the cell of seed 1 and learning rate 0.01. */
    private enum Company {
        ALONE("training.seed: 1\ntraining.learningRate: 0.01\n"),
        GROUP("training.learningRate: 0.01\nsweep: {training.seed: [1, 2]}\n"),
        OTHERS_FIRST("training.seed: 1\nsweep: {training.learningRate: [0.03, 0.02, 0.01]}\n");

        final String yaml;

        Company(String yaml) {
            this.yaml = yaml;
        }
    }

    private enum Course { STRAIGHT, STOPPED_IN_AN_EPOCH, KILLED_BEFORE_ITS_MANIFEST }

    @TempDir
    Path folder;
    private final Dataset squares = squares();

    static Stream<Arguments> models() {
        return Objectives.names().stream()
                .flatMap(objective -> LIKELIHOODS.stream().map(likelihood -> Arguments.of(objective, likelihood)));
    }

    static Stream<Arguments> learnedPriors() {
        return Stream.of(Arguments.of("beta-vae", "bernoulli", "vamp"), Arguments.of("ciwae", "gaussian", "vamp"),
                Arguments.of("capacity", "gaussian", "mixture"), Arguments.of("iwae", "bernoulli", "mixture"));
    }

    /** Nine of the 27 ways for a model: each number of threads in each company, in each course; other nine for the next model. */
    @ParameterizedTest
    @MethodSource("models")
    void theBytesDependNeitherOnThreadsNorOnCompanyNorOnInterruptions(String objective, String likelihood) throws IOException {
        theBytesAreTheSame(objective, likelihood, "");
    }

    @ParameterizedTest
    @MethodSource("learnedPriors")
    void norDoThoseOfALearnedPrior(String objective, String likelihood, String prior) throws IOException {
        theBytesAreTheSame(objective, likelihood, "model.prior: " + prior + "\nmodel.components: 7\n");
    }

    private void theBytesAreTheSame(String objective, String likelihood, String prior) throws IOException {
        int turn = Objectives.names().indexOf(objective) + LIKELIHOODS.indexOf(likelihood);
        String yaml = YAML + prior + "objective: {name: " + objective + ", " + OBJECTIVES.get(objective) + "}\nmodel.likelihood: "
                + likelihood + "\n" + (likelihood.equals("bernoulli") ? "model.binarize: dynamic\n"
                        : "measures.disentanglement: " + objective.equals("vae") + "\n");
        Map<String, String> expected = results(yaml, 1, Company.ALONE, Course.STRAIGHT, folder.resolve("expected"));
        assertEquals(FILES, expected.keySet());
        for (int threads = 1; threads <= 3; threads++) {
            for (Company company : Company.values()) {
                Course course = Course.values()[(threads + company.ordinal() + turn) % 3];
                String how = company + ", " + course + ", threads: " + threads;
                Map<String, String> found = results(yaml, threads, company, course, folder.resolve(how.replaceAll("\\W+", "-")));
                assertEquals(expected.keySet(), found.keySet(), how);
                expected.forEach((file, bytes) -> assertEquals(bytes, found.get(file), file + " of " + how));
            }
        }
    }

    /** The files of the cell in question. What was interrupted goes on with another number of threads. */
    private Map<String, String> results(String yaml, int threads, Company company, Course course, Path root) throws IOException {
        Plan plan = Plan.of(Experiment.parse("squares", "squares.yaml", yaml + company.yaml, List.of()),
                _ -> DataShape.of(squares), 1 << 30);
        Cell cell = plan.cells().stream().filter(
                c -> c.configuration().whole("training.seed") == 1 && c.configuration().real("training.learningRate") == 0.01f)
                .findFirst().orElseThrow();
        CellFolder its = new CellFolder(root.resolve("cells").resolve(cell.id()));
        switch (course) {
            case STRAIGHT -> {}
            case STOPPED_IN_AN_EPOCH -> {
                assertTrue(run(plan, threads, Disk.sound().path(root), stopAfter(2)).stopped());
                assertNotEquals(0, Checkpoint.read(its.model()).step() % STEPS_PER_EPOCH);
            }
            case KILLED_BEFORE_ITS_MANIFEST -> {
                assertThrows(Fault.Death.class, () -> run(plan, threads, Disk.killedAt("manifest.json").path(root), () -> false));
                assertEquals(2 * STEPS_PER_EPOCH, Checkpoint.read(its.model()).step());
            }
        }
        int others = course == Course.STRAIGHT ? threads : threads % 3 + 1;
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(plan, others, Disk.sound().path(root), () -> false));
        return ResultFiles.of(its.path());
    }

    private Runner.Outcome run(Plan plan, int threads, Path root, BooleanSupplier stop) {
        try (var store = ResultStore.ofSweep(root, plan)) {
            return new Runner(new CpuEngine(threads), new Software("test", "unknown"), _ -> squares,
                    new RunListener() {}).run(plan, store, stop);
        }
    }

    private static BooleanSupplier stopAfter(int times) {
        var asked = new AtomicInteger();
        return () -> asked.incrementAndGet() > times;
    }

    /** A bright square on a dark ground, at one of 5 × 5 places of an 8 × 8 image. */
    static Dataset squares() {
        return new Dataset("squares", 8, 8, part(61, 0), part(31, 1), List.of(), List.of(place("column"), place("row")));
    }

    private static Factor place(String name) {
        return new Factor(name, Factor.Kind.DISCRETE, 5, 0, 4, "");
    }

    private static Part part(int count, int step) {
        byte[][] pixels = new byte[count][64];
        float[][] factors = new float[count][];
        for (int i = 0; i < count; i++) {
            int column = (int) (5 * Philox.uniform(3, Philox.Stream.DATA, step, 2 * i)),
                    row = (int) (5 * Philox.uniform(3, Philox.Stream.DATA, step, 2 * i + 1));
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    pixels[i][8 * y + x] = (byte) (x >= column && x < column + 4 && y >= row && y < row + 4 ? 200 : 10 + x);
                }
            }
            factors[i] = new float[] {column, row};
        }
        return new Part(new Images(64, pixels), new int[0], factors);
    }
}
