package tornadovae.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.Lease;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Images;
import tornadovae.graph.Split;

class RunnerTest {

    private static final String SWEEP = "pictures.gif: true\nsweep: {model.latent: [1, 2], objective.beta: [1, 4]}\n";
    private static final Software SOFTWARE = new Software("test", "unknown");

    @TempDir
    Path folder;

    private static Runner.Outcome run(Plan plan, Path folder, BooleanSupplier stop, Runner.Listener listener) {
        try (var store = ResultStore.ofSweep(folder, plan)) {
            return new Runner(new CpuEngine(1), SOFTWARE, Bars::load, listener).run(plan, store, stop);
        }
    }

    private static Runner.Outcome run(Plan plan, Path folder) {
        return run(plan, folder, () -> false, new Runner.Listener() {});
    }

    @Test
    void everyCellEndsWithAllItsFiles() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        var outcome = run(plan, folder);
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), outcome);
        for (Cell cell : plan.cells())
            for (String name : List.of("config.yaml", "provenance.json", "history.csv", "metrics.json", "model.safetensors", "manifold.png", "samples.png",
                    "reconstructions.png", "traversals.png", "training.gif"))
                assertTrue(Files.exists(folder.resolve("cells").resolve(cell.id()).resolve(name)), name);
        List<String> summary = Files.readAllLines(folder.resolve("summary.csv"));
        assertEquals(5, summary.size());
        assertTrue(summary.getFirst().startsWith("cell,model.latent,objective.beta,state,parameters,"), summary.getFirst());
        assertTrue(summary.getLast().startsWith(plan.cells().getLast().id() + ",2,4,finished,"), summary.getLast());
    }

    @Test
    void runningAgainDoesNothing() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, folder);
        var before = ResultFiles.of(folder);
        var listener = new Runner.Listener() {
            @Override public void begins(long imagesBefore, long imagesInAll) {
                assertEquals(imagesInAll, imagesBefore);
            }

            @Override public void finished(Cell cell, CellFolder folder) {
                throw new AssertionError(cell + " was done again");
            }
        };
        run(plan, folder, () -> false, listener);
        assertEquals(before, ResultFiles.of(folder));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void aRunThatIsStoppedAgainAndAgainEndsWithTheSameBytes(int patience, @TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan(SWEEP, "training.checkpointEvery=2");
        run(plan, undisturbed);
        int runs = 1;
        for (; run(plan, folder, stopAfter(patience + 2 * runs), new Runner.Listener() {}).stopped(); runs++) assertTrue(runs < 100, "it does not come to an end");
        assertTrue(runs > 1, "it was not stopped at all");
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(folder));
    }

    private static BooleanSupplier stopAfter(int times) {
        var asked = new AtomicInteger();
        return () -> asked.incrementAndGet() > times;
    }

    @Test
    void cellsAtDifferentStepsGoOnSeparatelyWithTheSameBytes(@TempDir Path undisturbed) throws Exception {
        run(Bars.plan(SWEEP), undisturbed);
        run(Bars.plan(SWEEP), folder, stopAfter(3), new Runner.Listener() {});
        Plan plan = Bars.plan(SWEEP);
        Path behind = folder.resolve("cells").resolve(plan.groups().getFirst().cells().getFirst().id());
        Files.delete(behind.resolve("model.safetensors"));
        run(plan, folder);
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(folder));
    }

    @Test
    void aCellDoesNotDependOnTheSweepItIsIn(@TempDir Path alone) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, folder);
        Plan single = Bars.plan("pictures.gif: true\n", "objective.beta=4", "model.latent=2");
        try (var store = ResultStore.ofOne(alone, single)) {
            new Runner(new CpuEngine(1), SOFTWARE, Bars::load, new Runner.Listener() {}).run(single, store, () -> false);
        }
        var together = ResultFiles.of(folder.resolve("cells").resolve(plan.cells().getLast().id()));
        assertEquals(together, ResultFiles.of(alone));
    }

    @Test
    void aCellThatDivergesIsMarkedAndTheOthersGoOn() throws Exception {
        Plan plan = Bars.plan("sweep: {training.learningRate: [0.01, 10]}\n", "objective.beta=0", "model.activation=relu", "model.hidden=[32]", "model.latent=8");
        var failed = new ArrayList<Cell>();
        var outcome = run(plan, folder, () -> false, new Runner.Listener() {
            @Override public void failed(Cell cell, String reason) {
                failed.add(cell);
            }
        });
        Cell bad = plan.cells().getLast();
        assertEquals(List.of(bad), failed);
        assertEquals(List.of(bad), List.copyOf(outcome.failed().keySet()));
        Path cell = folder.resolve("cells").resolve(bad.id());
        assertFalse(Files.exists(cell.resolve("metrics.json")));
        String reason = (String) Json.read(cell.resolve("failed.json")).get("reason");
        assertTrue(reason.startsWith("the loss term "), reason);
        assertTrue(Files.readString(folder.resolve("summary.csv")).contains(bad.id() + ",10,failed,"));

        var again = run(plan, folder);
        assertEquals(reason + " Delete " + cell.resolve("failed.json") + " to try again.", again.failed().get(bad));
    }

    @Test
    void aDamagedCheckpointFailsItsCellOnlyAndIsTriedAgain() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        Cell first = plan.cells().getFirst();
        Path cell = Files.createDirectories(folder.resolve("cells").resolve(first.id()));
        Path model = Files.writeString(cell.resolve("model.safetensors"), "not a model");
        var outcome = run(plan, folder);
        assertEquals(List.of(first), List.copyOf(outcome.failed().keySet()));
        assertTrue(outcome.failed().get(first).contains(model.toString()), outcome.failed().get(first));
        Files.delete(model);
        assertEquals(Map.of(), run(plan, folder).failed());
        assertFalse(Files.exists(cell.resolve("failed.json")));
    }

    @Test
    void aCellWhoseFilesCannotBeWrittenFailsAloneAndIsFinishedLater(@TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, undisturbed);
        Cell first = plan.cells().getFirst();
        Path inTheWay = Files.createDirectories(folder.resolve("cells").resolve(first.id()).resolve("samples.png"));
        var outcome = run(plan, folder);
        assertEquals(Map.of(first, "Cannot write " + inTheWay + ": it is a folder; give the name of a file."), outcome.failed());
        Files.delete(inTheWay);
        assertEquals(Map.of(), run(plan, folder).failed());
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(folder));
    }

    @Test
    void timesAndMachinesStandInTheProvenanceOnly() throws Exception {
        Plan plan = Bars.plan("");
        run(plan, folder, stopAfter(2), new Runner.Listener() {});
        run(plan, folder);
        var provenance = Json.read(folder.resolve("cells").resolve(plan.cells().getFirst().id()).resolve("provenance.json"));
        var runs = (List<?>) provenance.get("runs");
        assertEquals(2, runs.size());
        var last = (Map<?, ?>) runs.getLast();
        assertEquals("cpu", last.get("engine"));
        assertEquals(12, last.get("toStep"));
        assertTrue(ResultFiles.of(folder).values().stream().noneMatch(text -> text.contains(Lease.host())));
    }

    /** The CPU engine in too little memory for models with two latent dimensions, on a device of which something is known. */
    private static final Engine SMALL = new Engine() {
        private final Engine cpu = new CpuEngine(1);

        @Override public String name() {
            return cpu.name();
        }

        @Override public Device device() {
            return new Device("small", "gpu", 1, cpu.device().memoryBytes(), "", new LinkedHashMap<>(Map.of("driver", "535.1")));
        }

        @Override public Session open(Memory memory, Map<Split, Images> data) {
            if (memory.tensors().stream().anyMatch(tensor -> tensor.name().equals("z") && tensor.columns() == 2)) throw new OutOfMemoryError("Java heap space");
            return cpu.open(memory, data);
        }
    };

    @Test
    void cellsThatDoNotFitIntoMemoryFailAndTheOthersGoOn(@TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, undisturbed);
        try (var store = ResultStore.ofSweep(folder, plan)) {
            var outcome = new Runner(SMALL, SOFTWARE, Bars::load, new Runner.Listener() {}).run(plan, store, () -> false);
            assertEquals(plan.cells().subList(2, 4), List.copyOf(outcome.failed().keySet()));
            assertTrue(Files.readString(store.folder(plan.cells().getFirst()).provenance()).matches("(?s).*\"device\" *: *\"small\".*\"driver\" *: *\"535.1\".*"));
            for (String reason : outcome.failed().values())
                assertTrue(reason.matches("The memory limit of \\d+ MiB was reached \\(Java heap space\\): make the layers or the batch smaller, .*"), reason);
        }
        assertEquals(Map.of(), run(plan, folder).failed());
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(folder));
    }

    @Test
    void damagedFilesOfACellAreThatCellsProblem() throws Exception {
        Plan plan = Bars.plan("sweep: {training.seed: [1, 2, 3]}\n");
        for (int cell : new int[] {0, 1}) {
            Path its = Files.createDirectories(folder.resolve("cells").resolve(plan.cells().get(cell).id()));
            Files.writeString(its.resolve(cell == 0 ? "metrics.json" : "failed.json"), "{");
        }
        var outcome = run(plan, folder);
        assertEquals(plan.cells().subList(0, 2), List.copyOf(outcome.failed().keySet()));
        assertTrue(outcome.failed().values().stream().allMatch(reason -> reason.endsWith(".json is not a JSON object: it is damaged; delete it, then run the same command again.")));
        List<String> summary = Files.readAllLines(folder.resolve("summary.csv"));
        assertTrue(summary.get(1).contains(",failed,") && summary.get(2).contains(",failed,") && summary.get(3).contains(",finished,"), summary.toString());
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsRemovedFromItsCell() throws Exception {
        Plan plan = Bars.plan("");
        Path cell = Files.createDirectories(folder.resolve("cells").resolve(plan.cells().getFirst().id()));
        Path part = Files.writeString(cell.resolve("metrics.json.part-123-0"), "{");
        Path whole = Files.writeString(cell.resolve("mine.txt"), "kept");
        run(plan, folder);
        assertFalse(Files.exists(part));
        assertTrue(Files.exists(whole));
    }

    @Test
    void aCellThatAnotherProcessWorksOnIsLeftToIt() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        Cell taken = plan.cells().getFirst();
        Path cell = Files.createDirectories(folder.resolve("cells").resolve(taken.id()));
        var heard = new ArrayList<Cell>();
        try (Lease lease = Lease.take(cell)) {
            var outcome = run(plan, folder, () -> false, new Runner.Listener() {
                @Override public void elsewhere(Cell left, String holder) {
                    heard.add(left);
                }
            });
            assertEquals(Map.of(), outcome.failed());
            assertEquals(Map.of(taken, "process " + ProcessHandle.current().pid() + " on " + Lease.host()), outcome.elsewhere());
            assertEquals(List.of(taken), heard);
            assertFalse(lease.isLost());
        }
        assertFalse(Files.exists(cell.resolve("config.yaml")));
        assertTrue(Files.readString(folder.resolve("summary.csv")).contains(taken.id() + ",1,1,unfinished"));
        assertEquals(Map.of(), run(plan, folder).elsewhere());
        assertTrue(Files.exists(cell.resolve("metrics.json")));
        try (var left = Files.list(cell)) {
            assertTrue(left.noneMatch(file -> Lease.isFile(file.getFileName().toString())), "a finished cell needs no lease");
        }
    }

    @Test
    void framesThatCannotBeDeletedDoNotFailACell() throws Exception {
        Plan plan = Bars.plan("pictures.gif: true\n");
        Path cell = folder.resolve("cells").resolve(plan.cells().getFirst().id());
        Files.createDirectories(cell.resolve("frames/of/somebody"));
        assertEquals(Map.of(), run(plan, folder).failed());
        assertEquals(Map.of(), run(plan, folder).failed());
        assertTrue(Files.exists(cell.resolve("metrics.json")));
    }

    @Test
    void resultsDoNotDependOnTheLanguageOfTheMachine(@TempDir Path english) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, english);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("ar", "EG"));
            assertEquals("٧", String.format("%d", 7), "this locale has digits of its own");
            run(Bars.plan(SWEEP), folder);
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(ResultFiles.of(english), ResultFiles.of(folder));
    }
}
