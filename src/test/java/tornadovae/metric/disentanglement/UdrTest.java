package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UdrTest {

    private static final double[][] CODES = Examples.noise(2000, 0).mu(); // [2000][3], independent
    private static final double[] USED = {1, 2, 3};

    @Test
    void theFormulaByHand() {
        // rows: .64/.9 + .25/.9, columns: .64/1.2 + .25/.6, over 2 + 2
        double expected = (0.64 / 0.9 + 0.25 / 0.9 + 0.64 / 1.2 + 0.25 / 0.6) / 4;
        assertEquals(expected, Udr.of(new double[][] {{0.8, 0.1}, {0.4, 0.5}}, 2, 2), 1e-15);
    }

    @Test
    void orderSignAndMonotoneMapsDoNotMatter() {
        double[][] other = map(z -> new double[] {-z[2], Math.exp(z[0]), 5 + z[1] * z[1] * z[1]});
        Udr udr = Udr.of(List.of(CODES, other), new double[][] {USED, USED});
        double same = Udr.of(List.of(CODES, CODES), new double[][] {USED, USED}).pairs()[0][1];
        assertEquals(same, udr.pairs()[0][1], 1e-12);
        assertEquals(1, same, 0.1); // codes of a sample are a little correlated
        assertArrayEquals(new double[] {udr.pairs()[0][1], udr.pairs()[1][0]}, udr.scores());
    }

    @Test
    void mixedCodesAgreeLess() {
        double[][] mixed = map(z -> new double[] {z[0] + z[1], z[0] - z[1], z[2]});
        assertTrue(Udr.of(List.of(CODES, mixed), new double[][] {USED, USED}).scores()[0] < 0.65);
    }

    @Test
    void dimensionsWithoutInformationDoNotCount() {
        double[][] kl = {{1, 0.01, 3}, {1, 0, 3}};
        double[][] other = map(z -> new double[] {z[0], 17 * z[0] + z[2], z[2]});
        double[][] without = map(z -> new double[] {z[0], z[2]});
        assertEquals(Udr.of(List.of(without, without), new double[][] {{1, 3}, {1, 3}}).pairs()[0][1],
                Udr.of(List.of(CODES, other), kl).pairs()[0][1], 1e-12);
    }

    @Test
    void theScoreIsTheMedianOverOtherModels() {
        double[][] mixed = map(z -> new double[] {z[0] + z[1], z[0] - z[1], z[2]});
        Udr udr = Udr.of(List.of(CODES, CODES, mixed, CODES), new double[][] {USED, USED, USED, USED});
        assertEquals(udr.pairs()[0][1], udr.scores()[0]);
        assertEquals(udr.pairs()[2][0], udr.scores()[2]);
    }

    @Test
    void constantAndUninformativeCodesScoreNothing() {
        assertArrayEquals(new double[2],
                Udr.of(List.of(new double[50][3], new double[50][3]), new double[][] {USED, USED}).scores());
        assertArrayEquals(new double[2], Udr.of(List.of(CODES, CODES), new double[2][3]).scores());
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        double[][] kl = {USED, USED};
        assertThrows(IllegalArgumentException.class, () -> Udr.of(List.<double[][]>of(CODES), new double[][] {USED}));
        assertThrows(IllegalArgumentException.class, () -> Udr.of(List.of(CODES, CODES), new double[][] {USED}));
        assertThrows(IllegalArgumentException.class, () -> Udr.of(List.of(CODES, new double[3][3]), kl));
        assertThrows(IllegalArgumentException.class, () -> Udr.of(List.of(new double[1][3], new double[1][3]), kl));
        assertThrows(IllegalArgumentException.class, () -> Udr.of(List.of(CODES, map(z -> new double[] {Double.NaN, 1, 2})), kl));
    }

    private static double[][] map(UnaryOperator<double[]> f) {
        return Arrays.stream(CODES).map(f).toArray(double[][]::new);
    }
}
