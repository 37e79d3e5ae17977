package tornadovae.experiment.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.train.Checkpoint;
import tornadovae.train.Divergence;
import tornadovae.train.EpochResult;
import tornadovae.train.HistoryRow;
import tornadovae.train.LearningCurve;
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
    private final boolean withEvents;
    private final Map<CellRun, CellEvents> events = new HashMap<>();
    private Trainer trainer;

    /**
     * @param cells            all at the same step
     * @param imagesOfAllCells training images seen in the whole run, for the listener
     * @param withEvents       whether each cell gets {@link CellEvents}
     */
    Training(Family family, List<CellRun> cells, Engine engine, Software software, RunListener listener,
            LongSupplier imagesOfAllCells, boolean withEvents) {
        this.family = family;
        this.cells = new ArrayList<>(cells);
        this.engine = engine;
        this.software = software;
        this.listener = listener;
        this.imagesOfAllCells = imagesOfAllCells;
        this.withEvents = withEvents;
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
            if (withEvents) beginEvents();
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
                    draw(r, epoch);
                    if (epoch == family.epochs()
                            || epoch % cells.get(r).configuration().whole("training.checkpointEvery") == 0) {
                        save(r);
                    }
                }
            }
        }
        if (!losses.isEmpty()) listener.epochDone(epoch, family.epochs(), losses);
    }

    private void beginEvents() {
        for (int r = 0; r < cells.size(); r++) {
            CellRun cell = cells.get(r);
            LearningCurve history = curve(r);
            var begun = new CellEvents(cell.folder(), history, sentence -> listener.goesBack(cell.cell(), sentence));
            begun.add(history, CellEvents.NO_PICTURE);   // where it began without
            events.put(cell, begun);
        }
    }

    private LearningCurve curve(int r) {
        return LearningCurve.parse(trainer.history(r).csv().lines().toList());
    }

    /**
     * A frame of the animation, and the events. Before the checkpoint of this epoch is written, so that a training that goes on
     * from it has all of both up to it.
     */
    private void draw(int r, int epoch) {
        CellRun cell = cells.get(r);
        var frames = Frames.of(cell.folder().path(), cell.configuration());
        boolean animated = cell.configuration().flag("pictures.gif");
        cell.attempt(() -> {
            byte[] png = CellEvents.NO_PICTURE;
            if ((animated || withEvents) && frames.shows(epoch)) {
                Picture manifold = manifold(r);
                if (animated) frames.write(epoch, manifold);
                if (withEvents) png = Png.bytes(manifold, Map.of());
            }
            if (withEvents) events.get(cell).add(curve(r), png);
        });
    }

    private Picture manifold(int r) {
        try (var model = TrainedModel.open(engine, family.model(), trainer.checkpoint(r, Map.of()), null)) {
            return new CellPictures(cells.get(r).configuration(), family.shape(), software, model).manifold();
        }
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
