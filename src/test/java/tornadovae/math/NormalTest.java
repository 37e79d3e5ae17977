package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalTest {

    private static final NormalDistribution LIBRARY = NormalDistribution.of(0, 1);

    @Test
    void agreesWithALibraryOverTheWholeOpenInterval() {
        for (int i = 1; i < 20_000; i++) agrees(i / 20_000.0);
        for (double p = 0.4; p > 1e-300; p *= 0.37) agrees(p);
        for (double upper = 0.4; upper >= 0x1p-53; upper /= 2) agrees(1 - upper);
        double[] seams = {0.075, Math.nextUp(0.075), 0.925, Math.nextDown(0.925), Math.exp(-25), Math.nextUp(0.5), 0.5 - 1e-12};
        for (double p : seams) agrees(p);
        for (double p : new double[] {1e-300, 1e-16, 1 - 1e-16}) agrees(p);
    }

    private static void agrees(double p) {
        double expected = LIBRARY.inverseCumulativeProbability(p);
        assertEquals(expected, Normal.quantile(p), 1e-12 * Math.abs(expected), () -> "p = " + p);
    }

    @Test
    void publishedValuesHold() {
        // Wichura's own test values
        assertEquals(-0.6744897501960817, Normal.quantile(0.25), 1e-15);
        assertEquals(-3.090232306167814, Normal.quantile(0.001), 1e-15);
        assertEquals(-9.262340089798408, Normal.quantile(1e-20), 1e-14);
        assertEquals(-1.959963984540054, Normal.quantile(0.025), 4e-16);
    }

    @Test
    void isOddAboutOneHalfAndZeroThere() {
        assertEquals(0.0, Normal.quantile(0.5));
        for (int i = 1; i < 1 << 12; i++) {
            double p = i * 0x1p-13; // 1 − p is exact
            assertEquals(-Normal.quantile(p), Normal.quantile(1 - p));
        }
    }

    @Test
    void increasesStrictlyAcrossTheSeamsOfItsThreeFormulas() {
        for (double seam : new double[] {0.075, Math.exp(-25), 0.925}) {
            assertTrue(Normal.quantile(seam * (1 - 1e-13)) < Normal.quantile(seam * (1 + 1e-13)));
        }
    }

    @Test
    void thereIsNoQuantileOutsideTheOpenInterval() {
        for (double p : new double[] {0, 1, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            var error = assertThrows(IllegalArgumentException.class, () -> Normal.quantile(p));
            assertEquals("a normal quantile needs a probability between 0 and 1, both excluded, found " + p, error.getMessage());
        }
    }
}
