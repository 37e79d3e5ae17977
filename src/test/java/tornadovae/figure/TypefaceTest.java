package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TypefaceTest {

    @Test
    void aDigitHasTheWidthAndHeightOfTheFont() {
        assertEquals(10 * 1139 / 2048.0, Typeface.SANS.width("0", 10), 1e-12);   // all digits of the font are 1139 units wide
        assertEquals(Typeface.SANS.width("0", 10) * 3, Typeface.SANS.width("123", 10), 1e-12);
        var capital = Typeface.SANS.outline("H").getBounds2D();
        assertEquals(-Typeface.CAPITALS, capital.getMinY(), 0.01);
        assertEquals(0, capital.getMaxY(), 1e-9);
    }

    @Test
    void theSignsOfMathematicsAreThere() {
        for (String sign : "β γ λ μ σ − × · → ≤ ≥ ± ‖ ∂ √ ∞ ρ η ² ₁ ⁻ ∥ Φ Δ".split(" ")) {
            var outline = Typeface.SANS.outline(sign).getBounds2D();
            assertTrue(outline.getWidth() > 0.02 && outline.getHeight() > 0.02, sign);
            assertFalse(Typeface.SANS.runs(sign).getFirst().text().equals("?"), sign);
        }
    }

    @Test
    void indicesAreSmallAndLowExponentsSmallAndHigh() {
        double z = Typeface.SANS.width("z", 1);
        var index = Typeface.SANS.runs("z₁₂").get(1);
        assertEquals("12", index.text());
        assertEquals(z, index.x(), 1e-12);
        assertTrue(index.rise() < 0 && index.size() < 0.75);
        var exponent = Typeface.SANS.runs("10⁻³").get(1);
        assertEquals("−3", exponent.text());
        assertTrue(exponent.rise() > 0.2);
        assertTrue(Typeface.SANS.width("10⁻³", 1) < Typeface.SANS.width("10−3", 1));
    }

    @Test
    void aLetterThatTheFontLacksIsAQuestionMark() {
        assertEquals("a?b", Typeface.SANS.runs("a😀b").getFirst().text());
        assertEquals(0, Typeface.SANS.width("", 10));
    }
}
