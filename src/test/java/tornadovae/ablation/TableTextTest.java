package tornadovae.ablation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tornadovae.math.MeanInterval;
import tornadovae.results.Numbers;

class TableTextTest {

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
        assertEquals("+∞", TableText.effect(Double.POSITIVE_INFINITY));
        assertEquals("> 99.99", TableText.effect(1e14));
        assertEquals("< −99.99", TableText.effect(-1e14));
        assertEquals("—", TableText.effect(Double.NaN));
        assertEquals("—", TableText.p(Double.NaN));
        assertEquals("< 0.0001", TableText.p(0.00001));
        assertEquals("0.0625", TableText.p(0.0625));
    }

    @Test
    void aMeanSaysHowManyValuesItHasWhereSomeAreMissing() {
        assertEquals("3.00 ± 1.96", TableText.mean(MeanInterval.of(1, 2, 3, 4, 5), 2, 5));
        assertEquals("3.00 ± 1.96 (n = 5)", TableText.mean(MeanInterval.of(1, 2, 3, 4, 5), 2, 6));
        assertEquals("+7.0 (n = 1)", TableText.difference(MeanInterval.of(7), 1, 6));
        assertEquals("—", TableText.mean(MeanInterval.of(), 1, 6));
    }
}
