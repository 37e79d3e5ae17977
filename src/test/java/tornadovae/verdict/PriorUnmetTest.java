package tornadovae.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Split;
import tornadovae.math.Philox;
import tornadovae.metric.LikelihoodMeasures;
import tornadovae.model.Optimiser;
import tornadovae.train.LearningRateSchedule;
import tornadovae.train.Recipe;
import tornadovae.train.Replica;
import tornadovae.train.TrainedModel;
import tornadovae.train.Trainer;

/** The verdict says that samples show what no image shows; here samples are looked at, by a measure that knows no codes. */
class PriorUnmetTest {

    private static final int IMAGES = 100;

    /** Eight dimensions for two factors: images are reconstructed well, and codes of the prior are decoded to no spot. */
    @Test
    void samplesAreAsWrongAsTheVerdictSays() {
        Run run = Run.of(Pictures.spots()).gaussian(-8).latent(8);
        var engine = new CpuEngine(1);
        var recipe = new Recipe(run.model(), Optimiser.ADAM, run.batch(), run.epochs(), LearningRateSchedule.CONSTANT, false);
        var replica = new Replica(run.seed(), run.learningRate(), run.objective(), run.schedule());
        try (var trainer = new Trainer(engine, recipe, List.of(replica), run.data())) {
            trainer.train(new Trainer.Observer() {}, () -> false);
            var checkpoint = trainer.checkpoint(0, Map.of());
            try (var model = TrainedModel.open(engine, run.model(), checkpoint, run.data())) {
                var measures = LikelihoodMeasures.of(model, new int[0], _ -> {});
                var verdict = new Examiner().judge(model, checkpoint, measures, run.objective());
                assertEquals(Kind.PRIOR_UNMET, verdict.first().kind(), verdict.first()::sentence);
                double seen = fromNearestSpot(model.decode(model.encode(Split.TEST, IMAGES).mu()));
                double drawn = fromNearestSpot(model.decode(ofPrior(run.latent())));
                assertTrue(drawn > 4 * seen, () -> "samples are " + drawn + " from a spot, reconstructions " + seen);
            }
        }
    }

    private static float[][] ofPrior(int latent) {
        float[][] z = new float[IMAGES][latent];
        for (int i = 0; i < IMAGES; i++) {
            for (int d = 0; d < latent; d++) z[i][d] = (float) Philox.normal(9, Philox.Stream.DATA, i, d);
        }
        return z;
    }

    /** Root mean square over pixels of the difference to the nearest spot without noise, in the mean over pictures. */
    private static double fromNearestSpot(float[][] pictures) {
        return Arrays.stream(pictures).mapToDouble(picture -> Math.sqrt(IntStream.rangeClosed(0, 40 * 41 + 40)
                .mapToDouble(at -> squared(picture, 2 + 0.2 * (at % 41), 2 + 0.2 * (at / 41))).min().orElseThrow()))
                .average().orElseThrow();
    }

    private static double squared(float[] picture, double x, double y) {
        double sum = 0;
        for (int c = 0; c < picture.length; c++) {
            double dx = c % 12 - x, dy = c / 12 - y;
            double difference = picture[c] - (0.25 + 0.6 * Math.exp(-(dx * dx + dy * dy) / 8));
            sum += difference * difference;
        }
        return sum / picture.length;
    }
}
