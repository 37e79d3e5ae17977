package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SymmetricEigenvaluesTest {

    @Test
    void aSmallMatrixByHand() {
        assertArrayEquals(new double[] {1, 3}, sorted(new double[][] {{2, 1}, {1, 2}}), 1e-15);
        assertArrayEquals(new double[] {-4, 0, 7}, sorted(new double[][] {{7, 0, 0}, {0, -4, 0}, {0, 0, 0}}));
    }

    @Test
    void theSecondDifferenceHasItsKnownSpectrum() {
        int n = 31;
        double[][] matrix = new double[n][n];
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = 2;
            if (i > 0) matrix[i][i - 1] = matrix[i - 1][i] = -1;
            expected[i] = 2 - 2 * Math.cos((i + 1) * Math.PI / (n + 1));
        }
        assertArrayEquals(expected, sorted(matrix), 1e-13);
        assertEquals(-1, matrix[1][0], "the matrix is left as it is");
    }

    @Test
    void theSizesOfTheEntriesDoNotMatter() {
        assertArrayEquals(new double[] {1e-200, 3e-200}, sorted(new double[][] {{2e-200, 1e-200}, {1e-200, 2e-200}}), 1e-214);
    }

    /** λ₁ λ₂ = 0.75 · 10⁻¹⁶, and λ₁ is 1 to rounding. */
    @Test
    void aSmallEigenvalueBesideALargeOneHasItsDigits() {
        assertEquals(0.75e-16, sorted(new double[][] {{1, 0.5e-8}, {0.5e-8, 1e-16}})[0], 1e-30);
    }

    @Test
    void whatIsNotSymmetricOrFiniteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigenvalues.of(new double[][] {{1, 2}, {3, 1}}));
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigenvalues.of(new double[][] {{1, 2}}));
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigenvalues.of(new double[][] {{Double.NaN}}));
    }

    private static double[] sorted(double[][] matrix) {
        double[] values = SymmetricEigenvalues.of(matrix);
        Arrays.sort(values);
        return values;
    }
}
