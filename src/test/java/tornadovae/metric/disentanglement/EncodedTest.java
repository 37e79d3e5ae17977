package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tornadovae.data.Factor.Kind;
import tornadovae.data.Factor;
import tornadovae.data.source.Digits;
import tornadovae.train.Codes;

class EncodedTest {

    private static final Factor SHAPE = new Factor("shape", Kind.CLASS, 3, 0, 2, "");
    private static final Factor SLANT = new Factor("slant", Kind.CONTINUOUS, 0, -8, 28, "degrees");

    @Test
    void aContinuousFactorHasTenEqualBins() {
        assertEquals(10, FactorValues.count(SLANT));
        assertEquals(0, FactorValues.of(SLANT, -8));
        assertEquals(0, FactorValues.of(SLANT, -4.41f));
        assertEquals(1, FactorValues.of(SLANT, -4.39f));
        assertEquals(9, FactorValues.of(SLANT, 27.99f));
        assertEquals(9, FactorValues.of(SLANT, 28), "rounding can reach the upper end");
        assertThrows(IllegalArgumentException.class, () -> FactorValues.of(SLANT, 28.1f));
        assertThrows(IllegalArgumentException.class, () -> FactorValues.of(SLANT, Float.NaN));
    }

    @Test
    void stepsAndClassesStayAsTheyAre() {
        assertEquals(3, FactorValues.count(SHAPE));
        assertEquals(2, FactorValues.of(SHAPE, 2));
        assertThrows(IllegalArgumentException.class, () -> FactorValues.of(SHAPE, 0.5f));
        assertThrows(IllegalArgumentException.class, () -> FactorValues.of(SHAPE, 3));
        for (Factor factor : Digits.FACTORS) assertTrue(FactorValues.count(factor) >= 3, factor.name());
    }

    @Test
    void codesOfTheFirstImagesMeetTheirFactors() {
        Codes codes = new Codes(new float[][] {{1, 2}, {3, 4}}, new float[][] {{-1, 0}, {0, 1}});
        Encoded points = Encoded.of(codes, new float[][] {{0, -8}, {2, 10.5f}, {1, 0}}, List.of(SHAPE, SLANT));
        assertArrayEquals(new double[] {3, 4}, points.mu()[1]);
        assertArrayEquals(new double[] {-1, 0}, points.logVar()[0]);
        assertArrayEquals(new int[][] {{0, 0}, {2, 5}}, points.factors());
        assertArrayEquals(new int[] {3, 10}, points.values());
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        int[][] factors = {{0}, {1}};
        assertRefused("two points", () -> Encoded.of(new double[][] {{1}}, new int[][] {{0}}, 2));
        assertRefused("code 0 at point 1 is NaN", () -> Encoded.of(new double[][] {{1}, {Double.NaN}}, factors, 2));
        assertRefused("log variance", () -> new Encoded(new double[][] {{1}, {2}},
                new double[][] {{1}, {Double.POSITIVE_INFINITY}}, factors, new int[] {2}));
        assertRefused("no codes", () -> Encoded.of(new double[2][0], factors, 2));
        assertRefused("2 codes", () -> Encoded.of(new double[][] {{1}, {1, 2}}, factors, 2));
        assertRefused("from 0 to 0, found 1 at point 1", () -> Encoded.of(new double[][] {{1}, {2}}, factors, 1));
        assertRefused("1 rows of factors", () -> Encoded.of(new double[][] {{1}, {2}}, new int[][] {{0}}, 2));
        assertRefused("test points 6", () -> Examples.identity(10, 0).requireLike(Examples.duplicated(10, 1)));
    }

    @Test
    void aFactorVariesWhenItTakesTwoValues() {
        assertArrayEquals(new int[] {1},
                Encoded.of(new double[3][1], new int[][] {{2, 0}, {2, 0}, {2, 1}}, 3, 2).varyingFactors());
    }

    private static void assertRefused(String part, Executable made) {
        String message = assertThrows(IllegalArgumentException.class, made).getMessage();
        assertTrue(message.contains(part), message);
    }
}
