package tornadovae.experiment.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.tensorboard.EventReader;
import tornadovae.train.LearningCurve;

/** The event files that a run leaves for TensorBoard. */
class CellEventsTest {

    @TempDir
    Path folder;
    private final List<String> notices = new ArrayList<>();

    private final RunListener listener = new RunListener() {
        @Override
        public void goesBack(Cell cell, String sentence) {
            notices.add(sentence);
        }
    };

    private void run(Plan plan, boolean withEvents) {
        run(plan, withEvents, () -> false, listener);
    }

    private void run(Plan plan, boolean withEvents, BooleanSupplier stop, RunListener heard) {
        try (var store = ResultStore.ofSweep(folder, plan);
                var runner = new Runner(new CpuEngine(1), new Software("test", "unknown"), Bars::load, heard)) {
            runner.withEvents(withEvents).run(plan, store, stop);
        }
    }

    private Path cell(Plan plan) {
        return folder.resolve("cells").resolve(plan.cells().getFirst().id());
    }

    private List<EventReader.Event> summaries(Plan plan) throws Exception {
        return EventReader.read(cell(plan)).stream().filter(event -> !event.scalars().isEmpty()).toList();
    }

    private void requireHistory(Plan plan, long epochs) throws Exception {
        var curve = LearningCurve.read(new CellFolder(cell(plan)).history());
        var summaries = summaries(plan);
        assertEquals(LongStream.rangeClosed(1, epochs).boxed().toList(),
                summaries.stream().map(EventReader.Event::step).toList());
        double[] totals = curve.column("test_total"), trained = curve.column("train_nll"), steps = curve.column("step");
        for (int i = 0; i < epochs; i++) {
            var scalars = summaries.get(i).scalars();
            assertEquals((float) totals[i], scalars.get("test/total"));
            assertEquals((float) trained[i], scalars.get("train/nll"));
            assertEquals((float) steps[i], scalars.get("step"));
        }
    }

    @Test
    void everyEpochHasItsLossesAndAPicture() throws Exception {
        Plan plan = Bars.plan("", "training.epochs=4");
        run(plan, true);
        requireHistory(plan, 4);
        for (var event : summaries(plan)) assertEquals(List.of("manifold"), List.copyOf(event.pictures().keySet()));
        assertEquals(List.of(), notices);
        assertFalse(Files.readString(cell(plan).resolve("manifest.json")).contains("tfevents"), "no part of the results");
    }

    @Test
    void withoutTheOptionThereAreNoneAndAFinishedCellGetsThemLater() throws Exception {
        Plan plan = Bars.plan("", "training.epochs=4");
        run(plan, false);
        assertEquals(List.of(), EventReader.read(cell(plan)));
        var before = ResultFiles.of(cell(plan));
        for (int time = 0; time < 2; time++) {
            run(plan, true);
            requireHistory(plan, 4);
        }
        assertEquals(List.of(0, 0, 0, 1), summaries(plan).stream().map(event -> event.pictures().size()).toList());
        var after = ResultFiles.of(cell(plan));
        after.keySet().removeIf(name -> name.contains("tfevents"));
        assertEquals(before, after);
    }

    /** The checkpoint is of epoch 4 when the run ends after 6; the two between are trained again. */
    @Test
    void aKilledTrainingGoesOnWithoutRepeatingAnEpoch() throws Exception {
        Plan plan = Bars.plan("", "training.epochs=9", "training.checkpointEvery=4");
        assertThrows(Killed.class, () -> run(plan, true, () -> false, new RunListener() {
            @Override
            public void epochDone(int epoch, int epochs, List<Double> testLosses) {
                if (epoch == 6) throw new Killed();
            }
        }));
        assertEquals(6, summaries(plan).size());
        run(plan, true);
        requireHistory(plan, 9);
        assertTrue(EventReader.read(cell(plan)).stream().anyMatch(event -> event.isStart() && event.step() == 5));
    }

    private static final class Killed extends RuntimeException {}

    @Test
    void aTrainingThatBeganWithoutThemHasItsFirstEpochsToo() throws Exception {
        Plan plan = Bars.plan("", "training.epochs=5");
        var stop = new boolean[1];
        run(plan, false, () -> stop[0], new RunListener() {
            @Override
            public void epochDone(int epoch, int epochs, List<Double> testLosses) {
                stop[0] = epoch == 2;
            }
        });
        run(plan, true);
        requireHistory(plan, 5);
        assertEquals(List.of(0, 0, 1, 1, 1), summaries(plan).stream().map(event -> event.pictures().size()).toList());
    }

    @Test
    void wherePlacesAreTakenTheCellGoesOnWithout() throws Exception {
        Plan plan = Bars.plan("", "training.epochs=3");
        Files.createDirectories(cell(plan).resolve("events.out.tfevents.0000000001.tornado-vae").resolve("in the way"));
        run(plan, true);
        assertTrue(Files.exists(cell(plan).resolve("manifest.json")));
        assertEquals(1, notices.size(), notices.toString());
        assertTrue(notices.getFirst().contains("gets no events for TensorBoard: Cannot read")
                && notices.getFirst().contains("it is a folder; delete it."), notices.getFirst());
    }
}
