package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.engine.TornadoEngines;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;

/** Whole sweeps through TornadoVM, beside the same sweeps on the CPU engine. */
@Tag("tornado")
class TornadoSweepTest {

    private static final String YAML = """
            dataset: {name: digits, train: 200, test: 60}
            model: {hidden: [24], latent: 2}
            objective: {name: beta-vae, beta: 1}
            training: {epochs: 2, batch: 20, learningRate: 0.01}
            pictures: {grid: 4}
            sweep: {objective.beta: [1, 4]}
            """;
    private static final Plan PLAN = Plan.of(Experiment.parse("digits", "digits.yaml", YAML, List.of()),
            spec -> DataShape.of(KilledSweepTest.load(spec)), 1 << 30);

    private static final RunListener SILENT = new RunListener() {};

    @TempDir
    static Path cpu;

    @BeforeAll
    static void onTheCpuEngine() {
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(new CpuEngine(1), PLAN, cpu));
    }

    private static Runner.Outcome run(Engine engine, Plan plan, Path folder) {
        return run(engine, plan, folder, KilledSweepTest::load, () -> false, SILENT);
    }

    private static Runner.Outcome run(Engine engine, Plan plan, Path folder, Function<DataSpec, Dataset> data,
            BooleanSupplier stop, RunListener listener) {
        try (var store = ResultStore.ofSweep(folder, plan)) {
            return new Runner(engine, new Software("test", "unknown"), data, listener).run(plan, store, stop);
        }
    }

    private static Path file(Path folder, Cell cell, String name) {
        return folder.resolve("cells").resolve(cell.id()).resolve(name);
    }

    private static double number(Map<String, Object> metrics, String key) {
        return ((Number) metrics.get(key)).doubleValue();
    }

    /** Grey levels. */
    private static int[] pixels(Path picture) throws IOException {
        var image = ImageIO.read(picture.toFile());
        return image.getData().getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
    }

    /** Without the size of the gradient, which is rounded otherwise. */
    private static String beginning(String reason) {
        return reason.substring(0, reason.indexOf(';'));
    }

    @Nested
    class Loop extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.of("loop");
        }
    }

    @Nested
    class Vector extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.of("vector");
        }
    }

    @Nested
    class Gpu extends Family {
        @Override
        Engine engine() {
            return TornadoEngines.of("gpu");
        }
    }

    /** With one family of kernels. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Family {

        abstract Engine engine();

        /** The results of the plan. */
        private Path tornado;

        @BeforeAll
        void sweep(@TempDir Path results) {
            tornado = results;
            assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(engine(), PLAN, tornado));
        }

        @Test
        void provenanceTellsWhatComputed() {
            for (Cell cell : PLAN.cells()) {
                var runs = (List<?>) Json.read(file(tornado, cell, "provenance.json")).get("runs");
                assertEquals(1, runs.size());
                var run = (Map<?, ?>) runs.getFirst();
                assertEquals("tornado", run.get("engine"));
                assertEquals("off", run.get("bailout"));
                for (String fact : List.of("device", "deviceKind", "backend", "platform", "driver", "tornadoVm", "kernels",
                        "settings")) {
                    assertTrue(run.get(fact) instanceof String text && !text.isBlank(), fact + " in " + run);
                }
            }
        }

        /** The engines round differently, and training lets the difference grow: 2·10⁻⁶ of the loss was measured. */
        @Test
        void lossesAreThoseOfTheCpuEngine() {
            for (Cell cell : PLAN.cells()) {
                var expected = Json.read(file(cpu, cell, "metrics.json"));
                var actual = Json.read(file(tornado, cell, "metrics.json"));
                for (String loss : List.of("test_total", "test_nll", "test_kl")) {
                    assertEquals(number(expected, loss), number(actual, loss), 1e-4 * number(expected, loss),
                            loss + " of " + cell.id());
                }
            }
        }

        /** What rounds to another grey level: one pixel of 12544 by one level was measured in either cell. */
        @Test
        void manifoldsAreThoseOfTheCpuEngine() throws IOException {
            for (Cell cell : PLAN.cells()) {
                int[] expected = pixels(file(cpu, cell, "manifold.png")), actual = pixels(file(tornado, cell, "manifold.png"));
                assertEquals(expected.length, actual.length);
                assertTrue(Arrays.stream(expected).distinct().count() > 100, "a picture with little in it");
                int others = 0;
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], actual[i], 1, "pixel " + i + " of " + cell.id());
                    if (expected[i] != actual[i]) others++;
                }
                assertTrue(others <= expected.length / 100, others + " pixels of " + expected.length + " differ in " + cell.id());
            }
        }

        @Test
        void aSweepThatIsStoppedAfterItsFirstEpochEndsWithTheSameBytes(@TempDir Path folder) throws IOException {
            var stop = new AtomicBoolean();
            var outcome = run(engine(), PLAN, folder, KilledSweepTest::load, stop::get, new RunListener() {
                @Override
                public void epochDone(int epoch, int epochs, List<Double> testLosses) {
                    stop.set(true);
                }
            });
            assertEquals(new Runner.Outcome(Map.of(), Map.of(), true), outcome);
            assertNotEquals(ResultFiles.of(tornado), ResultFiles.of(folder));
            assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(engine(), PLAN, folder));
            assertEquals(ResultFiles.of(tornado), ResultFiles.of(folder));
            for (Cell cell : PLAN.cells()) {
                assertEquals(2, ((List<?>) Json.read(file(folder, cell, "provenance.json")).get("runs")).size());
            }
        }

        @Test
        void aCellThatDivergesIsFoundAsOnTheCpuEngineAndItsNeighbourGoesOn(@TempDir Path folder, @TempDir Path onCpu)
                throws IOException {
            Plan plan = Bars.plan("sweep: {training.learningRate: [0.01, 10]}\n", "objective.beta=0", "model.activation=relu",
                    "model.hidden=[32]", "model.latent=8");
            Cell good = plan.cells().getFirst(), bad = plan.cells().getLast();
            String expected = run(new CpuEngine(1), plan, onCpu, Bars::load, () -> false, SILENT).failed().get(bad);
            var outcome = run(engine(), plan, folder, Bars::load, () -> false, SILENT);
            assertEquals(List.of(bad), List.copyOf(outcome.failed().keySet()));
            assertEquals(beginning(expected), beginning(outcome.failed().get(bad)), "term, value and step");
            assertFalse(Files.exists(file(folder, bad, "metrics.json")));
            assertEquals(number(Json.read(file(onCpu, good, "metrics.json")), "test_total"),
                    number(Json.read(file(folder, good, "metrics.json")), "test_total"), 1e-3);
        }
    }
}
