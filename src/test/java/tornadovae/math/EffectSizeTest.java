package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;

class EffectSizeTest {

    /** d̄ = 3, s = √2.5, J(4) = Γ(2) / (√2 Γ(3/2)) = 0.797885. */
    @Test
    void fiveDifferencesByHand() {
        assertEquals(0.797885 * 3 / Math.sqrt(2.5), EffectSize.hedges(1, 2, 3, 4, 5), 1e-5);
        assertEquals(-EffectSize.hedges(1, 2, 3, 4, 5), EffectSize.hedges(-1, -2, -3, -4, -5));
    }

    @Test
    void theCorrectionIsTheRatioOfGammaFunctions() {
        for (int m = 2; m < 60; m++) {
            assertEquals(Math.exp(LogGamma.value(m / 2.0) - LogGamma.value((m - 1) / 2.0)) / Math.sqrt(m / 2.0),
                    EffectSize.correction(m), 1e-12, "m = " + m);
        }
        assertEquals(1 - 3.0 / (4 * 50 - 1), EffectSize.correction(50), 1e-4, "Hedges' approximation");
    }

    @Test
    void degenerateDifferences() {
        assertEquals(Double.NaN, EffectSize.hedges());
        assertEquals(Double.NaN, EffectSize.hedges(1));
        assertEquals(Double.NaN, EffectSize.hedges(1, 2));
        assertEquals(Double.NEGATIVE_INFINITY, EffectSize.hedges(-2, -2, -2));
        assertEquals(Double.POSITIVE_INFINITY, EffectSize.hedges(0.1, 0.1, 0.1), "whose sum is rounded");
        assertEquals(0, EffectSize.hedges(0, 0, 0));
        assertEquals(0, EffectSize.hedges(-1, 0, 1));
        assertEquals(Double.NaN, EffectSize.hedges(1, Double.NaN, 3));
    }
}
