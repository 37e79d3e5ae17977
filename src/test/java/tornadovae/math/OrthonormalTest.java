package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OrthonormalTest {

    @Test
    void rowsBecomeOrthonormalAndTheFirstKeepsItsDirection() {
        double[][] rows = new double[4][7];
        for (int a = 0; a < 4; a++) {
            for (int c = 0; c < 7; c++) rows[a][c] = 1 + 1e-6 * Philox.normal(1, Philox.Stream.DATA, a, c);   // almost parallel
        }
        double[] first = rows[0].clone();
        Orthonormal.make(rows);
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) assertEquals(a == b ? 1 : 0, dot(rows[a], rows[b]), 1e-14, a + ", " + b);
        }
        assertEquals(Math.sqrt(dot(first, first)), dot(first, rows[0]), 1e-12);
    }

    @Test
    void aRowInTheSpanOfOthersBecomesZero() {
        double[][] rows = {{0, 2, 0}, {1, 1, 0}, {3, -5, 0}, {0, 0, -4}};
        Orthonormal.make(rows);
        assertArrayEquals(new double[] {0, 1, 0}, rows[0]);
        assertArrayEquals(new double[] {1, 0, 0}, rows[1]);
        assertArrayEquals(new double[3], rows[2]);
        assertArrayEquals(new double[] {0, 0, -1}, rows[3]);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
