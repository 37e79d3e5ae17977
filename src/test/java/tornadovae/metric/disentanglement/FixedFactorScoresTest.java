package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FixedFactorScoresTest {

    private static final int TRAIN = 2000;
    private static final int TEST = 1000;
    private static final Accuracy NOTHING = new Accuracy(0, 0);

    @Test
    void pointsAreDrawnFromThoseThatShareTheValue() {
        Encoded points = Encoded.of(new double[6][1], new int[][] {{0}, {2}, {2}, {1}, {0}, {2}}, 4);
        FixedFactor fixed = new FixedFactor(points, 0);
        Draws draws = new Draws(1, 0);
        Set<Integer> any = new HashSet<>(), like = new HashSet<>(), other = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            any.add(fixed.any(draws));
            like.add(fixed.like(2, draws));
            other.add(fixed.other(2, draws));
        }
        assertEquals(Set.of(0, 1, 2, 4, 5), any, "point 3 shares its value with none");
        assertEquals(Set.of(1, 2, 5), like);
        assertEquals(Set.of(1, 5), other);
    }

    @Test
    void drawsAreUniform() {
        int[] counts = new int[7];
        Draws draws = new Draws(1, 3);
        for (int i = 0; i < 70_000; i++) counts[draws.below(7)]++;
        assertTrue(Arrays.stream(counts).allMatch(n -> Math.abs(n - 10_000) < 500), () -> Arrays.toString(counts));
    }

    @Test
    void identityCodesTellTheFixedFactor() {
        Encoded train = Examples.identity(TRAIN, 0), test = Examples.identity(TEST, 1);
        assertTrue(BetaVaeScore.of(train, test, 1).test() > 0.99);
        assertEquals(new Accuracy(1, 1), FactorVaeScore.of(train, test, 1));
    }

    @Test
    void noiseIsAtChance() {
        Encoded train = Examples.noise(TRAIN, 0), test = Examples.noise(TEST, 1);
        assertEquals(1 / 3.0, BetaVaeScore.of(train, test, 1).test(), 0.05);
        assertEquals(1 / 3.0, FactorVaeScore.of(train, test, 1).test(), 0.05);
    }

    @Test
    void constantCodesAreAtChanceOrHaveNoVote() {
        Encoded train = Examples.constant(TRAIN, 0), test = Examples.constant(TEST, 1);
        assertEquals(1 / 3.0, BetaVaeScore.of(train, test, 1).test(), 0.03);
        assertEquals(NOTHING, FactorVaeScore.of(train, test, 1));
    }

    @Test
    void codesThatHardlyVaryHaveNoVote() {
        Encoded train = shrunk(Examples.identity(TRAIN, 0)), test = shrunk(Examples.identity(TEST, 1));
        // code 0 would be the only one to tell factor 0
        assertTrue(FactorVaeScore.of(train, test, 1).test() < 0.8);
    }

    @Test
    void factorsThatDoNotVaryScoreNothing() {
        Encoded train = Examples.oneClass(TRAIN, 0), test = Examples.oneClass(TEST, 1);
        assertEquals(NOTHING, BetaVaeScore.of(train, test, 1));
        assertEquals(NOTHING, FactorVaeScore.of(train, test, 1));
    }

    @Test
    void whereNoValueIsSharedThereAreNoPairs() {
        Encoded lonely = Encoded.of(new double[][] {{0, 1}, {1, 0}}, new int[][] {{0, 1}, {1, 0}}, 2, 2);
        assertEquals(NOTHING, BetaVaeScore.of(lonely, lonely, 1));
        assertEquals(NOTHING, FactorVaeScore.of(lonely, lonely, 1));
    }

    @Test
    void drawsFollowTheSeed() {
        Encoded train = Examples.noise(TRAIN, 0), test = Examples.noise(TEST, 1);
        assertEquals(BetaVaeScore.of(train, test, 1), BetaVaeScore.of(train, test, 1));
        assertNotEquals(BetaVaeScore.of(train, test, 1), BetaVaeScore.of(train, test, 2));
        assertEquals(FactorVaeScore.of(train, test, 1), FactorVaeScore.of(train, test, 1));
        assertNotEquals(FactorVaeScore.of(train, test, 1), FactorVaeScore.of(train, test, 2));
    }

    private static Encoded shrunk(Encoded points) {
        double[][] mu = Arrays.stream(points.mu()).map(z -> new double[] {0.01 * z[0], z[1], z[2]}).toArray(double[][]::new);
        return new Encoded(mu, points.logVar(), points.factors(), points.values());
    }
}
