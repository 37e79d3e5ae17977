package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DciTest {

    private static final int TRAIN = 1000;
    private static final int TEST = 500;

    @Test
    void diagonalImportancesAreDisentangledAndComplete() {
        assertEquals(1, Dci.disentanglement(diagonals(5, 5)), 1e-9);
        assertEquals(1, Dci.completeness(diagonals(5, 5)), 1e-9);
    }

    @Test
    void codesThatTellTwoFactorsAreCompleteOnly() { // hstack(5I, 5I)
        assertEquals(0.69897, Dci.disentanglement(diagonals(5, 10)), 1e-6);
        assertEquals(1, Dci.completeness(diagonals(5, 10)), 1e-9);
    }

    @Test
    void factorsThatTwoCodesTellAreDisentangledOnly() { // vstack(5I, 5I)
        assertEquals(1, Dci.disentanglement(diagonals(10, 5)), 1e-9);
        assertEquals(0.69897, Dci.completeness(diagonals(10, 5)), 1e-6);
    }

    @Test
    void codesWithoutImportanceDoNotCount() {
        double[][] importance = {{1, 0}, {0, 1}, {0, 0}};
        assertEquals(1, Dci.disentanglement(importance), 1e-9);
        assertEquals(1, Dci.completeness(importance), 1e-9);
    }

    @Test
    void noImportancesScoreNothing() {
        assertEquals(0, Dci.disentanglement(new double[10][10]));
        assertEquals(0, Dci.completeness(new double[10][10]));
        assertEquals(0, Dci.disentanglement(new double[3][1]));
        assertThrows(IllegalArgumentException.class, () -> Dci.disentanglement(new double[][] {{Double.NaN}}));
    }

    @Test
    void identityCodesScoreOne() {
        Dci dci = Dci.of(Examples.identity(TRAIN, 0), Examples.identity(TEST, 1), 1);
        assertEquals(1, dci.disentanglement(), 1e-3);
        assertEquals(1, dci.completeness(), 1e-3);
        assertEquals(new Accuracy(1, 1), dci.informativeness());
    }

    @Test
    void duplicatedCodesShareTheImportance() {
        Dci dci = Dci.of(Examples.duplicated(TRAIN, 0), Examples.duplicated(TEST, 1), 1);
        assertEquals(1, dci.disentanglement(), 1e-3);
        assertEquals(1 - Math.log(2) / Math.log(6), dci.completeness(), 0.05);
    }

    @Test
    void noiseScoresLittle() {
        Dci dci = Dci.of(Examples.noise(TRAIN, 0), Examples.noise(TEST, 1), 1);
        assertTrue(dci.disentanglement() < 0.1, () -> "D " + dci.disentanglement());
        assertTrue(dci.completeness() < 0.1, () -> "C " + dci.completeness());
        assertTrue(dci.informativeness().train() > dci.informativeness().test() + 0.1, "trees learn noise by heart only");
    }

    @Test
    void constantCodesScoreNothingButTheShareOfTheLargestClass() {
        Encoded test = Examples.constant(TEST, 1);
        Dci dci = Dci.of(Examples.constant(TRAIN, 0), test, 1);
        assertEquals(0, dci.disentanglement());
        assertEquals(0, dci.completeness());
        assertEquals((1 / 3.0 + 1 / 4.0 + 1 / 5.0) / 3, dci.informativeness().test(), 0.05);
    }

    @Test
    void factorsThatDoNotVaryScoreNothing() {
        Dci dci = Dci.of(Examples.oneClass(TRAIN, 0), Examples.oneClass(TEST, 1), 1);
        assertArrayEquals(new double[3][0], dci.importance());
        assertEquals(0, dci.disentanglement());
        assertEquals(0, dci.completeness());
        assertEquals(new Accuracy(0, 0), dci.informativeness());
    }

    /** 5 where row = column modulo the shorter side. */
    private static double[][] diagonals(int codes, int factors) {
        int shorter = Math.min(codes, factors);
        return IntStream.range(0, codes)
                .mapToObj(d -> IntStream.range(0, factors).mapToDouble(f -> d % shorter == f % shorter ? 5 : 0).toArray())
                .toArray(double[][]::new);
    }
}
