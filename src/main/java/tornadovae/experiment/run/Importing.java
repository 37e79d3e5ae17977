package tornadovae.experiment.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Provenance;
import tornadovae.experiment.store.Software;
import tornadovae.file.Lease;
import tornadovae.graph.Tensor;
import tornadovae.manifold.atlas.Judge;
import tornadovae.model.Loss;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;
import tornadovae.train.History;
import tornadovae.verdict.Examiner;

/** Weights that another program has trained become a finished cell, of step 0 and with no row in its history. */
public final class Importing implements AutoCloseable {

    private final Engine engine;
    private final Software software;
    private final Consumer<String> notice;
    private Judge judge;   // trained where an atlas is wanted

    /** @param notice is told what is left out, in a sentence */
    public Importing(Engine engine, Software software, Consumer<String> notice) {
        this.engine = engine;
        this.software = software;
        this.notice = notice;
    }

    /**
     * Writes the folder. One that was finished with the same weights and settings stays as it is.
     *
     * @param configuration whose {@code training.imported} is the digest of the parameters
     * @param data          the images of {@code dataset}, which the model is measured on
     * @param parameters    by our names
     */
    public void into(CellFolder folder, Configuration configuration, Dataset data, Family family,
            Map<String, FloatTensor> parameters) {
        if (folder.isFinished()) {
            folder.isOver(DataDigest.of(data));
            return;
        }
        Instant started = Instant.now();
        folder.create();
        try (Lease lease = Lease.tryTake(folder.path()).orElseThrow(() -> new UserError(folder.path() + " is worked on by "
                + folder.holder().orElse("another process") + "; wait until that ends."))) {
            folder.removeLeftovers();
            folder.prepare(configuration);
            Checkpoint checkpoint = checkpoint(configuration, family, parameters);
            checkpoint.write(folder.model());
            Provenance.add(folder, configuration, software, engine, 1, started, 0, 0);
            var results = new CellResults(engine, software, data, new Examiner(), new DataEigenvalues(data));
            results.write(folder, configuration, family, checkpoint, () -> judge(folder, data), () -> !lease.isLostNow());
            if (folder.isFinished()) lease.closeForGood();
        }
    }

    private Checkpoint checkpoint(Configuration configuration, Family family, Map<String, FloatTensor> parameters) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put(Checkpoint.VERSION, Checkpoint.CURRENT_VERSION);
        metadata.put(Checkpoint.STEP, "0");
        metadata.put(Checkpoint.EPOCH, "0");
        metadata.put(Checkpoint.SEED, String.valueOf(configuration.whole("training.seed")));
        metadata.put(Checkpoint.BATCH, String.valueOf(family.batch()));
        metadata.put(Checkpoint.TRAINING, "elsewhere");
        metadata.put(Checkpoint.TRAIN_DATA, family.shape().digest().train());
        metadata.put(Checkpoint.TEST_DATA, family.shape().digest().test());
        metadata.put(Checkpoint.ARITHMETIC, "imported");
        metadata.put(Checkpoint.HISTORY, new History(Loss.terms(family.loss()).stream().map(Tensor::name).toList(), List.of())
                .csv());
        metadata.put(CellFolder.CONFIG, configuration.yaml());
        metadata.put(CellFolder.WIDTH, String.valueOf(family.shape().width()));
        metadata.put(CellFolder.HEIGHT, String.valueOf(family.shape().height()));
        return new Checkpoint("this import", metadata, parameters);
    }

    private Optional<Judge> judge(CellFolder folder, Dataset data) {
        try {
            if (judge == null) judge = Judge.train(engine, data, _ -> {});
            return Optional.of(judge);
        } catch (UserError e) {
            notice.accept(folder.path() + " gets no atlas: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Gives back what classes are told with. */
    @Override
    public void close() {
        if (judge != null) judge.close();
        judge = null;
    }
}
