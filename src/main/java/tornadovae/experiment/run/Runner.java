package tornadovae.experiment.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.plan.Group;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.experiment.store.Software;
import tornadovae.manifold.atlas.Judge;
import tornadovae.train.Checkpoint;
import tornadovae.verdict.Examiner;

/**
 * Does what is missing of a plan, or of some of its groups while other processes do others. It can be killed at any moment: run
 * again, it ends with the same bytes (but for provenance.json) as if nothing had happened, because every cell goes on from its
 * checkpoint, results do not depend on which cells train together, and manifest.json is written last. A cell that another process
 * works on is left to it.
 */
public final class Runner implements AutoCloseable {

    /**
     * How a run ended.
     *
     * @param failed    reasons by cell
     * @param elsewhere the processes that work on cells which this run has left to them, by cell
     * @param stopped   whether it was stopped before everything was done
     */
    public record Outcome(Map<Cell, String> failed, Map<Cell, String> elsewhere, boolean stopped) {}

    private final Engine engine;
    private final Software software;
    private final Function<DataSpec, Dataset> data;
    private final RunListener listener;
    private final Map<Cell, CellRun> runs = new LinkedHashMap<>();
    private Dataset dataset;
    private DataSpec datasetSpec;
    private Judge judge;   // of that data set; trained when the first model needs it
    private Examiner examiner;   // of that data set
    private DataEigenvalues eigenvalues;   // likewise
    private boolean withEvents;

    /** @param data loads a data set; asked once for each group that needs another one than the group before */
    public Runner(Engine engine, Software software, Function<DataSpec, Dataset> data, RunListener listener) {
        this.engine = engine;
        this.software = software;
        this.data = data;
        this.listener = listener;
    }

    /** Each cell gets event files for TensorBoard too; one that is finished gets them of its history. */
    public Runner withEvents(boolean wanted) {
        withEvents = wanted;
        return this;
    }

    /** All groups, with the summary at the end. */
    public Outcome run(Plan plan, ResultStore store, BooleanSupplier stop) {
        Outcome outcome = run(plan.groups(), store, stop);
        store.writeSummary();
        return outcome;
    }

    /** @param stop asked several times a second; once it says yes, checkpoints are written and the run ends */
    public Outcome run(List<Group> groups, ResultStore store, BooleanSupplier stop) {
        runs.clear();
        for (Group group : groups) {
            for (Cell cell : group.cells()) {
                var run = new CellRun(cell, store.folder(cell));
                run.imagesDone(run.folder().imagesSeen(group.family().images()));
                runs.put(cell, run);
            }
        }
        listener.begins(imagesDone(), groups.stream().mapToLong(Group::images).sum());
        boolean stopped = false;
        for (Group group : groups) {
            List<CellRun> cells = group.cells().stream().map(runs::get).toList();
            try {
                for (CellRun cell : cells) prepare(cell, group.family());
                stopped = !run(group.family(), cells, stop);
            } finally {
                cells.forEach(CellRun::close);
            }
            if (stopped) break;
        }
        return new Outcome(reasons(CellRun::failure), reasons(CellRun::elsewhere), stopped);
    }

    private Map<Cell, String> reasons(Function<CellRun, Optional<String>> which) {
        var reasons = new LinkedHashMap<Cell, String>();
        runs.values().forEach(run -> which.apply(run).ifPresent(reason -> reasons.put(run.cell(), reason)));
        return reasons;
    }

    /** Looks at what is there of a cell, and makes it this run's own if something is left to do. */
    private void prepare(CellRun run, Family family) {
        CellFolder folder = run.folder();
        try {
            if (!folder.isFinished() && folder.divergence().isEmpty()) run.claim();
            if (folder.isFinished()) {
                folder.isOver(family.shape().digest());
                run.imagesDone(family.images());
                folder.tidy(run.configuration());   // it may have been killed just before
                if (withEvents) CellEvents.complete(folder, sentence -> listener.goesBack(run.cell(), sentence));
            } else if (folder.divergence().isPresent()) {
                run.stayFailed(folder.lastingFailure().orElseThrow());
            } else {
                run.prepare(family.batch(), sentence -> listener.goesBack(run.cell(), sentence));
                if (!folder.metricsIfAny().isEmpty() && run.step() == family.steps()) {
                    listener.goesBack(run.cell(), folder.path()
                            + " was finished before there were manifests; its pictures and metrics are made again from its "
                            + "checkpoint.");
                }
            }
        } catch (UserError e) {   // a file that cannot be read or a folder that cannot be made
            run.stayFailed(e.getMessage());
        }
        run.elsewhere().ifPresent(holder -> listener.elsewhere(run.cell(), holder));
    }

    /** False if it was stopped. */
    private boolean run(Family family, List<CellRun> cells, BooleanSupplier stop) {
        var byStep = new TreeMap<Integer, List<CellRun>>();
        for (CellRun run : cells) {
            if (!run.isOver() && !run.folder().isFinished()) byStep.computeIfAbsent(run.step(), s -> new ArrayList<>()).add(run);
        }
        for (List<CellRun> together : byStep.descendingMap().values()) {
            if (stop.getAsBoolean() || !train(family, together, stop)) return false;
        }
        return true;
    }

    private boolean train(Family family, List<CellRun> cells, BooleanSupplier stop) {
        try {
            load(family.dataset());
            boolean trained = new Training(family, cells, engine, software, listener, this::imagesDone, withEvents)
                    .run(dataset, stop);
            if (!trained && stop.getAsBoolean()) return false;
        } catch (UserError e) {
            for (CellRun cell : cells) cell.fail(e.getMessage());
        } catch (OutOfMemoryError e) {
            for (CellRun cell : cells) cell.fail(UserError.of(e).getMessage());
        }
        for (CellRun cell : cells) {
            if (stop.getAsBoolean()) return false;
            cell.attempt(() -> finish(family, cell));
            if (cell.elsewhere().isPresent()) listener.elsewhere(cell.cell(), cell.elsewhere().get());
            else {
                cell.failure().ifPresentOrElse(reason -> listener.failed(cell.cell(), reason),
                        () -> listener.finished(cell.cell(), cell.folder()));
            }
        }
        return true;
    }

    /** From the checkpoint on the disk alone, so that a run that was killed here does it again in the same way. */
    private void finish(Family family, CellRun cell) {
        Checkpoint checkpoint = cell.folder().checkpointOf(cell.configuration());
        if (checkpoint.step() != family.steps()) {
            throw new UserError(1, cell.folder().model() + " is of step " + checkpoint.step() + ", but the training has "
                    + family.steps() + ": another process has written there; run the same command again.", null);
        }
        var results = new CellResults(engine, software, dataset, examiner, eigenvalues);
        if (results.write(cell.folder(), cell.configuration(), family, checkpoint, () -> judge(cell), cell::isStillOurs)) {
            cell.folder().tidy(cell.configuration());
        }
    }

    private void load(DataSpec spec) {
        if (spec.equals(datasetSpec)) return;
        close();
        dataset = null;   // two large data sets need not be held at once
        datasetSpec = null;
        dataset = data.apply(spec);
        examiner = new Examiner();
        eigenvalues = new DataEigenvalues(dataset);
        datasetSpec = spec;
    }

    /** Empty where there is none to be had, of which the listener is told: a cell is worth something without its atlas. */
    private Optional<Judge> judge(CellRun cell) {
        try {
            if (judge == null) judge = Judge.train(engine, dataset, _ -> {});
            return Optional.of(judge);
        } catch (UserError e) {
            listener.goesBack(cell.cell(), cell.folder().path() + " gets no atlas: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            listener.goesBack(cell.cell(), cell.folder().path() + " gets no atlas: " + UserError.of(e).getMessage());
        }
        return Optional.empty();
    }

    /** Gives back what classes are told with. */
    @Override
    public void close() {
        if (judge != null) judge.close();
        judge = null;
    }

    private long imagesDone() {
        return runs.values().stream().mapToLong(CellRun::imagesDone).sum();
    }
}
