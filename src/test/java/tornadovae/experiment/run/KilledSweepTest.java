package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.math.Philox;

/** A sweep in a process of its own, killed without warning. */
class KilledSweepTest {

    private static final int KILLS = 10;
    /** 128 + SIGKILL. */
    private static final int KILLED = 137;
    /** The first cells are drawn between kills; the last train long enough that all kills find them at it. */
    private static final String YAML = """
            dataset: {name: digits, train: 120, test: 40}
            model: {hidden: [24], latent: 2}
            objective: beta-vae
            training: {epochs: 3, batch: 20, learningRate: 0.01}
            pictures: {grid: 4, gif: true}
            sweep:
              training.epochs: [3, 40]
              objective.beta: [1, 4]
            """;

    @Test
    void aSweepThatIsKilledTenTimesEndsWithTheSameBytes(@TempDir Path undisturbed, @TempDir Path folder) throws Exception {
        sweep(undisturbed);
        int hit = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(folder);
            try (BufferedReader out = process.inputReader()) {
                // a number of epochs and finished cells, then some milliseconds
                int events = (int) (4 * Philox.uniform(1, Philox.Stream.DATA, 0, kill));
                for (int event = 0; event <= events; event++) out.readLine();
                Thread.sleep((long) (20 * Philox.uniform(1, Philox.Stream.DATA, 1, kill)));
                if (process.destroyForcibly().waitFor() == KILLED) hit++;
            }
        }
        assertEquals(KILLS, hit, "a sweep was over before it was killed");
        sweep(folder);
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(folder));
    }

    private static Process start(Path folder) throws IOException {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.equals("--add-modules=jdk.incubator.vector") || a.startsWith("-Djdk.")).forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), KilledSweepTest.class.getName(),
                folder.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    public static void main(String[] arguments) {
        sweep(Path.of(arguments[0]));
    }

    private static void sweep(Path folder) {
        Plan plan =
                Plan.of(Experiment.parse("killed", "killed.yaml", YAML, List.of()), spec -> DataShape.of(load(spec)), 1 << 30);
        var listener = new RunListener() {
            @Override
            public void begins(long imagesBefore, long imagesInAll) {
                System.out.println("begins");
            }

            @Override
            public void epochDone(int epoch, int epochs, List<Double> testLosses) {
                System.out.println("epoch");
            }

            @Override
            public void finished(Cell cell, CellFolder folder) {
                System.out.println("finished");
            }
        };
        try (var store = ResultStore.ofSweep(folder, plan)) {
            var runner = new Runner(new CpuEngine(1), new Software("test", "unknown"), KilledSweepTest::load, listener);
            Runner.Outcome outcome = runner.run(plan, store, () -> false);
            // One that was killed between making a lease and writing down whose it is holds its cell until that expires.
            while (!outcome.elsewhere().isEmpty()) {
                LockSupport.parkNanos(1_000_000_000);
                outcome = runner.run(plan, store, () -> false);
            }
            assertEquals(Map.of(), outcome.failed());
        }
    }

    static Dataset load(DataSpec spec) {
        return Datasets.load(spec, new Places(null, Path.of("none"), Path.of("none"), false), tornadovae.data.Listener.SILENT);
    }
}
