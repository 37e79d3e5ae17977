package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AttributePredictabilityTest {

    private static final int TRAIN = 2000;
    private static final int TEST = 1000;

    @Test
    void aFactorOfTwoValuesIsPredictedByItsCodeOnly() {
        // code 0 is factor 0, code 1 is factor 1: accuracies 1 and about ½
        int[][] factors = Examples.factors(TRAIN, 0, 2, 2), others = Examples.factors(TEST, 1, 2, 2);
        assertEquals(0.5,
                AttributePredictability.of(Encoded.of(codes(factors), factors, 2, 2), Encoded.of(codes(others), others, 2, 2)),
                0.05);
    }

    @Test
    void duplicatedCodesHaveNoGap() {
        assertEquals(0, AttributePredictability.of(Examples.duplicated(TRAIN, 0), Examples.duplicated(TEST, 1)), 1e-12);
    }

    @Test
    void noiseHasNoGap() {
        assertEquals(0, AttributePredictability.of(Examples.noise(TRAIN, 0), Examples.noise(TEST, 1)), 0.03);
    }

    @Test
    void constantCodesAndFactorsThatDoNotVaryScoreNothing() {
        assertEquals(0, AttributePredictability.of(Examples.constant(TRAIN, 0), Examples.constant(TEST, 1)));
        assertEquals(0, AttributePredictability.of(Examples.oneClass(TRAIN, 0), Examples.oneClass(TEST, 1)));
    }

    private static double[][] codes(int[][] factors) {
        double[][] codes = new double[factors.length][2];
        for (int i = 0; i < codes.length; i++) {
            for (int f = 0; f < 2; f++) codes[i][f] = 4 * factors[i][f] - 2;
        }
        return codes;
    }
}
