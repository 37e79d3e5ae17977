package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InformationGapTest {

    private static final int POINTS = 3000;

    @Test
    void mutualInformationByHand() {
        // p = [[¼, ¼], [0, ½]]: I = ¼ log 2 + ¼ log ⅔ + ½ log 4/3
        double expected = 0.25 * Math.log(2) + 0.25 * Math.log(2 / 3.0) + 0.5 * Math.log(4 / 3.0);
        assertEquals(expected, MutualInformation.between(new int[] {0, 0, 1, 1}, 2, new int[] {0, 1, 1, 1}, 2), 1e-15);
        assertEquals(Math.log(4), MutualInformation.entropy(new int[] {0, 1, 2, 3}, 4), 1e-15);
    }

    @Test
    void twentyBinsReachFromTheSmallestToTheLargestCode() {
        assertArrayEquals(new int[] {0, 0, 1, 10, 19, 19}, MutualInformation.bins(new double[] {-1, -0.91, -0.89, 0, 0.95, 1}));
        assertArrayEquals(new int[3], MutualInformation.bins(new double[] {7, 7, 7}));
    }

    @Test
    void identityCodesHaveTheWholeGap() {
        assertTrue(InformationGap.of(Examples.identity(POINTS, 0)) > 0.99);
        assertEquals(1, SampledInformationGap.of(Examples.identity(POINTS, 0), 1), 0.02);
    }

    @Test
    void duplicatedCodesHaveNoGap() {
        assertEquals(0, InformationGap.of(Examples.duplicated(POINTS, 0)), 1e-12);
        assertEquals(0, SampledInformationGap.of(Examples.duplicated(POINTS, 0), 1), 0.01);
    }

    @Test
    void noiseTellsNothing() {
        assertEquals(0, InformationGap.of(Examples.noise(POINTS, 0)), 0.02);
        assertEquals(0, SampledInformationGap.of(Examples.noise(POINTS, 0), 1), 0.05);
    }

    @Test
    void aNoisyPosteriorTellsLessThanItsMean() {
        Encoded sharp = Examples.identity(POINTS, 0);
        double[][] logVar = new double[POINTS][3]; // σ = 1, as wide as the steps
        double gap = SampledInformationGap.of(new Encoded(sharp.mu(), logVar, sharp.factors(), sharp.values()), 1);
        // I(z; v) of N(v, 1), v uniform on 3, 4 and 5 steps, by numerical integration: 0.254, 0.400, 0.536 nats
        assertEquals(0.284, gap, 0.05);
    }

    @Test
    void drawsFollowTheSeed() {
        Encoded points = Examples.identity(300, 0);
        assertEquals(SampledInformationGap.of(points, 1), SampledInformationGap.of(points, 1));
        assertTrue(SampledInformationGap.of(points, 1) != SampledInformationGap.of(points, 2));
    }

    @Test
    void constantCodesAndFactorsThatDoNotVaryScoreNothing() {
        assertEquals(0, InformationGap.of(Examples.constant(POINTS, 0)));
        assertEquals(0, SampledInformationGap.of(Examples.constant(POINTS, 0), 1), 1e-9);
        assertEquals(0, InformationGap.of(Examples.oneClass(POINTS, 0)));
        assertEquals(0, SampledInformationGap.of(Examples.oneClass(POINTS, 0), 1));
    }

    @Test
    void aSingleCodeHasNoRival() {
        assertEquals(1, InformationGap.of(Encoded.of(new double[][] {{0}, {0}, {9}}, new int[][] {{0}, {0}, {1}}, 2)), 1e-12);
    }

    @Test
    void withoutVariancesThereIsNothingToSample() {
        assertThrows(IllegalArgumentException.class,
                () -> SampledInformationGap.of(Encoded.of(new double[][] {{0}, {1}}, new int[][] {{0}, {1}}, 2), 1));
    }
}
