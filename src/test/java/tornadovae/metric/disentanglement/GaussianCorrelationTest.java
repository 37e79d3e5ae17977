package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GaussianCorrelationTest {

    @Test
    void aCovarianceByHand() {
        GaussianCorrelation correlation = GaussianCorrelation.ofCovariance(new double[][] {{1, 0.5}, {0.5, 2}});
        assertEquals(0.066766, correlation.total(), 1e-6);
        assertEquals(0.5 * Math.log(2 / 1.75), correlation.total(), 1e-14);
        assertEquals(0.086741, correlation.wasserstein(), 1e-6);
        assertEquals(correlation.wasserstein() / 3, correlation.wassersteinNormalised(), 1e-15);
    }

    @Test
    void equicorrelatedCodesHaveTheirKnownDeterminant() {
        double[][] covariance = new double[5][5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) covariance[i][j] = i == j ? 4 : 1.2; // ρ = 0.3, det of correlations (1 − ρ)⁴ (1 + 4ρ)
        }
        assertEquals(-0.5 * (4 * Math.log(0.7) + Math.log(2.2)), GaussianCorrelation.ofCovariance(covariance).total(), 1e-13);
        assertEquals(2 * 20 - 2 * 4 * (4 * Math.sqrt(0.7) + Math.sqrt(2.2)),
                GaussianCorrelation.ofCovariance(covariance).wasserstein(), 1e-12);
    }

    @Test
    void theCovarianceOfPointsIsUnbiased() {
        double[][] codes = {{1, 2}, {3, 2}, {5, 8}};
        assertArrayEquals(new double[] {4, 6}, GaussianCorrelation.covariance(codes)[0], 1e-15);
        assertArrayEquals(new double[] {6, 12}, GaussianCorrelation.covariance(codes)[1], 1e-15);
        assertEquals(-0.5 * Math.log(1 - 36 / 48.0), GaussianCorrelation.ofCodes(codes).total(), 1e-14);
    }

    @Test
    void uncorrelatedAndConstantCodesScoreNothing() {
        GaussianCorrelation nothing = new GaussianCorrelation(0, 0, 0);
        assertEquals(nothing, GaussianCorrelation.ofCovariance(new double[][] {{1, 0, 0}, {0, 4, 0}, {0, 0, 9}}));
        assertEquals(nothing, GaussianCorrelation.ofCodes(new double[100][3]));
    }

    @Test
    void aConstantCodeChangesNothing() {
        GaussianCorrelation two = GaussianCorrelation.ofCovariance(new double[][] {{1, 0.5}, {0.5, 2}});
        GaussianCorrelation three = GaussianCorrelation.ofCovariance(new double[][] {{1, 0, 0.5}, {0, 0, 0}, {0.5, 0, 2}});
        assertEquals(two.total(), three.total(), 1e-14);
        assertEquals(two.wasserstein(), three.wasserstein(), 1e-14);
    }

    @Test
    void duplicatedCodesAreInfinitelyFarFromIndependent() {
        GaussianCorrelation correlation = GaussianCorrelation.ofCodes(Examples.duplicated(300, 0).mu());
        assertEquals(Double.POSITIVE_INFINITY, correlation.total());
        assertEquals(2 - Math.sqrt(2), correlation.wassersteinNormalised(), 0.01); // each pair: 4v − 2 √2 v of 2v
    }

    @Test
    void nanAndTooFewPointsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> GaussianCorrelation.ofCodes(new double[][] {{1, 2}}));
        assertThrows(IllegalArgumentException.class, () -> GaussianCorrelation.ofCodes(new double[][] {{1, 2}, {Double.NaN, 3}}));
        assertThrows(IllegalArgumentException.class, () -> GaussianCorrelation.ofCovariance(new double[][] {{-1}}));
    }
}
