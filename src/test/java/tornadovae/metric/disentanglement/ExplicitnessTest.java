package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExplicitnessTest {

    private static final int TRAIN = 2000;
    private static final int TEST = 1000;

    @Test
    void theAreaUnderTheCurveByHand() {
        int[] y = {1, 0, 1, 0};
        assertEquals(1, Explicitness.area(new double[] {3, 1, 4, 2}, y, 1));
        assertEquals(0, Explicitness.area(new double[] {3, 1, 4, 2}, y, 0));
        assertEquals(0.75, Explicitness.area(new double[] {2, 1, 4, 3}, y, 1));
        assertEquals(0.5, Explicitness.area(new double[] {7, 7, 7, 7}, y, 1));
        assertEquals(0.875, Explicitness.area(new double[] {3, 1, 4, 3}, y, 1), "a tie counts half");
        assertEquals(Double.NaN, Explicitness.area(new double[] {3, 1, 4, 3}, y, 2));
    }

    @Test
    void codesInOneHotFormAreExplicit() {
        Explicitness explicitness = Explicitness.of(oneHot(TRAIN, 0), oneHot(TEST, 1));
        assertEquals(1, explicitness.train(), 1e-12);
        assertEquals(1, explicitness.test(), 1e-12);
    }

    @Test
    void whatNoLinearClassifierTellsIsNotExplicit() {
        assertEquals(0.5, Explicitness.of(signOfProduct(Examples.noise(TRAIN, 0)), signOfProduct(Examples.noise(TEST, 1))).test(),
                0.05);
    }

    @Test
    void theUnitOfACodeDoesNotMatter() {
        Encoded train = noisy(TRAIN, 0), test = noisy(TEST, 1);
        double area = Explicitness.of(train, test).test();
        for (Encoded part : new Encoded[] {train, test}) {
            for (double[] z : part.mu()) z[1] = 1000 * z[1] - 5;
        }
        assertTrue(area > 0.8 && area < 0.99, () -> "" + area);
        assertEquals(area, Explicitness.of(train, test).test(), 1e-3);
    }

    @Test
    void noiseAndConstantCodesAreAtChance() {
        assertEquals(0.5, Explicitness.of(Examples.noise(TRAIN, 0), Examples.noise(TEST, 1)).test(), 0.03);
        assertEquals(new Explicitness(0.5, 0.5), Explicitness.of(Examples.constant(TRAIN, 0), Examples.constant(TEST, 1)));
    }

    @Test
    void factorsThatDoNotVaryScoreNothing() {
        assertEquals(new Explicitness(0, 0), Explicitness.of(Examples.oneClass(TRAIN, 0), Examples.oneClass(TEST, 1)));
    }

    @Test
    void valuesThatNoTestPointHasAreLeftOut() {
        Encoded test = Encoded.of(new double[][] {{0, 0, 0}, {1, 0, 0}}, new int[][] {{0, 0, 0}, {1, 0, 0}}, Examples.VALUES);
        assertTrue(Double.isFinite(Explicitness.of(Examples.identity(TRAIN, 0), test).test()));
    }

    private static Encoded oneHot(int points, int part) {
        int[][] factors = Examples.factors(points, part, Examples.VALUES);
        double[][] mu = new double[points][12];
        for (int i = 0; i < points; i++) {
            mu[i][factors[i][0]] = 1;
            mu[i][3 + factors[i][1]] = 1;
            mu[i][7 + factors[i][2]] = 1;
        }
        return Examples.with(factors, mu);
    }

    private static Encoded signOfProduct(Encoded points) {
        return Encoded.of(points.mu(),
                Arrays.stream(points.mu()).map(z -> new int[] {z[0] * z[1] > 0 ? 1 : 0}).toArray(int[][]::new), 2);
    }

    /** The identity with noise of half a step. */
    private static Encoded noisy(int points, int part) {
        Encoded identity = Examples.identity(points, part), noise = Examples.noise(points, part);
        for (int i = 0; i < points; i++) {
            for (int d = 0; d < 3; d++) identity.mu()[i][d] += 0.5 * noise.mu()[i][d];
        }
        return identity;
    }
}
