package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void onlyNothingIsNothingAndOnlyAllIsAll() {
        assertEquals("0 %", Sentences.percent(0));
        assertEquals("less than 0.1 %", Sentences.percent(0.0004));
        assertEquals("4.3 %", Sentences.percent(0.043));
        assertEquals("99.9 %", Sentences.percent(0.9994));
        assertEquals("more than 99.9 %", Sentences.percent(0.9997));
        assertEquals("100 %", Sentences.percent(1));
    }

    @Test
    void numbersHaveATrueMinusSignUnlessTheyAreZero() {
        assertEquals("−0.31", Sentences.number("%.2f", -0.312));
        assertEquals("0.00", Sentences.number("%.2f", -0.001));
        assertEquals("ρ = −1.00", Sentences.rho(-1));
    }
}
