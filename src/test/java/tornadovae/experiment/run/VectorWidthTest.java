package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.data.Dataset;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.engine.cpu.Lanes;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.config.Objectives;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.file.Sha256;

/** A cell's bytes are the same on processors with wide vectors and with narrow ones: nodes of a cluster need not be alike. */
class VectorWidthTest {

    /** Layers and a batch that fill neither sixteen lanes nor eight; a layer narrower than half a panel, and one wider. */
    private static final String YAML = """
            dataset: 'idx:squares'
            model: {hidden: [41, 13], latent: 3}
            training: {epochs: 2, batch: 29, clipNorm: 20}
            measures.importanceSamples: 5
            pictures: {grid: 2}
            """;
    /** Bytes of a vector: AVX-512, AVX2, and SSE or NEON. A processor without the wider ones takes the widest that it has. */
    private static final List<Integer> WIDTHS = List.of(64, 32, 16);

    @TempDir
    Path folder;

    @Test
    void bytesDoNotDependOnTheWidthOfVectors() throws IOException, InterruptedException {
        var lanes = new TreeSet<String>();
        List<String> expected = null;
        for (int width : WIDTHS) {
            List<String> lines = child(width);
            lanes.add(lines.getFirst());
            if (expected == null) expected = lines.subList(1, lines.size());
            assertEquals(expected, lines.subList(1, lines.size()), "vectors of " + width + " bytes");
        }
        assertEquals(ReproducibilityTest.OBJECTIVES.size() * 2,
                expected.stream().filter(line -> line.endsWith("model.safetensors")).count());
        if (System.getProperty("os.arch").equals("amd64")) {
            assertTrue(lanes.size() >= 2,
                    "only vectors of " + lanes + " lanes were tried");
        }
    }

    private List<String> child(int width) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                "jdk.incubator.vector",
                "-XX:MaxVectorSize=" + width, "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Child.class.getName(), folder.resolve("" + width)
                        .toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        return said.lines().toList();
    }

    /** Trains every objective with both likelihoods, and prints the lanes of a vector, then each file and its digest. */
    static final class Child {
        public static void main(String[] args) throws IOException {
            System.out.println(Lanes.WIDTH);
            Dataset squares = ReproducibilityTest.squares();
            for (String objective : Objectives.names()) {
                for (String likelihood : List.of("bernoulli", "gaussian")) {
                    String yaml = YAML + "objective: {name: " + objective + ", " + ReproducibilityTest.OBJECTIVES.get(objective)
                            + "}\nmodel.likelihood: " + likelihood + "\n"
                            + (objective.equals("wae") ? "objective.kernel: rbf\nmodel.activation: softplus\n" : "");
                    Plan plan = Plan.of(Experiment.parse("squares", "squares.yaml", yaml, List.of()), _ -> DataShape.of(squares),
                            1 << 30);
                    Path root = Path.of(args[0], objective + "-" + likelihood);
                    try (var store = ResultStore.ofSweep(root, plan)) {
                        var runner = new Runner(new CpuEngine(2), new Software("test", "unknown"), _ -> squares,
                                new RunListener() {});
                        if (!runner.run(plan, store, () -> false).equals(new Runner.Outcome(Map.of(), Map.of(), false))) {
                            System.exit(1);
                        }
                    }
                    ResultFiles.of(CellFolder.in(root, plan.cells().getFirst().id()).path())
                            .forEach((file, bytes) -> System.out.println(
                                    HexFormat.of().formatHex(Sha256.begin().digest(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                                            + " "
                                            + objective + " " + likelihood + " " + file));
                }
            }
        }
    }
}
