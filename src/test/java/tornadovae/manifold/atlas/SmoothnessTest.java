package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tornadovae.manifold.LatentGrid;
import tornadovae.math.Philox;
import tornadovae.math.SymmetricEigenvalues;

class SmoothnessTest {

    private static final List<String> NAMES = List.of("3", "8");

    private static float[] column(int step, int pixels) {
        float[] column = new float[pixels];
        for (int c = 0; c < pixels; c++) column[c] = Philox.normal(31, Philox.Stream.DATA, step, c);
        return column;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) sum += (double) a[c] * b[c];
        return sum;
    }

    @Test
    void singularValuesAreRootsOfTheEigenvaluesOfTheMetric() {
        for (int trial = 0; trial < 20; trial++) {
            float[] a = column(2 * trial, 17), b = column(2 * trial + 1, 17);
            double[] eigenvalues =
                    SymmetricEigenvalues.of(new double[][] {{product(a, a), product(a, b)}, {product(a, b), product(b, b)}});
            Arrays.sort(eigenvalues);
            Stretch stretch = Stretch.of(a, b);
            assertEquals(Math.sqrt(eigenvalues[1]), stretch.largest(), 1e-9);
            assertEquals(Math.sqrt(eigenvalues[0]), stretch.smallest(), 1e-9);
            assertEquals(Math.sqrt(product(a, a) + product(b, b)), stretch.norm(), 1e-9);
            double along = 0;
            for (int c = 0; c < 17; c++) {
                along += Math.pow(Math.cos(stretch.direction()) * a[c] + Math.sin(stretch.direction()) * b[c], 2);
            }
            assertEquals(stretch.largest(), Math.sqrt(along), 1e-9, "a unit step in that direction changes as much as any");
        }
    }

    @Test
    void nearlyParallelColumnsKeepTheirSmallSingularValue() {
        float[] a = column(50, 9), b = a.clone();
        b[3] += 1e-4f;
        Stretch stretch = Stretch.of(a, b);
        double gram = 0; // |a|² |b|² − (a·b)² by Lagrange's identity, without cancellation
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < i; j++) gram += Math.pow((double) a[i] * b[j] - (double) a[j] * b[i], 2);
        }
        assertEquals(1, stretch.smallest() * stretch.largest() / Math.sqrt(gram), 1e-6);
        assertTrue(stretch.condition() > 1e4);
        assertEquals(Double.POSITIVE_INFINITY, Stretch.of(a, new float[9]).condition());
        assertTrue(Double.isNaN(Stretch.of(new float[9], new float[9]).condition()), "a picture that does not change");
    }

    /**
     * A plane over which the picture changes alike along both axes, but five times as fast along the first in one column of
     * cells.
     */
    private static Smoothness tornAt(int n, int torn, int[][] classes) {
        var cells = new Stretch[n][n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                cells[row][column] = column == torn ? new Stretch(5, 1, 0) : new Stretch(1, 1, 0);
            }
        }
        return Smoothness.of(cells, LatentGrid.square(n, 0, 1, new float[2]), 0, 1, classes, NAMES);
    }

    @Test
    void thePictureTearsWhereItChangesFarFasterThanElsewhere() {
        int n = 11;
        int[][] classes = new int[n][n];
        for (int[] row : classes) Arrays.fill(row, 4, n, 1); // the 3 on the left, the 8 from column 4 on
        var smoothness = tornAt(n, 4, classes);
        assertEquals(n, smoothness.tears().size());
        for (int row = 0; row < n; row++) assertEquals(new Tear(row, 4, Math.sqrt(26), "3", "8"), smoothness.tears().get(row));
        assertEquals(1.0 / n, smoothness.tearShare(), 1e-12);
        assertEquals(Math.sqrt(2), smoothness.median(), 1e-12);
        assertEquals("The picture tears, changing more than 2 times as fast as at the median, in 9.1 % of the square; 100 "
                + "% of these codes have different classes on their two sides, of all codes 18.2 %; most often between "
                + "3 and 8 (11).", smoothness.findings().getLast());
        assertEquals("Between two classes it changes 2.30 times as fast as inside one (medians 3.26 and 1.41).",
                smoothness.findings().get(2));
        assertEquals(LatentGrid.quantiles(n)[4], smoothness.largestAt()[0], 1e-6);
        assertEquals(LatentGrid.quantiles(n)[n - 1], smoothness.largestAt()[1], 1e-6, "row 0 is at the top");
    }

    @Test
    void theSidesLieAlongTheDirectionOfFastestChange() {
        int n = 5;
        int[][] classes = new int[n][n];
        Arrays.fill(classes[0], 1); // the 8 along the upper edge
        Arrays.fill(classes[1], 1);
        var cells = new Stretch[n][n];
        for (Stretch[] row : cells) Arrays.fill(row, new Stretch(1, 0.5, Math.PI / 2));
        cells[2][2] = new Stretch(9, 0.5, Math.PI / 2);
        cells[0][0] = new Stretch(9, 0.5, Math.PI / 2); // whose neighbour above is beyond the edge
        var smoothness = Smoothness.of(cells, LatentGrid.square(n, 0, 1, new float[2]), 0, 1, classes, NAMES);
        assertEquals(List.of("8", "8", "3", "8"),
                smoothness.tears().stream().flatMap(tear -> List.of(tear.from(), tear.to()).stream()).toList());
    }

    @Test
    void aLinearDecoderTearsNowhere() {
        var smoothness = tornAt(7, -1, null);
        assertTrue(smoothness.tears().isEmpty());
        assertEquals("The picture tears nowhere: at no code does it change more than 2 times as fast as at the median.",
                smoothness.findings().getLast());
        assertEquals(3, smoothness.findings().size());
    }

    private static List<String> findings(Stretch most, Stretch few) {
        int n = 5;
        int[][] classes = new int[n][n];
        for (int[] row : classes) Arrays.fill(row, 3, n, 1);
        var cells = new Stretch[n][n];
        for (Stretch[] row : cells) {
            Arrays.fill(row, most);
            row[2] = row[3] = few;   // the cells beside the border
        }
        return Smoothness.of(cells, LatentGrid.square(n, 0, 1, new float[2]), 0, 1, classes, NAMES).findings();
    }

    @Test
    void whatIsNotANumberIsSaidInWords() {
        Stretch still = Stretch.of(new float[3], new float[3]), line = Stretch.of(new float[] {1, 0, 0}, new float[3]);
        assertEquals(List.of("The picture does not change anywhere: the decoder does not use these two dimensions of the code."),
                findings(still, still));
        assertEquals("At the median code only one direction changes the picture; across it nothing happens.",
                findings(line, line).get(1));
        List<String> partly = findings(still, new Stretch(1, 1, 0));
        assertEquals("Between two classes it changes while inside one it does not (medians 1.41 and 0.00).", partly.get(2));
        assertEquals("At the median code the picture does not change; it does in 40 % of the square.", partly.getLast());
        for (var sentences : List.of(findings(still, line), findings(line, still), partly)) {
            for (String sentence : sentences) assertTrue(!sentence.matches(".*(NaN|Infinity|∞).*"), sentence);
        }
    }

    @Test
    void withoutAClassMapTearsHaveNoSides() {
        var smoothness = tornAt(9, 2, null);
        assertNull(smoothness.tears().getFirst().from());
        assertEquals("The picture tears, changing more than 2 times as fast as at the median, in 11.1 % of the square.",
                smoothness.findings().getLast());
    }

    @Test
    void theMapIsThatOfAtlasJson() {
        Map<String, Object> map = tornAt(3, 1, null).toMap();
        assertEquals(List.of("norm", "condition", "median", "largest", "largest_at", "tears", "tear_share", "findings"),
                List.copyOf(map.keySet()));
        assertEquals(List.of("row", "column", "z"), List.copyOf(((Map<?, ?>) map.get("largest_at")).keySet()));
    }
}
