package tornadovae.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.UserError;
import tornadovae.model.BetaConvention.Sizes;

class BetaConventionTest {

    private static final int PIXELS = 31;
    private static final int LATENT = 5;
    private static final double SIGMA2 = 0.3;
    private static final double WEIGHT = 0.7;

    private final Random random = new Random(1);
    private final double[] x = random.doubles(PIXELS).toArray();

    /** What a code of this convention minimises, as literally as it writes it. */
    private double theirs(BetaConvention convention, double[] mean, double kl) {
        double squares = 0, entropy = 0;
        for (int c = 0; c < PIXELS; c++) {
            squares += (x[c] - mean[c]) * (x[c] - mean[c]);
            entropy -= x[c] * Math.log(mean[c]) + (1 - x[c]) * Math.log(1 - mean[c]);
        }
        return switch (convention) {
            case NATS -> entropy + WEIGHT * kl;
            case MEAN_BCE -> entropy / PIXELS + WEIGHT * kl;
            case SUM_MSE -> squares + WEIGHT * kl;
            case HALF_MSE -> squares / 2 + WEIGHT * kl;
            case MEAN_MSE -> squares / PIXELS + WEIGHT * kl;
            case NORMALISED -> entropy + WEIGHT * PIXELS / LATENT * kl;
        };
    }

    /** −log p + β KL. */
    private double ours(BetaConvention convention, double beta, double[] mean, double kl) {
        double nll = 0;
        for (int c = 0; c < PIXELS; c++) {
            nll += convention.isGaussian() ? 0.5 * (Math.log(2 * Math.PI * SIGMA2) + (x[c] - mean[c]) * (x[c] - mean[c]) / SIGMA2)
                    : -x[c] * Math.log(mean[c]) - (1 - x[c]) * Math.log(1 - mean[c]);
        }
        return nll + beta * kl;
    }

    /** Two losses have the same minimum if their differences are proportional. */
    @ParameterizedTest
    @EnumSource
    void theTranslatedLossDiffersByAFactorAndAConstantOnly(BetaConvention convention) {
        var sizes = new Sizes(PIXELS, LATENT, SIGMA2);
        double beta = convention.beta(WEIGHT, sizes);
        double[] ratio = new double[4];
        double[] first = random.doubles(PIXELS, 0.1, 0.9).toArray();
        for (int i = 0; i < ratio.length; i++) {
            double[] other = random.doubles(PIXELS, 0.1, 0.9).toArray();
            double kl = random.nextDouble(20);
            ratio[i] = (ours(convention, beta, other, kl) - ours(convention, beta, first, 3))
                    / (theirs(convention, other, kl) - theirs(convention, first, 3));
            assertEquals(1, ratio[i] / ratio[0], 1e-9);
        }
        assertEquals(WEIGHT, convention.weight(beta, sizes), 1e-12);
    }

    @Test
    void anUnknownConventionIsRefusedWithAllNames() {
        assertEquals("There is no convention 'mse'; known are nats, mean-bce, sum-mse, half-mse, mean-mse, normalised.",
                assertThrows(UserError.class, () -> BetaConvention.of("mse")).getMessage());
    }
}
