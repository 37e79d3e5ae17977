package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.graph.Activation;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.limit.LinearLimit;
import tornadovae.math.Philox;
import tornadovae.math.Statistics;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.Objective;
import tornadovae.model.Optimiser;
import tornadovae.model.Schedule;
import tornadovae.model.Variance;
import tornadovae.model.VaeSpec;

/** A linear VAE trains to probabilistic PCA, on Gaussian images whose eigenvalues lie far apart. */
class LinearVaeTest {

    private static final int PIXELS = 6, IMAGES = 600, LATENT = 2;
    /** Deviations along two diagonals, and noise in the other pixels. */
    private static final double[] DEVIATIONS = {0.3, 0.15, 0.1, 0.1, 0.1, 0.1};

    /** So much is left to the last steps' noise: three degrees between eigenvalues of 1 to 4 cost two thousandths of a nat. */
    private static final double DEGREES = 5;

    static Stream<Arguments> cases() {
        return Stream.of(Arguments.of(Variance.SHARED, 1f), Arguments.of(Variance.OPTIMAL, 1f),
                Arguments.of(Variance.fixed(0.01), 4f));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itReachesTheLimit(Variance variance, float beta) {
        var spec = new VaeSpec(PIXELS, List.of(), LATENT, Activation.TANH, Likelihood.GAUSSIAN, Binarize.NONE, -30)
                .with(variance);
        var recipe = new Recipe(spec, Optimiser.ADAM, 100, 3280, LearningRateSchedule.STAGES, true);
        Dataset data = data();
        var replica = new Replica(3, 0.02f, Objective.betaVae(beta), Schedule.CONSTANT);
        try (var trainer = new Trainer(new CpuEngine(1), recipe, List.of(replica), data)) {
            trainer.train(Small.SILENT, () -> false);
            Checkpoint checkpoint = trainer.checkpoint(0, Map.of());
            try (TrainedModel model = TrainedModel.open(new CpuEngine(1), spec, checkpoint, data)) {
                LinearLimit limit = LinearLimit.of(data.train().images(), data.test().images());
                boolean given = variance.kind() == Variance.Kind.FIXED;
                double sigma2 = given ? variance.sigma2() : limit.mostLikelyVariance(LATENT);
                if (!given) assertEquals(1, model.sigma2() / sigma2, 0.05, "σ²");
                var best = limit.at(LATENT, beta * sigma2);
                Evaluation evaluation = model.evaluate(model.images(Split.TRAIN));
                double nll = Statistics.mean(evaluation.nllOfImages()), kl = Statistics.mean(evaluation.klOfImages());
                double gap = nll + beta * kl - best.nll(PIXELS, sigma2) - beta * best.rate();
                double error = Math.sqrt(LATENT / 2.0 / IMAGES);
                assertTrue(gap > -3 * error && gap < 0.1 + 2 * error, "NLL + β KL is " + gap + " above the limit");
                assertEquals(best.rate(), kl, 0.1, "the rate");
                columnsLieAlongEigenvectors(checkpoint, limit, best.active());
                if (beta == 1) boundIsFlat(model);
            }
        }
    }

    private static void columnsLieAlongEigenvectors(Checkpoint checkpoint, LinearLimit limit, int active) {
        float[] w = checkpoint.weights("decoder.mean.weight", PIXELS, LATENT);
        for (int i = 0; i < active; i++) {
            double cosine = 0;
            for (int column = 0; column < LATENT; column++) {
                double along = 0, squares = 0;
                for (int c = 0; c < PIXELS; c++) {
                    along += w[c * LATENT + column] * limit.vectors()[i][c];
                    squares += w[c * LATENT + column] * w[c * LATENT + column];
                }
                cosine = Math.max(cosine, Math.abs(along) / Math.sqrt(squares));
            }
            double degrees = Math.toDegrees(Math.acos(Math.min(1, cosine)));
            assertTrue(degrees < DEGREES, "eigenvector " + i + " is " + degrees + "° from its column");
        }
    }

    /** The posterior is exact, so that one sample tells as much as fifty. */
    private static void boundIsFlat(TrainedModel model) {
        ImportanceEstimates estimates = model.importance(new int[] {1, 50}, IMAGES, _ -> {});
        assertEquals(Statistics.mean(estimates.logLikelihood()[0]), Statistics.mean(estimates.logLikelihood()[1]), 0.1);
    }

    private static Dataset data() {
        Part part = new Part(images(), new int[0], new float[0][]);
        return new Dataset("gaussian", 3, 2, part, part, List.of(), List.of());
    }

    private static Images images() {
        double h = Math.sqrt(0.5);
        var pixels = new byte[IMAGES][PIXELS];
        for (int i = 0; i < IMAGES; i++) {
            double[] z = new double[PIXELS];
            for (int k = 0; k < PIXELS; k++) z[k] = DEVIATIONS[k] * Philox.normal(5, Philox.Stream.DATA, i, k);
            double[] x = {h * (z[0] + z[1]), h * (z[0] - z[1]), z[2], z[3], z[4], z[5]};
            for (int k = 0; k < PIXELS; k++) pixels[i][k] = (byte) Math.clamp(Math.round(255 * (0.5 + x[k])), 0, 255);
        }
        return new Images(PIXELS, pixels);
    }
}
