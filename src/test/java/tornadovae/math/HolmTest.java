package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HolmTest {

    /** As R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"). */
    @Test
    void fourTestsByHand() {
        assertArrayEquals(new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjust(0.01, 0.04, 0.03, 0.005), 1e-15);
    }

    @Test
    void nothingExceedsOneAndTheOrderOfTheInputStays() {
        assertArrayEquals(new double[] {1, 0.3, 1}, Holm.adjust(0.9, 0.1, 0.6), 1e-15);
    }

    @Test
    void aTestThatWasNotMadeDoesNotCount() {
        assertArrayEquals(new double[] {0.04, Double.NaN, 0.04}, Holm.adjust(0.02, Double.NaN, 0.03), 1e-15);
        assertArrayEquals(new double[] {0.02}, Holm.adjust(0.02));
        assertArrayEquals(new double[0], Holm.adjust());
    }
}
