package tornadovae.experiment.run;

import java.util.LinkedHashMap;
import java.util.Map;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.plan.Family;
import tornadovae.experiment.store.CellFolder;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.metric.Measures;
import tornadovae.metric.TestLoss;
import tornadovae.metric.disentanglement.Disentanglement;
import tornadovae.train.Checkpoint;
import tornadovae.train.TrainedModel;

/**
 * metrics.json: what a finished model is worth, in nats per test image; {@code test_total} is −ELBO. Scores against the true
 * factors where these were asked for and are known.
 */
final class Metrics {

    private Metrics() {}

    static LikelihoodMeasures measure(TrainedModel model, Configuration configuration) {
        int[] samples = LikelihoodMeasures.samplesUpTo(configuration.whole("measures.importanceSamples"));
        return LikelihoodMeasures.of(model, samples, _ -> {});
    }

    /** @param likelihood of the same model: {@link #measure} */
    static Map<String, Object> of(TrainedModel model, LikelihoodMeasures likelihood, Dataset data, Configuration configuration,
            Family family, Checkpoint checkpoint, DataEigenvalues eigenvalues) {
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("configuration", configuration.hash());
        metrics.put(CellFolder.DATA, DataDigest.of(data).toMap());
        metrics.put("parameters", family.parameters());
        metrics.put("epochs", checkpoint.integer(Checkpoint.EPOCH));
        metrics.put("steps", checkpoint.step());
        metrics.put("train_images", family.shape().train());
        TestLoss loss = TestLoss.of(likelihood.loss());
        metrics.put("test_total_error", loss.totalError());
        metrics.put("test_nll_error", loss.nllError());
        metrics.put("test_kl_error", loss.klError());
        metrics.putAll(Measures.values(likelihood));
        metrics.putAll(eigenvalues.of(model));
        if (configuration.flag("measures.disentanglement")) {
            Disentanglement.of(model, data)
                    .ifPresent(scores -> metrics.putAll(Measures.values(scores)));
        }
        return metrics;
    }
}
