package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.math.Normal;

class ClassMapTest {

    @Test
    void quadrantsAreQuartersWithHalfASideOfBorderEach() {
        ClassMap map = Maps.of(40, 4, 0.9, Maps::quadrant);
        assertEquals(0, map.shown()[0][0], "row 0 is at the top");
        assertEquals(3, map.shown()[39][39]);
        for (ClassMap.Extent extent : map.extents()) assertEquals(new ClassMap.Extent(0.25, 1, 1, 0.9), round(extent));
        assertArrayEquals(new double[][] {{0, 0.5, 0.5, 0}, {0.5, 0, 0, 0.5}, {0.5, 0, 0, 0.5}, {0, 0.5, 0.5, 0}}, map.borders(),
                "a corner is no border");
        assertEquals(0, map.noMansLand());
    }

    @Test
    void anUnequalHalfPlaneHasItsShareOfThePriorsMass() {
        // z₀ < Φ⁻¹(0.3) holds three tenths of the prior, whatever the grid
        ClassMap map = Maps.of(20, 2, 0.7, (across, _) -> across < Normal.quantile(0.3) ? 0 : 1);
        assertEquals(new ClassMap.Extent(0.3, 1, 1, 0.7), round(map.extents().get(0)));
        assertEquals(new ClassMap.Extent(0.7, 1, 1, 0.7), round(map.extents().get(1)));
    }

    @Test
    void theFieldsOfACheckerboardDoNotTouch() {
        ClassMap map = ClassMap.of(Maps.names(2), checkerboard(8));
        for (ClassMap.Extent extent : map.extents()) assertEquals(new ClassMap.Extent(0.5, 32, 14, 1), round(extent));
        assertEquals(2 * 8 * 7 / 8.0, map.borders()[0][1]);
    }

    private static double[][] checkerboard(int n) {
        double[][] p = new double[n * n][2];
        for (int cell = 0; cell < p.length; cell++) p[cell][(cell / n + cell % n) % 2] = 1;
        return p;
    }

    @Test
    void aRingIsOneRegionAndSplitsWhatItRunsThrough() {
        ClassMap map = Maps.of(40, 2, 1, (across, up) -> Math.abs(across * across + up * up - 1) < 0.5 ? 1 : 0);
        assertEquals(1, map.extents().get(1).regions());
        assertEquals(2, map.extents().get(0).regions());
    }

    @Test
    void whereNoClassIsLikelyIsNoMansLand() {
        double[][] p = new double[16][];
        Arrays.fill(p, new double[] {0.2, 0.3, 0.5});
        p[0] = p[5] = p[6] = new double[] {0.3, 0.4, 0.3};
        p[15] = new double[] {0.4, 0.4, 0.2};
        ClassMap map = ClassMap.of(List.of("a", "b", "c"), p);
        assertEquals(4 / 16.0, map.noMansLand());
        assertEquals(0, map.shown()[3][3], "the first of equals");
        assertEquals(1, map.shown()[1][1]);
        assertEquals(0.4, map.confidence()[3][3]);
    }

    @Test
    void aClassThatIsNowhereHasNoConfidence() {
        ClassMap map = Maps.of(10, 3, 0.8, (across, _) -> across < 0 ? 0 : 2);
        assertEquals(new ClassMap.Extent(0, 0, 0, Double.NaN), map.extents().get(1));
        assertEquals("The square of 10 × 10 codes shows 2 of 3 classes: 1 is nowhere.", map.findings().getFirst());
    }

    @Test
    void findingsSayWhatIsLargestAndWhatIsTorn() {
        ClassMap map = Maps.of(20, 3, 0.4, (across, up) -> Math.abs(across) > Normal.quantile(0.9) ? 0 : up > 0 ? 1 : 2);
        assertEquals(List.of("The square of 20 × 20 codes shows all 3 classes.",
                "1 has the largest area, 40 % of the square, and 0 the smallest, 20 %.", "0 (2 regions) is not in one piece.",
                "100 % of the square is no man's land, where the classifier gives no class a probability of 50 %."),
                map.findings());
        assertEquals(List.of("The square of 4 × 4 codes shows all 4 classes.",
                "All of them have the same area, 25 % of the square.", "Each class is in one piece.",
                "Nothing of the square is no man's land, where the classifier gives no class a probability of 50 %."),
                Maps.of(4, 4, 0.9, Maps::quadrant).findings());
    }

    @Test
    void filesHaveTheGridAndARowAClass() {
        Map<String, Object> map = Maps.of(4, 4, 0.9, Maps::quadrant).toMap();
        assertEquals(List.of("class", "confidence", "threshold", "no_mans_land", "per_class", "findings"),
                List.copyOf(map.keySet()));
        assertTrue(((List<?>) map.get("per_class")).getLast().toString()
                .startsWith("{class=3, area=0.25, regions=1, border=1.0, confidence=0.9"), map.toString());
    }

    @Test
    void nanIsRefused() {
        double[][] p = checkerboard(4);
        p[7][1] = Double.NaN;
        assertEquals(1, assertThrows(UserError.class, () -> ClassMap.of(Maps.names(2), p)).exitCode);
        assertThrows(IllegalArgumentException.class, () -> ClassMap.of(Maps.names(2), new double[5][2]));
        assertThrows(IllegalArgumentException.class, () -> ClassMap.of(Maps.names(3), checkerboard(4)));
    }

    private static ClassMap.Extent round(ClassMap.Extent extent) {
        return new ClassMap.Extent(extent.area(), extent.regions(), extent.border(), Math.round(1e9 * extent.confidence()) / 1e9);
    }
}
