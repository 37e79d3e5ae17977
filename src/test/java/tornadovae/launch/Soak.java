package tornadovae.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.cli.Main;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.ResultFiles;
import tornadovae.experiment.run.RunListener;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.file.Folders;
import tornadovae.math.Philox;

/**
 * One sweep after another for {@code soak.seconds}, each disturbed again and again in ways drawn from {@code soak.seed}; each
 * must end with the bytes of an undisturbed one, and this process must not grow: {@code ./run.sh test -Psoak -Dsoak.seconds=600
 * -Dsoak.seed=1}.
 */
class Soak {

    private static final long SECONDS = Long.getLong("soak.seconds", 3600);
    private static final int SEED = Integer.getInteger("soak.seed", 1);
    private static final int WORKERS = 2;
    /** Of a sweep, before it may end. */
    private static final int MOST_DISTURBANCES = 5;
    /** The first sweeps load classes and fill caches. */
    private static final int WARM_UP = 3;
    private static final long SLACK_BYTES = 4 << 20;
    private static final String YAML = """
            dataset: {name: digits, train: 100, test: 20}
            model: {hidden: [16], latent: 2}
            objective: beta-vae
            training: {epochs: 30, batch: 20, learningRate: 0.01}
            pictures: {grid: 3, gif: true}
            sweep:
              objective.beta: [1, 4]
              training.seed: [1, 2]
            """;

    private enum Disturbance { WORKER_KILLED, STOPPED, DISK_FULL, DIED_IN_THE_MIDST, MOVED, COPIED }

    /** What must stay as it is; read after each sweep. */
    private record Size(long heapBytes, long descriptors, long threads, long children, long strayFiles) {

        static Size now(Path folder) throws IOException {
            System.gc();
            var runtime = Runtime.getRuntime();
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            try (var files = Files.list(folder); var temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                return new Size(runtime.totalMemory() - runtime.freeMemory(), system.getOpenFileDescriptorCount(),
                        ManagementFactory.getThreadMXBean().getThreadCount(), ProcessHandle.current().children().count(),
                        files.count() + temporary.filter(file -> Files.isRegularFile(file)).count());
            }
        }
    }

    @TempDir
    Path folder;
    private int draws;
    private final Map<Disturbance, Integer> met = new EnumMap<>(Disturbance.class);

    private double draw() {
        return Philox.uniform(SEED, Philox.Stream.DATA, 0, draws++);
    }

    private int draw(int below) {
        return (int) (below * draw());
    }

    @Test
    void sweepsThatAreDisturbedForLongEndAsUndisturbedOnesAndNothingGrows() throws Exception {
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), inThisProcess(folder.resolve("undisturbed")));
        Map<String, String> expected = files(folder.resolve("undisturbed"));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        var sizes = new ArrayList<Size>();
        while (sizes.size() <= 2 * WARM_UP || System.nanoTime() < end) {
            Path results = disturbed(folder.resolve("results"));
            byWorkers(results, _ -> false);
            assertEquals(expected, files(results), "sweep " + sizes.size());
            assertEquals(List.of(), litter(results));
            Folders.delete(results);
            sizes.add(Size.now(folder));
            System.out.println(sizes.size() + " " + met + " " + sizes.getLast());
        }
        System.out.printf("soak: seed %d, %d s, %d sweeps, %s%n", SEED, SECONDS, sizes.size(), met);
        requireFlat("heap in bytes", sizes, Size::heapBytes, SLACK_BYTES);
        requireFlat("open descriptors", sizes, Size::descriptors, 0);
        requireFlat("threads", sizes, Size::threads, 0);
        requireFlat("child processes", sizes, Size::children, 0);
        requireFlat("stray files", sizes, Size::strayFiles, 0);
        assertEquals(Disturbance.values().length, met.size(), "not all were met: " + met);
    }

    /** The last half never has more than the first half, warm, had at most. */
    private static void requireFlat(String what, List<Size> sizes, ToLongFunction<Size> of, long slack) {
        int half = WARM_UP + (sizes.size() - WARM_UP) / 2;
        var first = sizes.subList(WARM_UP, half).stream().mapToLong(of).summaryStatistics();
        var last = sizes.subList(half, sizes.size()).stream().mapToLong(of).summaryStatistics();
        System.out.printf("soak: %s: %d to %d, then %d to %d%n", what, first.getMin(), first.getMax(), last.getMin(),
                last.getMax());
        assertTrue(last.getMin() <= first.getMax() + slack, what + " have grown");
    }

    /** Begins a sweep and disturbs it; returns where it is then. */
    private Path disturbed(Path begun) throws Exception {
        Path results = begun;
        for (int left = 1 + draw(MOST_DISTURBANCES); left > 0; left--) {
            var disturbance = Disturbance.values()[draw(Disturbance.values().length)];
            met.merge(disturbance, 1, Integer::sum);
            int epochs = 1 + draw(20);
            switch (disturbance) {
                case WORKER_KILLED -> byWorkers(results, seen -> {
                    if (seen == epochs) ProcessHandle.current().children().findAny().ifPresent(ProcessHandle::destroyForcibly);
                    return seen > epochs + 5;
                });
                case STOPPED -> byWorkers(results, seen -> seen >= epochs);
                case DISK_FULL -> onADiskThatFails(results, Fault.FULL);
                case DIED_IN_THE_MIDST -> onADiskThatFails(results, Fault.KILLED);
                case MOVED -> results = moved(results);
                case COPIED -> results = copied(results);
            }
        }
        return results;
    }

    private void onADiskThatFails(Path results, Fault fault) throws IOException {
        try {
            inThisProcess(Disk.failing(fault, 1 + draw(300)).path(results));
        } catch (Fault.Death | UserError e) {
            // that is what is tried
        }
    }

    private static Path elsewhere(Path results) {
        return results.resolveSibling(results.endsWith("results") ? "elsewhere" : "results");
    }

    private static Path moved(Path results) throws IOException {
        return Files.isDirectory(results) ? Files.move(results, elsewhere(results)) : results;
    }

    private static Path copied(Path results) throws IOException {
        if (!Files.isDirectory(results)) return results;
        Path copy = elsewhere(results);
        try (var all = Files.walk(results)) {
            for (Path file : all.toList()) Files.copy(file, copy.resolve(results.relativize(file).toString()));
        }
        Folders.delete(results);
        return copy;
    }

    private Plan plan() throws IOException {
        Path file = folder.resolve("soak.yaml");
        if (!Files.exists(file)) Files.writeString(file, YAML);
        return Plan.of(Experiment.read(file, List.of()), spec -> DataShape.of(load(spec)), 1L << 30, 2);
    }

    private static Dataset load(DataSpec spec) {
        return Datasets.load(spec, new Places(null, Path.of("none"), Path.of("none"), false), tornadovae.data.Listener.SILENT);
    }

    private Runner.Outcome inThisProcess(Path results) throws IOException {
        var plan = plan();
        try (var store = ResultStore.ofSweep(results, plan)) {
            var software = new Software(System.getProperty("soak.version"), "unknown");
            return new Runner(new CpuEngine(1), software, Soak::load, new RunListener() {}).run(plan, store, () -> false);
        }
    }

    /** Decides after each epoch that a worker tells of, by how many there were, whether to stop. */
    private interface Stop {
        boolean after(int epochs);
    }

    private void byWorkers(Path results, Stop stop) throws IOException {
        var command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dtornadovae.commit=unknown", "-cp", System.getProperty("java.class.path"), Main.class.getName());
        var slots = Collections.nCopies(WORKERS, new Slot(command, List.of("--engine", "cpu", "--threads", "1")));
        var stopped = new boolean[1];
        var listener = new LocalLauncher.Listener() {
            private int seen;

            @Override
            public void epochDone(int epoch, int epochs, List<Double> losses) {
                stopped[0] |= stop.after(++seen);
            }
        };
        var plan = plan();
        try (var store = ResultStore.ofSweep(results, plan)) {
            var outcome = new LocalLauncher(results, slots, 100, listener).run(plan, store, () -> stopped[0]);
            store.writeSummary();
            assertEquals(Map.of(), outcome.failed());
        }
    }

    private static Map<String, String> files(Path results) throws IOException {
        var files = ResultFiles.of(results);
        files.keySet().removeIf(name -> name.startsWith("logs"));
        return files;
    }

    /** Hidden files, among them leases, in the folders of cells, all of which are finished. */
    private static List<Path> litter(Path results) throws IOException {
        try (var all = Files.walk(results.resolve("cells"))) {
            return all.filter(file -> file.getFileName().toString().startsWith(".")).toList();
        }
    }
}
