package tornadovae.experiment.run;

import java.nio.file.Files;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Frames;
import tornadovae.experiment.store.Json;
import tornadovae.experiment.store.Provenance;
import tornadovae.experiment.store.Software;
import tornadovae.file.AtomicFile;
import tornadovae.manifold.atlas.Judge;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;
import tornadovae.verdict.Examiner;

/**
 * What a finished checkpoint becomes in its cell's folder: pictures, history, metrics, verdict, atlas, and last the manifest that
 * makes the cell finished.
 *
 * @param examiner    of the models of this data set
 * @param eigenvalues of this data set
 */
record CellResults(Engine engine, Software software, Dataset data, Examiner examiner, DataEigenvalues eigenvalues) {

    /**
     * @param judge  what tells classes for an atlas; asked only where one is wanted
     * @param isOurs whether the folder is still this process's, asked before the manifest is written
     * @return whether it was
     */
    boolean write(CellFolder folder, Configuration configuration, Family family, Checkpoint checkpoint,
            Supplier<Optional<Judge>> judge, BooleanSupplier isOurs) {
        try (TrainedModel model = TrainedModel.open(engine, family.model(), checkpoint, data)) {
            new CellPictures(configuration, family.shape(), software, model).writeTo(folder, data);
            var frames = Frames.of(folder.path(), configuration);
            AtomicFile.writeString(folder.history(), checkpoint.entry(Checkpoint.HISTORY));
            // it may have been deleted since
            if (configuration.flag("pictures.gif")
                    && (frames.exist() || !Files.exists(folder.animation()))) {   // of a cell that was finished before
                frames.animate(folder.animation(),
                        Provenance.ofPicture("The learned manifold over the epochs", configuration, software));
            }
            LikelihoodMeasures measures = Metrics.measure(model, configuration);
            AtomicFile.writeString(folder.metrics(),
                    Json.write(Metrics.of(model, measures, data, configuration, family, checkpoint, eigenvalues)));
            if (!configuration.isImported()) {   // a verdict needs the course of the training
                AtomicFile.writeString(folder.verdict(),
                        Json.write(examiner.judge(model, checkpoint, measures, configuration.objective()).toMap()));
            }
            Optional<Judge> itsJudge = CellAtlas.isWanted(configuration, data) ? judge.get() : Optional.empty();
            itsJudge.ifPresent(
                    of -> CellAtlas.write(folder, configuration, checkpoint.step(), CellAtlas.of(model, data, of)));
            AtomicFile.forceNames(folder.path());   // manifest.json says that they are there
            if (!isOurs.getAsBoolean()) return false;
            folder.writeManifest(configuration, DataDigest.of(data),
                    checkpoint.metadata().getOrDefault(Checkpoint.ARITHMETIC, "unknown"), itsJudge.isPresent());
            AtomicFile.forceNames(folder.path());
            return true;
        }
    }
}
