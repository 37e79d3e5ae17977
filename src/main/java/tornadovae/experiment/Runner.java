package tornadovae.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tornadovae.AtomicFile;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

/**
 * Does what is missing of a plan. It can be killed at any moment: run again, it ends with the same bytes (but for provenance.json) as if
 * nothing had happened, because every cell goes on from its checkpoint, results do not depend on which cells train together, and
 * metrics.json is written last.
 */
public final class Runner {

    /** Hears how far a run is, in the thread that runs. */
    public interface Listener {

        /** @param imagesBefore training images that earlier runs have seen, of {@code imagesInAll} */
        default void begins(long imagesBefore, long imagesInAll) {}

        /** @param imagesDone training images seen, with those of earlier runs */
        default void progress(long imagesDone) {}

        /** @param testLosses −ELBO of every cell that trains together, nats per image */
        default void epochDone(int epoch, int epochs, List<Double> testLosses) {}

        default void finished(Cell cell, CellFolder folder) {}

        default void failed(Cell cell, String reason) {}
    }

    /**
     * How a run ended.
     *
     * @param failed  reasons by cell
     * @param stopped whether it was stopped before everything was done
     */
    public record Outcome(Map<Cell, String> failed, boolean stopped) {}

    private final Engine engine;
    private final Software software;
    private final Function<DataSpec, Dataset> data;
    private final Listener listener;
    private final Map<Cell, CellRun> runs = new LinkedHashMap<>();
    private Dataset dataset;
    private DataSpec datasetSpec;

    /** @param data loads a data set; asked once for each group that needs another one than the group before */
    public Runner(Engine engine, Software software, Function<DataSpec, Dataset> data, Listener listener) {
        this.engine = engine;
        this.software = software;
        this.data = data;
        this.listener = listener;
    }

    /** @param stop asked several times a second; once it says yes, checkpoints are written and the run ends */
    public Outcome run(Plan plan, ResultStore store, BooleanSupplier stop) {
        for (Group group : plan.groups()) prepare(group, store);
        listener.begins(imagesDone(), plan.images());
        boolean stopped = false;
        for (Group group : plan.groups()) {
            stopped = stopped || !run(group, stop);
            store.writeSummary();
            if (stopped) break;
        }
        var failed = new LinkedHashMap<Cell, String>();
        runs.values().forEach(run -> run.failure().ifPresent(reason -> failed.put(run.cell(), reason)));
        return new Outcome(failed, stopped);
    }

    /** Looks at what is there of every cell before anything starts. */
    private void prepare(Group group, ResultStore store) {
        for (Cell cell : group.cells()) {
            var run = new CellRun(cell, store.folder(cell));
            runs.put(cell, run);
            try {
                prepare(run, group.family());
            } catch (UserError e) {   // a file that cannot be read
                run.stayFailed(e.getMessage());
            }
        }
    }

    private static void prepare(CellRun run, Family family) {
        CellFolder folder = run.folder();
        if (folder.isFinished()) {
            folder.readMetrics();
            run.imagesDone(family.images());
            Frames.of(folder, run.configuration()).delete();   // it may have been killed just before
            return;
        }
        folder.divergence().ifPresentOrElse(reason -> run.stayFailed(reason + " Delete " + folder.failure() + " to try again."),
                () -> run.prepare(family.batch()));
    }

    /** False if it was stopped. */
    private boolean run(Group group, BooleanSupplier stop) {
        var byStep = new TreeMap<Integer, List<CellRun>>();
        for (Cell cell : group.cells()) {
            CellRun run = runs.get(cell);
            if (!run.hasFailed() && !run.folder().isFinished()) byStep.computeIfAbsent(run.step(), s -> new ArrayList<>()).add(run);
        }
        for (List<CellRun> together : byStep.descendingMap().values()) {
            if (stop.getAsBoolean() || !run(group.family(), together, stop)) return false;
        }
        return true;
    }

    private boolean run(Family family, List<CellRun> cells, BooleanSupplier stop) {
        try {
            load(family.dataset());
            boolean trained = new Training(family, cells, engine, software, listener, this::imagesDone).run(dataset, stop);
            if (!trained && stop.getAsBoolean()) return false;
        } catch (UserError e) {
            for (CellRun cell : cells) cell.fail(e.getMessage());
        } catch (OutOfMemoryError e) {
            for (CellRun cell : cells) cell.fail(UserError.of(e).getMessage());
        }
        for (CellRun cell : cells) {
            if (stop.getAsBoolean()) return false;
            cell.attempt(() -> finish(family, cell));
            cell.failure().ifPresentOrElse(reason -> listener.failed(cell.cell(), reason),
                    () -> listener.finished(cell.cell(), cell.folder()));
        }
        return true;
    }

    /** From the checkpoint on the disk alone, so that a run that was killed here does it again in the same way. */
    private void finish(Family family, CellRun cell) {
        Checkpoint checkpoint = Checkpoint.read(cell.folder().model());
        try (TrainedModel model = TrainedModel.open(engine, family.model(), checkpoint, dataset)) {
            Configuration configuration = cell.configuration();
            new CellPictures(configuration, family.shape(), software, model).writeTo(cell.folder(), dataset);
            var frames = Frames.of(cell.folder(), configuration);
            if (configuration.flag("pictures.gif"))
                frames.animate(cell.folder().animation(),
                        CellPictures.text("The learned manifold over the epochs", configuration, software));
            AtomicFile.writeString(cell.folder().metrics(), Json.write(Metrics.of(model, dataset, configuration, family)));
            frames.delete();
        }
    }

    private void load(DataSpec spec) {
        if (spec.equals(datasetSpec)) return;
        dataset = null;   // two large data sets need not be held at once
        datasetSpec = null;
        dataset = data.apply(spec);
        datasetSpec = spec;
    }

    private long imagesDone() {
        return runs.values().stream().mapToLong(CellRun::imagesDone).sum();
    }
}
