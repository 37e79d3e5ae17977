package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.model.Reference;

/** The functions of the continuous Bernoulli distribution, on both sides of every switch between series and closed form. */
class ContinuousBernoulliTest {

    @Test
    void everythingEqualsWhatWasComputedInExtendedPrecision() {
        var table = Reference.load("continuous-bernoulli");
        double[] logits = table.numbers("/logit");
        for (int i = 0; i < logits.length; i++) {
            double l = logits[i];
            close(table.numbers("/logNormaliser")[i], ContinuousBernoulli.logNormaliser(l), "A(" + l + ")");
            close(table.numbers("/mean")[i], ContinuousBernoulli.mean(l), "A′(" + l + ")");
            close(table.numbers("/variance")[i], ContinuousBernoulli.variance(l), "A″(" + l + ")");
            assertEquals(table.numbers("/quantile25")[i], ContinuousBernoulli.quantile(l, 0.25), 5e-8, "quantile at " + l);
            assertEquals(table.numbers("/quantile90")[i], ContinuousBernoulli.quantile(l, 0.9), 5e-8, "quantile at " + l);
        }
    }

    private static void close(double expected, double actual, String what) {
        assertEquals(expected, actual, 1e-12 * Math.max(1e-3, Math.abs(expected)), what);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-25, -1, -0.4, 0, 1e-9, 0.03, 0.6, 7, 25})
    void itIsADensityWithItsMeanAndVariance(double logit) {
        int n = 200_000;
        double whole = 0, mean = 0, squares = 0;
        for (int i = 0; i < n; i++) {
            double x = (i + 0.5) / n, p = Math.exp(logit * x - ContinuousBernoulli.logNormaliser(logit)) / n;
            whole += p;
            mean += p * x;
            squares += p * x * x;
        }
        assertEquals(1, whole, 1e-8);
        assertEquals(mean, ContinuousBernoulli.mean(logit), 1e-8);
        assertEquals(squares - mean * mean, ContinuousBernoulli.variance(logit), 1e-8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-900, -25, -0.0624, -1e-12, 0, 0.0626, 3, 900})
    void aDrawLiesBelowItsQuantileAsOftenAsItSays(double logit) {
        for (double u : new double[] {0, 0.1, 0.5, 0.99, 1}) {
            double x = ContinuousBernoulli.quantile(logit, u);
            assertTrue(x >= 0 && x <= 1, "x = " + x);
            double below = Math.abs(logit) < 1e-6 ? x : Math.expm1(-Math.abs(logit) * (logit > 0 ? 1 - x : x));
            double all = Math.expm1(-Math.abs(logit));
            double share = Math.abs(logit) < 1e-6 ? x : logit > 0 ? 1 - below / all : below / all;
            assertEquals(u, share, 1e-7, "u = " + u);
        }
    }

    @Test
    void theLogitOfAMeanIsItsInverse() {
        for (double m : new double[] {1e-5, 0.001, 0.2, 0.4999999, 0.5, 0.7, 0.93, 0.9999}) {
            assertEquals(m, ContinuousBernoulli.mean(ContinuousBernoulli.logit(m)), 1e-12 * Math.max(1, 1 / m));
        }
        assertEquals(1e6, ContinuousBernoulli.logit(1));
        assertEquals(-1e6, ContinuousBernoulli.logit(0));
        assertThrows(IllegalArgumentException.class, () -> ContinuousBernoulli.logit(1.1));
    }
}
