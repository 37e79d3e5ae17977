package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeanIntervalTest {

    /** t(0.975; 4) = 2.776445 from the printed tables; s = √2.5. */
    @Test
    void fiveValuesByHand() {
        var interval = MeanInterval.of(1, 2, 3, 4, 5);
        assertEquals(3, interval.mean());
        assertEquals(2.776445 * Math.sqrt(2.5 / 5), interval.halfWidth(), 1e-6);
        assertEquals(5, interval.n());
    }

    @Test
    void ofOneValueTheMeanIsKnownAndTheIntervalIsNot() {
        var interval = MeanInterval.of(7);
        assertEquals(7, interval.mean());
        assertEquals(Double.NaN, interval.halfWidth());
        assertTrue(Claim.ofSeeds(interval).isOpen());
    }

    @Test
    void ofNoValueNothingIsKnown() {
        assertEquals(new MeanInterval(0, Double.NaN, Double.NaN), MeanInterval.of());
        assertTrue(Claim.ofSeeds(MeanInterval.of()).isOpen());
    }

    @Test
    void identicalValuesHaveNoWidth() {
        assertEquals(new MeanInterval(3, 0.5, 0), MeanInterval.of(0.5, 0.5, 0.5));
        assertEquals(new MeanInterval(3, 0.1, 0), MeanInterval.of(0.1, 0.1, 0.1), "whose sum is rounded");
        assertTrue(!Claim.ofSeeds(MeanInterval.of(0.5, 0.5, 0.5)).isOpen());
        assertTrue(Claim.ofSeeds(MeanInterval.of(0, 0, 0)).isOpen());
    }

    @Test
    void nanIsNotHidden() {
        assertEquals(Double.NaN, MeanInterval.of(1, Double.NaN, 2).mean());
        assertEquals(Double.NaN, MeanInterval.of(1, Double.NaN, 2).halfWidth());
    }
}
