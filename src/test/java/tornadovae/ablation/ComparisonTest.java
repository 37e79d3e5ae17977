package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tornadovae.math.Claim;
import tornadovae.metric.Measures;

class ComparisonTest {

    private static final double[] HIGHER = {1, 1.1, 0.9, 1.2, 0.8, 1.05, 0.95, 1.15};

    @Test
    void whatIsHigherIsWonOrPaidByTheMeasuresBetterSide() {
        Comparison mig = Comparison.of("wae", Measures.of("mig"), HIGHER).corrected(0.01),
                loss = Comparison.of("wae", Measures.of("test_total"), HIGHER).corrected(0.01);
        assertTrue(mig.isWon() && !mig.isPaid());
        assertTrue(loss.isPaid() && !loss.isWon());
    }

    /** The ranks say lower, the mean says higher. */
    @Test
    void whereOneFarValueSetsMeanAndRanksApartNothingIsShown() {
        Comparison comparison = Comparison.of("wae", Measures.of("mig"),
                new double[] {-0.1, -0.11, -0.12, -0.13, -0.14, -0.15, -0.16, 5}).corrected(0.04);
        assertTrue(comparison.difference().mean() > 0 && Claim.ofSeeds(comparison.difference()).isOpen());
        assertFalse(comparison.isWon() || comparison.isPaid());
    }

    @Test
    void whatIsNotShownIsNeither() {
        Comparison comparison = Comparison.of("wae", Measures.of("mig"), new double[] {-1, 1, -1, 1.1}).corrected(1);
        assertFalse(comparison.isWon() || comparison.isPaid());
    }
}
