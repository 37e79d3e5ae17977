package tornadovae.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.UserError;
import tornadovae.graph.Images;
import tornadovae.math.Philox;

class LinearLimitTest {

    /** Three pixels that take two values each, independently: the covariance is diagonal, and exact. */
    private static final LinearLimit KNOWN = of(new byte[][] {{0, 0, 0}, {0, 0, 51}, {0, 102, 0}, {0, 102, 51}, {-1, 0, 0},
            {-1, 0, 51}, {-1, 102, 0}, {-1, 102, 51}});

    private static LinearLimit of(byte[][] pixels) {
        var images = new Images(pixels[0].length, pixels);
        return LinearLimit.of(images, images);
    }

    @Test
    void eigenvaluesOfIndependentPixelsAreTheirVariances() {
        assertEquals(0.25, KNOWN.values()[0], 1e-14);
        assertEquals(0.04, KNOWN.values()[1], 1e-14);
        assertEquals(0.01, KNOWN.values()[2], 1e-14);
        assertEquals(1, Math.abs(KNOWN.vectors()[0][0]), 1e-12);
        for (int i = 0; i < 3; i++) assertEquals(KNOWN.values()[i], KNOWN.test()[i], 1e-14, "test images are the same");
    }

    /** By hand: with one dimension σ² = (0.04 + 0.01)/2, and −log p = ½ (3 log 2π + log 0.25 + 2 log 0.025 + 3). */
    @Test
    void oneDimensionIsAsByHand() {
        assertEquals(0.025, KNOWN.mostLikelyVariance(1), 1e-14);
        double byHand = 0.5 * (3 * Math.log(2 * Math.PI) + Math.log(0.25) + 2 * Math.log(0.025) + 3);
        assertEquals(byHand, KNOWN.trainNll(1, 0.025), 1e-12);
        assertEquals(byHand, KNOWN.testNll(1, 0.025), 1e-12);
        assertEquals(0.5 * Math.log(10), KNOWN.at(1, 0.025).rate(), 1e-12);
    }

    @Test
    void waterIsFilledByHand() {
        var point = KNOWN.at(3, 0.02);
        assertEquals(2, point.active());
        assertEquals(0.5 * Math.log(0.25 / 0.02) + 0.5 * Math.log(2), point.rate(), 1e-12);
        assertEquals(0.02 + 0.02 + 0.01, point.distortion(), 1e-14);
        assertEquals(new LinearLimit.Point(1, 0, 0, KNOWN.at(3, 1).distortion()), KNOWN.at(3, 1));
        assertEquals(0.3, KNOWN.at(3, 1).distortion(), 1e-14, "nothing is coded: all of the variance is left");
    }

    /** −ELBO = −log p at β = 1: the posterior of the optimum is exact. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.02, 0.1, 3})
    void rateAndDistortionSumToTheLikelihood(double sigma2) {
        for (int d = 0; d <= 3; d++) {
            var point = KNOWN.at(d, sigma2);
            assertEquals(KNOWN.trainNll(d, sigma2), point.nll(3, sigma2) + point.rate(), 1e-12);
        }
    }

    /** dD/dR = −2 s, and less cannot be reached with less. */
    @Test
    void theSlopeOfTheCurveIsTheLevel() {
        for (double s : new double[] {0.005, 0.015, 0.1}) {
            var a = KNOWN.at(3, s * 1.0001);
            var b = KNOWN.at(3, s / 1.0001);
            assertEquals(-2 * s, (a.distortion() - b.distortion()) / (a.rate() - b.rate()), 1e-6 * s);
        }
    }

    /** Gaussian pixels of known covariance: a rotation of variances 0.04, 0.01 and 0.0025, cut to bytes. */
    @Test
    void eigenvaluesOfGaussianImagesComeNearTheTruth() {
        double[] deviations = {0.14, 0.07, 0.035};
        double c = Math.cos(0.7), s = Math.sin(0.7);
        var pixels = new byte[20_000][3];
        for (int i = 0; i < pixels.length; i++) {
            double[] z = new double[3];
            for (int k = 0; k < 3; k++) z[k] = deviations[k] * Philox.normal(5, Philox.Stream.DATA, i, k);
            double[] x = {c * z[0] - s * z[1], s * z[0] + c * z[1], z[2]};
            for (int k = 0; k < 3; k++) pixels[i][k] = (byte) Math.clamp(Math.round(255 * (0.5 + x[k])), 0, 255);
        }
        LinearLimit limit = of(pixels);
        for (int k = 0; k < 3; k++) {
            assertEquals(1, limit.values()[k] / (deviations[k] * deviations[k]), 0.04, "λ" + k);   // 4 standard errors
        }
        assertEquals(c, Math.abs(limit.vectors()[0][0]), 0.01);
        assertEquals(s, Math.abs(limit.vectors()[0][1]), 0.01);
    }

    @Test
    void momentsDoNotDependOnPiecesAndHandleFewImages() {
        LinearLimit two = of(new byte[][] {{0, 0}, {-1, -1}});
        assertEquals(0.5, two.values()[0], 1e-14);
        assertEquals(0, two.values()[1], 1e-14);
        assertEquals(0, two.mostLikelyVariance(1), 1e-14);
    }

    @Test
    void imagesThatAreAllTheSameAreRefused() {
        assertThrows(UserError.class, () -> of(new byte[][] {{1, 2}, {1, 2}}));
    }

    @Test
    void itNeverFallsBelowTheCurveWithFewerDimensions() {
        IntStream.range(0, 3).forEach(d -> assertTrue(KNOWN.at(d, 0.005).distortion() > KNOWN.at(d + 1, 0.005).distortion()));
    }
}
