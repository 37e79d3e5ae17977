package tornadovae.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Main;
import tornadovae.data.DataSpec;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.ResultFiles;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.ResultStore;
import tornadovae.file.Sha256;
import tornadovae.math.Philox;

/** A sweep of 24 cells in twelve groups, whose workers are killed without warning again and again. */
class ChaosTest {

    private static final int KILLS = Integer.getInteger("chaos.kills", 100);
    private static final int WORKERS = 2;
    private static final int EPOCHS = 60;
    /** Epochs between kills at most: so few that all kills find something to do. */
    private static final int MOST_EPOCHS = EPOCHS * 12 / 110;
    private static final int IMAGES = 100;
    private static final String YAML = """
            dataset: {name: digits, train: %d, test: 20}
            model: {hidden: [16], latent: 2}
            objective: beta-vae
            training: {epochs: %d, batch: 20, learningRate: 0.01}
            pictures: {grid: 3}
            sweep:
              objective.beta: [1, 4]
              training.seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
            """.formatted(IMAGES, EPOCHS);

    @TempDir
    static Path folder;

    /**
     * The same program in processes of its own, quick to start: without vectors, which a JVM in a hurry computes a thousand times
     * slower.
     */
    private static List<String> program() {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        return command;
    }

    private static Runner.Outcome sweep(Path root, LocalLauncher.Listener listener) throws IOException {
        Path file = Files.writeString(folder.resolve("chaos.yaml"), YAML);
        var plan = Plan.of(Experiment.read(file, List.of()), ChaosTest::shape, 1L << 30, 2);
        assertEquals(12, plan.groups().size());
        try (var store = ResultStore.ofSweep(root, plan)) {
            var slots = Collections.nCopies(WORKERS, new Slot(program(), List.of("--engine", "cpu", "--threads", "1")));
            var outcome = new LocalLauncher(root, slots, 1000, listener).run(plan, store, () -> false);
            store.writeSummary();
            return outcome;
        }
    }

    private static DataShape shape(DataSpec spec) {
        return DataShape.of(Datasets.load(spec, new Places(null, Path.of("none"), Path.of("none"), false), Listener.SILENT));
    }

    /** Kills some worker after some epochs, and then some milliseconds. */
    private static final class Killer implements LocalLauncher.Listener {

        private int kills;
        private int epochsLeft = 1;
        private int deathsAtWork;
        private long imagesAgain;
        private long mostImagesAgain;

        @Override
        public void epochDone(int epoch, int epochs, List<Double> losses) {
            if (kills == KILLS || --epochsLeft > 0) return;
            List<ProcessHandle> workers = ProcessHandle.current().children()
                    .filter(child -> child.info().arguments().map(List::of).orElse(List.of()).contains("worker")).toList();
            if (workers.isEmpty()) return;
            try {
                TimeUnit.MICROSECONDS.sleep((long) (20_000 * draw(0)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (workers.get((int) (workers.size() * draw(1))).destroyForcibly()) {
                epochsLeft = 1 + (int) (MOST_EPOCHS * draw(2));
                kills++;
            }
        }

        private double draw(int what) {
            return Philox.uniform(1, Philox.Stream.DATA, what, kills);
        }

        @Override
        public void died(int group, String how, long again, boolean triedAgain) {
            assertTrue(how.startsWith("by SIGKILL"), how);
            deathsAtWork++;
            imagesAgain += again;
            mostImagesAgain = Math.max(mostImagesAgain, again);
        }
    }

    @Test
    void nothingIsLostAndOnlyUnfinishedEpochsAreTrainedAgain() throws Exception {
        Path undisturbed = folder.resolve("undisturbed"), disturbed = folder.resolve("disturbed");
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), sweep(undisturbed, new LocalLauncher.Listener() {}));
        var killer = new Killer();
        long start = System.nanoTime();
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), sweep(disturbed, killer));
        double seconds = (System.nanoTime() - start) * 1e-9;
        assertEquals(KILLS, killer.kills);
        assertTrue(killer.deathsAtWork > KILLS / 4, killer.deathsAtWork + " of the kills met a worker at work");
        assertTrue(killer.mostImagesAgain <= 2 * IMAGES,
                killer.mostImagesAgain + " images of two cells were trained again, which is more than an epoch");
        assertEquals(files(undisturbed), files(disturbed));
        long all = 24L * EPOCHS * IMAGES;
        System.out.printf("chaos: %d kills, %d of workers at work; %d of %d images trained again (%.1f %%), at most %d at once; "
                + "%.0f s%n", KILLS, killer.deathsAtWork, killer.imagesAgain, all,
                100.0 * killer.imagesAgain / all, killer.mostImagesAgain, seconds);
    }

    /** A checksum of each file, but for the logs, which tell of the deaths, and the report, which tells of times. */
    private static Map<String, String> files(Path root) throws IOException {
        var files = new TreeMap<String, String>();
        ResultFiles.of(root).forEach((name, content) -> {
            if (!name.startsWith("logs") && !name.equals("report.html")) {
                files.put(name,
                        HexFormat.of().formatHex(Sha256.begin().digest(content.getBytes(StandardCharsets.ISO_8859_1))));
            }
        });
        return files;
    }

    @Test
    void aLauncherThatIsKilledTakesItsWorkersWithItAndTheSameCommandGoesOn() throws Exception {
        Path file = Files.writeString(folder.resolve("launcher.yaml"),
                YAML.replace("epochs: " + EPOCHS, "epochs: 80").replaceAll("training.seed: .*", "training.seed: [1, 2]"));
        Path once = folder.resolve("once"), again = folder.resolve("again");
        assertEquals(0, start(file, once).waitFor());
        for (int kill = 0; kill < 2; kill++) {
            Process launcher = start(file, again);
            // until checkpoints lie there that this launcher's workers have written
            long before = checkpoints(again);
            while (launcher.isAlive() && checkpoints(again) <= before) Thread.sleep(5);
            List<ProcessHandle> workers = launcher.children().toList();
            launcher.destroyForcibly().waitFor();
            for (ProcessHandle worker : workers) worker.onExit().get(60, TimeUnit.SECONDS);
        }
        assertEquals(0, start(file, again).waitFor());
        assertEquals(files(once), files(again));
    }

    private static Process start(Path file, Path root) throws IOException {
        var command = program();
        command.addAll(List.of("sweep", file.toString(), "--out", root.toString(), "--engine", "cpu", "--threads", "2",
                "--workers", "2"));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("launcher.log").toFile())
                .start();
    }

    /** When the last checkpoint was written. */
    private static long checkpoints(Path root) throws IOException {
        if (!Files.isDirectory(root.resolve("cells"))) return 0;
        try (var files = Files.walk(root.resolve("cells"))) {
            return files.filter(file -> file.endsWith("model.safetensors")).mapToLong(file -> file.toFile().lastModified()).max()
                    .orElse(0);
        } catch (java.io.UncheckedIOException e) {
            return 0;
        }
    }
}
