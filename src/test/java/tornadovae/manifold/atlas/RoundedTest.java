package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundedTest {

    @Test
    void numbersKeepSixDigitsAndOthersStay() {
        assertEquals(3.14159, Rounded.of(Math.PI));
        assertEquals(-1.23457e-9, Rounded.of(-1.234567e-9));
        assertEquals(123457000.0, Rounded.of(123456789.0));
        assertEquals(0.1, Rounded.of(0.1f));
        assertEquals(0.0, Rounded.of(0.0));
        assertEquals(7, Rounded.of(7));
        assertEquals("x", Rounded.of("x"));
    }

    @Test
    void whatIsNotDefinedIsNullHoweverDeep() {
        assertEquals(Arrays.asList(1.0, null), Rounded.of(new double[] {1, Double.NaN}));
        assertEquals(List.of(Arrays.asList(null, 2.0)), Rounded.of(new double[][] {{Double.POSITIVE_INFINITY, 2}}));
        assertEquals("{a=[{b=null}]}", Rounded.of(Map.of("a", List.of(Map.of("b", Double.NaN)))).toString());
    }
}
