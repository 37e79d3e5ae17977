package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tornadovae.math.MeanInterval;

class NumbersTest {

    @Test
    void zeroHasNoSign() {
        assertEquals("0.00", Numbers.fixed(-0.001, 2));
        assertEquals("0.00", Numbers.signed(0.001, 2));
        assertEquals("−0.12", Numbers.fixed(-0.12, 2));
        assertEquals("+0.12", Numbers.signed(0.12, 2));
    }

    @Test
    void whatIsUnknownOrEndlessIsSaid() {
        assertEquals("—", Numbers.fixed(Double.NaN, 2));
        assertEquals("−∞", Numbers.signed(Double.NEGATIVE_INFINITY, 2));
        assertEquals("+∞", Numbers.effect(Double.POSITIVE_INFINITY));
        assertEquals("> 99.99", Numbers.effect(1e14));
        assertEquals("< −99.99", Numbers.effect(-1e14));
        assertEquals("—", Numbers.effect(Double.NaN));
        assertEquals("—", Numbers.p(Double.NaN));
        assertEquals("< 0.0001", Numbers.p(0.00001));
        assertEquals("0.0625", Numbers.p(0.0625));
    }

    @Test
    void aMeanSaysHowManyValuesItHasWhereSomeAreMissing() {
        assertEquals("3.00 ± 1.96", Numbers.mean(MeanInterval.of(1, 2, 3, 4, 5), 2, 5));
        assertEquals("3.00 ± 1.96 (n = 5)", Numbers.mean(MeanInterval.of(1, 2, 3, 4, 5), 2, 6));
        assertEquals("+7.0 (n = 1)", Numbers.difference(MeanInterval.of(7), 1, 6));
        assertEquals("—", Numbers.mean(MeanInterval.of(), 1, 6));
    }
}
