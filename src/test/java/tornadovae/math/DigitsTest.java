package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class DigitsTest {

    @Test
    void significantDigitsAreThoseOfTheNumberAsItIsWritten() {
        assertEquals(0.00123457, Digits.significant(0.00123456789, 6));
        assertEquals(-1.235e20, Digits.significant(-1.23456e20, 4));
        assertEquals(0.13, Digits.significant(0.125, 2), "half up");
        assertEquals(2.68, Digits.significant(2.675, 3), "as it is written, not as it is stored");
        assertEquals(0, Digits.significant(0, 6));
    }

    @Test
    void whatIsNotFiniteHasNone() {
        assertNull(Digits.significant(Double.NaN, 6));
        assertNull(Digits.significant(Double.POSITIVE_INFINITY, 6));
    }
}
