package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {

    /** Second differences: λ_k = 2 − 2 cos(π k / (n + 1)). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 100})
    void ofSecondDifferencesTheyAreKnown(int n) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            if (i > 0) a[i][i - 1] = a[i - 1][i] = -1;
        }
        double[] values = SymmetricEigen.of(a).values();
        for (int k = 1; k <= n; k++) assertEquals(2 - 2 * Math.cos(Math.PI * k / (n + 1)), values[n - k], 1e-13 * n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 33, 130})
    void vectorsAreOrthonormalAndBuildTheMatrixAgain(int n) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) a[i][j] = a[j][i] = Philox.normal(3, Philox.Stream.DATA, i, j);
        }
        SymmetricEigen eigen = SymmetricEigen.of(a);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double dot = 0, built = 0;
                for (int k = 0; k < n; k++) {
                    dot += eigen.vectors()[i][k] * eigen.vectors()[j][k];
                    built += eigen.values()[k] * eigen.vectors()[k][i] * eigen.vectors()[k][j];
                }
                assertEquals(i == j ? 1 : 0, dot, 1e-12 * n, i + ", " + j);
                assertEquals(a[i][j], built, 1e-12 * n, i + ", " + j);
            }
            if (i > 0 && eigen.values()[i] > eigen.values()[i - 1]) throw new AssertionError("values must descend");
        }
    }

    @Test
    void equalValuesAndZeroesAreFound() {
        double[][] a = new double[6][6];
        for (int i = 0; i < 6; i++) a[i][i] = i < 2 ? 3 : i < 4 ? 0 : 1;
        a[0][1] = a[1][0] = 0;
        assertArrayEquals(new double[] {3, 3, 1, 1, 0, 0}, SymmetricEigen.of(a).values(), 1e-15);
        assertArrayEquals(new double[6], SymmetricEigen.of(new double[6][6]).values());
    }

    @Test
    void notANumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SymmetricEigen.of(new double[][] {{Double.NaN}}));
    }
}
