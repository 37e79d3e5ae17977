package tornadovae.experiment.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import tornadovae.UserError;
import tornadovae.data.Field;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.Frames;
import tornadovae.experiment.store.Provenance;
import tornadovae.experiment.store.Software;
import tornadovae.train.Checkpoint;
import tornadovae.train.Divergence;
import tornadovae.train.EpochResult;
import tornadovae.train.HistoryRow;
import tornadovae.train.TrainedModel;
import tornadovae.train.Trainer;

/**
 * Trains cells together, from wherever their checkpoints stand, and keeps their files up to date: history.csv first, then the
 * checkpoint.
 */
final class Training implements Trainer.Observer {

    private final Family family;
    private final List<CellRun> cells;
    private final Engine engine;
    private final Software software;
    private final RunListener listener;
    private final LongSupplier imagesOfAllCells;
    private Trainer trainer;

    /**
     * @param cells            all at the same step
     * @param imagesOfAllCells training images seen in the whole run, for the listener
     */
    Training(Family family, List<CellRun> cells, Engine engine, Software software, RunListener listener,
            LongSupplier imagesOfAllCells) {
        this.family = family;
        this.cells = new ArrayList<>(cells);
        this.engine = engine;
        this.software = software;
        this.listener = listener;
        this.imagesOfAllCells = imagesOfAllCells;
    }

    /**
     * False if it was stopped before the end; then every cell has a checkpoint of where it stopped, but for those that the last
     * steps have spoiled.
     */
    boolean run(Dataset data, BooleanSupplier stop) {
        Instant started = Instant.now();
        List<Checkpoint> checkpoints = checkpoints();
        if (cells.isEmpty()) return true;
        try (var opened = open(data, checkpoints)) {
            if (cells.isEmpty()) return true;
            trainer = opened;
            int fromStep = trainer.step();
            boolean toTheEnd = trainer.train(this, () -> stop.getAsBoolean() || cells.stream().allMatch(CellRun::isOver));
            for (int r = 0; r < cells.size(); r++) {
                CellRun cell = cells.get(r);
                trainer.divergence(r).ifPresent(cell::diverged);
                if (!toTheEnd && trainer.isWell(r)) save(r);
                cell.attempt(() -> Provenance.add(cell.folder(), cell.configuration(), software, engine, cells.size(), started,
                        fromStep, trainer.step()));
            }
            return toTheEnd;
        }
    }

    /**
     * Where the cells go on; none at the very start. A cell whose checkpoint cannot be read fails, and is not trained with the
     * others.
     */
    private List<Checkpoint> checkpoints() {
        var read = new ArrayList<Checkpoint>();
        for (CellRun cell : cells) {
            if (cell.step() > 0) {
                cell
                        .attempt(() -> read.add(cell.folder().checkpointOf(cell.configuration())));
            }
        }
        cells.removeIf(CellRun::isOver);
        return read;
    }

    /**
     * A trainer where the checkpoints stopped. Cells whose checkpoints are of another training, or of other images, fail, and the
     * others train without them.
     */
    private Trainer open(Dataset data, List<Checkpoint> checkpoints) {
        var left = new ArrayList<>(checkpoints);
        while (true) {
            var opened = new Trainer(engine, family.recipe(),
                    cells.stream().map(cell -> cell.configuration().replica()).toList(), data);
            try {
                Map<Integer, UserError> misfits = left.isEmpty() ? Map.of() : opened.restoreEach(left);
                if (misfits.isEmpty()) return opened;
                for (int r = cells.size() - 1; r >= 0; r--) {
                    if (!misfits.containsKey(r)) continue;
                    cells.remove(r).fail(misfits.get(r).getMessage());
                    left.remove(r);
                }
                if (cells.isEmpty()) return opened;
            } catch (Throwable e) {
                opened.close();
                throw e;
            }
            opened.close();
        }
    }

    @Override
    public void progress(long imagesDone, long imagesInAll) {
        for (CellRun cell : cells) cell.imagesDone(imagesDone / cells.size());
        listener.progress(imagesOfAllCells.getAsLong());
    }

    @Override
    public void epochDone(int epoch, List<EpochResult> results) {
        var losses = new ArrayList<Double>();
        for (int r = 0; r < cells.size(); r++) {
            switch (results.get(r)) {
                case Divergence divergence -> cells.get(r).diverged(divergence);
                case HistoryRow row -> {
                    losses.add(row.testTotal());
                    drawFrame(r, epoch);
                    if (epoch == family.epochs()
                            || epoch % cells.get(r).configuration().whole("training.checkpointEvery") == 0) {
                        save(r);
                    }
                }
            }
        }
        if (!losses.isEmpty()) listener.epochDone(epoch, family.epochs(), losses);
    }

    /** Before the checkpoint of this epoch is written, so that a training that goes on from it has all frames up to it. */
    private void drawFrame(int r, int epoch) {
        CellRun cell = cells.get(r);
        var frames = Frames.of(cell.folder().path(), cell.configuration());
        if (!cell.configuration().flag("pictures.gif") || !frames.shows(epoch)) return;
        cell.attempt(() -> {
            try (var model = TrainedModel.open(engine, family.model(), trainer.checkpoint(r, Map.of()), null)) {
                frames.write(epoch, new CellPictures(cell.configuration(), family.shape(), software, model).manifold());
            }
        });
    }

    private void save(int r) {
        CellRun cell = cells.get(r);
        cell.attempt(() -> {
            trainer.history(r).write(cell.folder().history());
            trainer.checkpoint(r, metadata(cell.configuration())).write(cell.folder().model(), cell.folder().previousModel());
        });
    }

    /** What makes the checkpoint readable on its own. */
    private Map<String, String> metadata(Configuration configuration) {
        var metadata = new TreeMap<>(Map.of(CellFolder.CONFIG, configuration.yaml(), CellFolder.WIDTH,
                String.valueOf(family.shape().width()), CellFolder.HEIGHT, String.valueOf(family.shape().height())));
        if (family.shape().channels() != 1) metadata.put(CellFolder.CHANNELS, String.valueOf(family.shape().channels()));
        List<Field> fields = family.shape().fields();
        if (!fields.isEmpty()) {
            metadata.put(CellFolder.FIELDS, Json.write(Map.of(CellFolder.FIELDS, fields.stream().map(Field::toMap).toList())));
        }
        return metadata;
    }
}
