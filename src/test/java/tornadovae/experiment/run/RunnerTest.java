package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.file.Lease;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

class RunnerTest {

    private static final String SWEEP = "pictures.gif: true\nsweep: {model.latent: [1, 2], objective.beta: [1, 4]}\n";
    private static final Software SOFTWARE = new Software("test", "unknown");

    @TempDir
    Path folder;

    private static Runner.Outcome run(Plan plan, Path folder, BooleanSupplier stop, RunListener listener) {
        try (var store = ResultStore.ofSweep(folder, plan)) {
            return new Runner(new CpuEngine(1), SOFTWARE, Bars::load, listener).run(plan, store, stop);
        }
    }

    private static Runner.Outcome run(Plan plan, Path folder) {
        return run(plan, folder, () -> false, new RunListener() {});
    }

    @Test
    void everyCellEndsWithAllItsFiles() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        var outcome = run(plan, folder);
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), outcome);
        for (Cell cell : plan.cells()) {
            for (String name : List.of("config.yaml", "provenance.json", "history.csv", "metrics.json", "model.safetensors",
                    "manifold.png", "samples.png",
                    "reconstructions.png", "traversals.png", "training.gif")) {
                assertTrue(Files.exists(folder.resolve("cells").resolve(cell.id()).resolve(name)), name);
            }
        }
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
        var listener = new RunListener() {
            @Override
            public void begins(long imagesBefore, long imagesInAll) {
                assertEquals(imagesInAll, imagesBefore);
            }

            @Override
            public void finished(Cell cell, CellFolder folder) {
                throw new AssertionError(cell + " was done again");
            }
        };
        run(plan, folder, () -> false, listener);
        assertEquals(before, ResultFiles.of(folder));
    }

    /** Nothing comes into being at the old place, and nobody is blamed who has not been there. */
    @Test
    void aFolderThatIsRenamedDuringTheRunLeavesNoGhost(@TempDir Path around) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        Path before = Files.createDirectory(around.resolve("before"));
        var listener = new RunListener() {
            @Override
            public void epochDone(int epoch, int epochs, List<Double> losses) {
                if (Files.exists(before)) assertTrue(before.toFile().renameTo(around.resolve("after").toFile()));
            }
        };
        Runner.Outcome outcome;
        try (var store = ResultStore.ofSweep(before, plan)) {
            outcome = new Runner(new CpuEngine(1), SOFTWARE, Bars::load, listener).run(plan.groups(), store, () -> false);
        }
        assertFalse(Files.exists(before));
        assertEquals(Map.of(), outcome.elsewhere());
        assertEquals(plan.cells().size(), outcome.failed().size());
        outcome.failed().values().forEach(reason -> assertTrue(reason.matches(".*before(/cells/[^/]+)? is not there any more: "
                + "it was renamed or deleted during the run; "
                + "give its new name to go on from its last checkpoint\\."), reason));
        try (var left = Files.walk(around)) {   // as if that process had ended, which is this one
            for (Path file : left.filter(file -> Lease.isFile(file.getFileName().toString())).toList()) Files.delete(file);
        }
        run(plan, around.resolve("after"));
        run(plan, folder);
        assertEquals(ResultFiles.of(folder), ResultFiles.of(around.resolve("after")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void aRunThatIsStoppedAgainAndAgainEndsWithTheSameBytes(int patience, @TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan(SWEEP, "training.checkpointEvery=2");
        run(plan, undisturbed);
        int runs = 1;
        for (; run(plan, folder, stopAfter(patience + 2 * runs), new RunListener() {}).stopped(); runs++) {
            assertTrue(runs < 100, "it does not come to an end");
        }
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
        run(Bars.plan(SWEEP), folder, stopAfter(3), new RunListener() {});
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
        try (var store = ResultStore.ofOne(alone, single, false)) {
            new Runner(new CpuEngine(1), SOFTWARE, Bars::load, new RunListener() {}).run(single, store, () -> false);
        }
        var together = ResultFiles.of(folder.resolve("cells").resolve(plan.cells().getLast().id()));
        assertEquals(together, ResultFiles.of(alone));
    }

    @Test
    void aCellThatDivergesIsMarkedAndTheOthersGoOn() throws Exception {
        Plan plan = Bars.plan("sweep: {training.learningRate: [0.01, 10]}\n", "objective.beta=0", "model.activation=relu",
                "model.hidden=[32]", "model.latent=8");
        var failed = new ArrayList<Cell>();
        var outcome = run(plan, folder, () -> false, new RunListener() {
            @Override
            public void failed(Cell cell, String reason) {
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
        assertEquals(reason + " It would end in the same way again: change the settings, or delete " + cell.resolve("failed.json")
                + " to try all the same.", again.failed().get(bad));
    }

    @Test
    void aCellThatDivergesLaterKeepsItsLastGoodCheckpointAndSaysWhatHappened(@TempDir Path alone) throws Exception {
        String[] settings = {"objective.beta=0", "model.hidden=[32]", "model.latent=8", "training.epochs=30"};
        Plan plan = Bars.plan("sweep: {training.learningRate: [0.01, 1, 5]}\n", settings);
        Cell good = plan.cells().getFirst(), late = plan.cells().get(1), early = plan.cells().getLast();
        assertEquals(List.of(late, early), List.copyOf(run(plan, folder).failed().keySet()));
        run(Bars.plan("sweep: {training.learningRate: [0.01]}\n", settings), alone);
        assertEquals(ResultFiles.of(alone.resolve("cells").resolve(good.id())),
                ResultFiles.of(folder.resolve("cells").resolve(good.id())), "a neighbour of two that diverge");

        var cell = new CellFolder(folder.resolve("cells").resolve(late.id()));
        Map<String, Object> failed = Json.read(cell.failure());
        assertEquals(List.of("reason", "final", "step", "term", "value", "gradientStep", "gradientNorm", "largestGradient",
                "parameter", "checkpoint", "checkpointEpoch", "checkpointStep"), List.copyOf(failed.keySet()));
        TrainedCell trained = TrainedCell.read(cell);
        int epoch = (Integer) failed.get("checkpointEpoch"), step = (Integer) failed.get("checkpointStep");
        assertEquals(trained.checkpoint().step(), step);
        assertTrue(epoch >= 1 && step == 4 * epoch, failed.toString());
        assertTrue((Integer) failed.get("step") >= step && (Integer) failed.get("gradientStep") >= step, failed.toString());
        assertTrue(number(failed, "gradientNorm") >= number(failed, "largestGradient") && number(failed, "largestGradient") > 0,
                failed.toString());
        assertTrue(Set.of("Infinity", "NaN").contains(failed.get("value")), failed.toString());
        String reason = (String) failed.get("reason");
        assertTrue(reason.startsWith("the loss term " + failed.get("term") + " became " + failed.get("value") + " in step "
                + failed.get("step") + "; the gradient in step "), reason);
        assertTrue(reason.endsWith(" The last good checkpoint, model.safetensors, is of epoch " + epoch + ", step " + step + "."),
                reason);
        assertEquals(1 + epoch, Files.readAllLines(cell.history()).size(), "a heading, and a row an epoch");
        try (TrainedModel model = trained.open(new CpuEngine(1), null)) {
            new CellPictures(trained.configuration(), Bars.shape(trained.configuration().dataset()), SOFTWARE, model).manifold();
            for (float pixel : model.decode(new float[][] {new float[8]})[0]) {
                assertTrue(pixel > 0 && pixel < 1, "pixel " + pixel);
            }
        }

        failed = Json.read(folder.resolve("cells").resolve(early.id()).resolve("failed.json"));
        assertTrue(((String) failed.get("reason")).endsWith(" There is no checkpoint from before."), failed.toString());
        assertTrue(failed.containsKey("checkpointStep") && failed.get("checkpointStep") == null
                && failed.get("checkpointEpoch") == null);
    }

    private static double number(Map<String, Object> values, String key) {
        return ((Number) values.get(key)).doubleValue();
    }

    @Test
    void clippedCellsTrainApartAndTheOthersAsEver(@TempDir Path alone) throws Exception {
        Plan plan = Bars.plan("sweep: {training.clipNorm: [0, 0.1, 5]}\n");
        assertEquals(List.of(1, 2), plan.groups().stream().map(group -> group.cells().size()).sorted().toList());
        assertEquals(Map.of(), run(plan, folder).failed());
        Cell none = plan.cells().getFirst();
        run(Bars.plan("sweep: {training.clipNorm: [0]}\n"), alone);
        assertEquals(ResultFiles.of(alone.resolve("cells").resolve(none.id())),
                ResultFiles.of(folder.resolve("cells").resolve(none.id())));
        assertEquals(Bars.plan("").cells().getFirst().configuration().hash(), none.configuration().hash(),
                "results from before there was clipping stay where they are");
    }

    @Test
    void aCellThatWasBegunBeforeThereWasASettingGoesOn(@TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan("");
        run(plan, undisturbed);
        run(plan, folder, stopAfter(2), new RunListener() {});
        Path config = folder.resolve("cells").resolve(plan.cells().getFirst().id()).resolve("config.yaml");
        String now = Files.readString(config);
        Files.writeString(config, now.replace("  clipNorm: 0\n", ""));
        assertNotEquals(now, Files.readString(config));
        assertEquals(Map.of(), run(plan, folder).failed());
        var expected = ResultFiles.of(undisturbed);
        var found = ResultFiles.of(folder);
        for (var files : List.of(expected, found)) {   // the manifest has the checksum of the shorter file
            files.keySet().removeIf(name -> name.endsWith("/config.yaml") || name.endsWith("/manifest.json"));
        }
        assertEquals(expected, found);
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
    void aCellWithADamagedCheckpointGoesOnFromTheOneBeforeAndSaysSo(@TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, undisturbed);
        stopTwice(plan);
        CellFolder cell = new CellFolder(folder.resolve("cells").resolve(plan.groups().getFirst().cells().getFirst().id()));
        int step = Checkpoint.read(cell.previousModel()).step();
        flipABit(cell.model());
        var said = new ArrayList<String>();
        var outcome = run(plan, folder, () -> false, new RunListener() {
            @Override
            public void goesBack(Cell which, String sentence) {
                assertEquals(plan.groups().getFirst().cells().getFirst(), which);
                said.add(sentence);
            }
        });
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), outcome);
        assertEquals(List.of(cell.model() + " was damaged after it was written; going on from the checkpoint before it, of step "
                + step + "."), said);
        assertEquals(ResultFiles.of(undisturbed), ResultFiles.of(folder));
    }

    @Test
    void whereBothCheckpointsAreDamagedTheCellFailsAndTheOthersGoOn() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        stopTwice(plan);
        Cell first = plan.groups().getFirst().cells().getFirst();
        CellFolder cell = new CellFolder(folder.resolve("cells").resolve(first.id()));
        flipABit(cell.model());
        flipABit(cell.previousModel());
        var before = Map.of(cell.model(), Files.readAllBytes(cell.model()), cell.previousModel(),
                Files.readAllBytes(cell.previousModel()));
        assertEquals(Map.of(first,
                cell.model()
                        + " cannot be read: its checksum does not match its contents, so it was damaged after it was written; "
                        + "use another copy, or delete the folder it is in and train again."),
                run(plan, folder).failed());
        for (var file : before.entrySet()) {
            assertArrayEquals(file.getValue(), Files.readAllBytes(file.getKey()), "what is damaged is the user's to delete");
        }
        Files.delete(cell.model());
        assertEquals(Map.of(), run(plan, folder).failed());
    }

    @Test
    void aCheckpointOfAnotherVersionIsNotThrownAway() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        stopTwice(plan);
        Cell first = plan.groups().getFirst().cells().getFirst();
        CellFolder cell = new CellFolder(folder.resolve("cells").resolve(first.id()));
        new Checkpoint("this test", Map.of(Checkpoint.VERSION, "2", Checkpoint.STEP, "10"), Map.of()).write(cell.model());
        byte[] newer = Files.readAllBytes(cell.model());
        assertEquals(Set.of(first), run(plan, folder).failed().keySet());
        assertArrayEquals(newer, Files.readAllBytes(cell.model()));
    }

    @Test
    void onlyAnUnfinishedCellHasAPreviousCheckpoint() throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, folder);
        for (Cell cell : plan.cells()) {
            assertFalse(Files.exists(new CellFolder(folder.resolve("cells").resolve(cell.id())).previousModel()));
        }
    }

    private static void flipABit(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 5] ^= 8;
            Files.delete(file);   // the bytes may have two names
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves cells of the first group with two checkpoints. */
    private void stopTwice(Plan plan) {
        assertTrue(run(plan, folder, stopAfter(4), new RunListener() {}).stopped());
        assertTrue(run(plan, folder, stopAfter(2), new RunListener() {}).stopped());
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
        run(plan, folder, stopAfter(2), new RunListener() {});
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

        @Override
        public String name() {
            return cpu.name();
        }

        @Override
        public Device device() {
            return new Device("small", "gpu", 1, cpu.device().memoryBytes(), "", new LinkedHashMap<>(Map.of("driver", "535.1")));
        }

        @Override
        public String arithmetic() {
            return cpu.arithmetic();
        }

        @Override
        public Session open(Memory memory, Map<Split, Images> data) {
            if (memory.tensors().stream().anyMatch(
                    tensor -> tensor.name().equals("z") && tensor.columns() == 2)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return cpu.open(memory, data);
        }
    };

    @Test
    void cellsThatDoNotFitIntoMemoryFailAndTheOthersGoOn(@TempDir Path undisturbed) throws Exception {
        Plan plan = Bars.plan(SWEEP);
        run(plan, undisturbed);
        try (var store = ResultStore.ofSweep(folder, plan)) {
            var outcome = new Runner(SMALL, SOFTWARE, Bars::load, new RunListener() {}).run(plan, store, () -> false);
            assertEquals(plan.cells().subList(2, 4), List.copyOf(outcome.failed().keySet()));
            assertTrue(Files.readString(store.folder(plan.cells().getFirst()).provenance())
                    .matches("(?s).*\"device\" *: *\"small\".*\"driver\" *: *\"535.1\".*"));
            for (String reason : outcome.failed().values()) {
                assertTrue(reason
                        .matches("The memory limit of \\d+ MiB was reached \\(Java heap space\\): make the layers or the batch "
                                + "smaller, .*"),
                        reason);
            }
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
        assertEquals(plan.cells().subList(1, 2), List.copyOf(outcome.failed().keySet()),
                "metrics without a manifest are made again");
        assertTrue(outcome.failed().values().stream().allMatch(reason -> reason
                .endsWith(".json is not a JSON object: it is damaged; delete it, then run the same command again.")));
        List<String> summary = Files.readAllLines(folder.resolve("summary.csv"));
        assertTrue(summary.get(1).contains(",finished,") && summary.get(2).contains(",failed,")
                && summary.get(3).contains(",finished,"), summary.toString());
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
            var outcome = run(plan, folder, () -> false, new RunListener() {
                @Override
                public void elsewhere(Cell left, String holder) {
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
