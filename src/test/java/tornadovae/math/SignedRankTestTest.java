package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTestTest {

    /** Darwin's plants as in Cureton 1967: W₊ = 96, W₋ = 24, p = 0.041260 (SciPy's documentation has the same). */
    private static final double[] PLANTS = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};

    @Test
    void darwinsPlants() {
        var test = SignedRankTest.of(PLANTS);
        assertEquals(0.041259765625, test.p(), 1e-15);
        assertEquals((96 - 24) / 120.0, test.rankBiserial());
    }

    @Test
    void agreesWithTheLibraryWhereThatIsExact() {
        for (int n = 1; n <= 40; n++) {
            double[] d = new double[n];
            for (int i = 0; i < n; i++) d[i] = Philox.uniform(3, Philox.Stream.DATA, n, i) - 0.4;
            double expected = WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT).test(d).getPValue();
            assertEquals(expected, SignedRankTest.of(d).p(), 1e-12, "n = " + n);
        }
    }

    /** Ranks 1.5, 1.5, 3, 4 by hand: W₋ ≤ 1.5 has the sign patterns {}, {1.5}, {1.5} of 16; both sides, 6/16. */
    @Test
    void tiesShareTheirMeanRankAndPStaysExact() {
        var test = SignedRankTest.of(1, -1, 2, 3);
        assertEquals(6 / 16.0, test.p(), 1e-15);
        assertEquals((8.5 - 1.5) / 10, test.rankBiserial(), 1e-15);
    }

    /** Zeros take ranks 1 and 2 and drop out; 3, 4, 5 remain, all of one sign: 2/8. */
    @Test
    void zerosAreRankedAndThenLeftOut() {
        assertEquals(new SignedRankTest(1, 0.25), SignedRankTest.of(0, 0, 1, 2, 3));
        assertEquals((5 + 4 - 3) / 12.0, SignedRankTest.of(0, 0, -1, 2, 3).rankBiserial(), 1e-15);
    }

    @Test
    void theSmallestPIsReachedWhenAllSignsAgree() {
        assertEquals(0.0625, SignedRankTest.smallestP(5));
        assertEquals(1, SignedRankTest.smallestP(1));
        assertEquals(1, SignedRankTest.smallestP(0));
        for (int n = 1; n <= 12; n++) {
            double[] d = new double[n];
            for (int i = 0; i < n; i++) d[i] = -1 - i;
            assertEquals(SignedRankTest.smallestP(n), SignedRankTest.of(d).p(), 1e-15);
            assertEquals(-1, SignedRankTest.of(d).rankBiserial());
        }
    }

    @Test
    void aBalancedSampleSaysNothing() {
        assertEquals(1, SignedRankTest.of(1, -1).p());
        assertEquals(0, SignedRankTest.of(1, -1).rankBiserial());
        assertEquals(new SignedRankTest(0, 1), SignedRankTest.of(0, 0, 0));
    }

    @Test
    void manyDifferencesNeitherOverflowNorTakeLong() {
        double[] d = new double[600];
        for (int i = 0; i < d.length; i++) d[i] = i % 3 == 0 ? -1 - i : 1 + i;
        double p = SignedRankTest.of(d).p();
        assertTrue(p > 0 && p < 1e-6, "" + p);
    }

    @Test
    void nanAndNothingHaveNoP() {
        assertEquals(Double.NaN, SignedRankTest.of(1, Double.NaN).p());
        assertEquals(Double.NaN, SignedRankTest.of().p());
    }
}
