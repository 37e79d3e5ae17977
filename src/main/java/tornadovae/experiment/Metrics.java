package tornadovae.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import tornadovae.graph.Split;
import tornadovae.metric.ActiveUnits;
import tornadovae.metric.TestLoss;
import tornadovae.train.TrainedModel;

/** metrics.json: what a finished model is worth, in nats per test image; {@code test_total} is −ELBO. */
final class Metrics {

    private Metrics() {}

    static Map<String, Object> of(TrainedModel model, Configuration configuration, Family family) {
        TestLoss loss = TestLoss.of(model.evaluate());
        var metrics = new LinkedHashMap<String, Object>();
        metrics.put("configuration", configuration.hash());
        metrics.put("parameters", family.parameters());
        metrics.put("epochs", family.epochs());
        metrics.put("steps", family.steps());
        metrics.put("train_images", family.shape().train());
        metrics.put("test_images", loss.images());
        metrics.put("test_total", loss.total());
        metrics.put("test_total_error", loss.totalError());
        metrics.put("test_nll", loss.nll());
        metrics.put("test_nll_error", loss.nllError());
        metrics.put("test_kl", loss.kl());
        metrics.put("test_kl_error", loss.klError());
        metrics.put("kl_per_dimension", loss.klPerDimension());
        if (loss.images() > 1) {
            ActiveUnits units = ActiveUnits.of(model.encode(Split.TEST, loss.images()).mu());
            metrics.put("active_units", units.active());
            metrics.put("code_variance", units.variance());
        }
        return metrics;
    }
}
