package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MantelTestTest {

    /** Distances of k random points in the plane, or similarities, their negatives. */
    private static double[][] distances(int k, int seed, double sign) {
        double[][] relation = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                relation[i][j] = sign * Math.hypot(place(seed, i) - place(seed, j), place(seed, 50 + i) - place(seed, 50 + j));
            }
        }
        return relation;
    }

    private static double place(int seed, int i) {
        return Philox.normal(seed, Philox.Stream.DATA, 0, i);
    }

    @Test
    void aPlantedRelationIsFound() {
        double[][] a = distances(10, 1, 1), b = distances(10, 1, 1);
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < i; j++) b[i][j] = b[j][i] = Math.exp(a[i][j]) + 0.2 * place(2, 10 * i + j);
        }
        MantelTest test = MantelTest.of(a, b, 7);
        assertTrue(test.rho() > 0.9 && test.p() <= 0.001, test.toString());
        assertEquals(test, MantelTest.of(a, b, 7));
    }

    @Test
    void aMonotoneFunctionAgreesPerfectlyAndPIsNeverZero() {
        double[][] a = distances(9, 1, 1), b = distances(9, 1, 1);
        for (int i = 0; i < 9; i++) {
            for (int j = 0; j < 9; j++) b[i][j] = Math.exp(a[i][j]);
        }
        assertEquals(new MantelTest(9, 1, 1e-4), MantelTest.of(a, b, 3));
    }

    @Test
    void anUnrelatedRelationIsNot() {
        int small = 0;
        for (int seed = 10; seed < 50; seed++) {
            if (MantelTest.of(distances(8, seed, 1), distances(8, 1000 + seed, 1), 7).p() <= 0.05) small++;
        }
        // 40 tests at 5 %: two are expected, seven or more have a probability of 0.3 %
        assertTrue(small < 7, small + " of 40");
    }

    @Test
    void disagreementIsNoAgreement() {
        MantelTest test = MantelTest.of(distances(8, 1, 1), distances(8, 1, -1), 7);
        assertEquals(-1, test.rho(), 1e-12);
        assertTrue(test.p() > 0.99, test.toString());
    }

    @Test
    void threeObjectsCannotHaveASmallP() {
        MantelTest test = MantelTest.of(distances(3, 1, 1), distances(3, 1, 1), 7);
        assertEquals(1, test.rho(), 1e-12);
        assertEquals(1 / 6.0, test.p(), 0.02);
    }

    @Test
    void whatIsTheSameForAllPairsAgreesWithNothing() {
        assertEquals(new MantelTest(4, Double.NaN, Double.NaN), MantelTest.of(distances(4, 1, 1), new double[4][4], 7));
        assertEquals(new MantelTest(2, Double.NaN, Double.NaN), MantelTest.of(distances(2, 1, 1), distances(2, 1, 1), 7));
    }

    @Test
    void whatIsNoRelationIsRefused() {
        double[][] crooked = distances(4, 1, 1);
        crooked[2][1] += 1;
        assertThrows(IllegalArgumentException.class, () -> MantelTest.of(crooked, distances(4, 1, 1), 7));
        assertThrows(IllegalArgumentException.class, () -> MantelTest.of(distances(3, 1, 1), distances(4, 1, 1), 7));
    }
}
