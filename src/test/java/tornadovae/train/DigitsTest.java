package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;
import tornadovae.engine.Engine;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.graph.Split;
import tornadovae.metric.ActiveUnits;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.VaeSpec;

/** Training works at all, on images that look like something. */
class DigitsTest {

    private static final Engine ENGINE = new CpuEngine(2);

    @Test
    void aFewHundredDigitsAreLearned() {
        var spec = new VaeSpec(784, List.of(24), 2, Activation.TANH, Likelihood.BERNOULLI, Binarize.NONE, -8);
        var data = Datasets.load(new DataSpec("digits", 300, 100, 0), new Places(null, null, null, false), Listener.SILENT);
        var recipe = new Recipe(spec, Optimiser.ADAM, 50, 15, LearningRateSchedule.CONSTANT, true);
        try (var trainer = new Trainer(ENGINE, recipe, List.of(new Replica(1, 0.01f, Objective.VAE, Schedule.CONSTANT)), data)) {
            trainer.train(Small.SILENT, () -> false);
            double start = nllOfTheMeanImage(data);
            double end = trainer.history(0).rows().getLast().testTotal();
            assertTrue(end < start - 12,
                    "−ELBO is " + end + " nats; a decoder that ignores the image and always shows their mean has " + start);
            try (var model = TrainedModel.open(ENGINE, spec, trainer.checkpoint(0, Map.of()), data)) {
                assertEquals(2, ActiveUnits.of(model.encode(Split.TEST, 100).mu()).active());
            }
        }
    }

    /** −Σ x log x̄ + (1 − x) log(1 − x̄), the test images under the mean training image. */
    private static double nllOfTheMeanImage(Dataset data) {
        float[] mean = data.meanImage();
        double sum = 0;
        for (int i = 0; i < data.test().count(); i++) {
            for (int c = 0; c < mean.length; c++) {
                double p = Math.clamp(mean[c], 0.001, 0.999);
                double x = data.test().images().value(i, c);
                sum -= x * Math.log(p) + (1 - x) * Math.log(1 - p);
            }
        }
        return sum / data.test().count();
    }
}
