package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelInformationTest {

    private static double[] normals(int n, int step) {
        return IntStream.range(0, n).mapToDouble(i -> Philox.normal(11, Philox.Stream.DATA, step, i)).toArray();
    }

    private static int[] labels(int n, int values, int step) {
        return IntStream.range(0, n).map(i -> (int) (values * Philox.uniform(11, Philox.Stream.DATA, step, i))).toArray();
    }

    /** Ross' equation by looking at all pairs. */
    private static double plainly(double[][] points, int[] labels) {
        int n = points.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int self = i;
            double[] distances = IntStream.range(0, n)
                    .mapToDouble(j -> Math.hypot(points[j][0] - points[self][0], points[j][1] - points[self][1])).toArray();
            double reach = IntStream.range(0, n).filter(j -> j != self && labels[j] == labels[self])
                    .mapToDouble(j -> distances[j]).sorted().toArray()[2];
            int near = (int) IntStream.range(0, n).filter(j -> j != self && distances[j] <= reach).count();
            int same = (int) IntStream.range(0, n).filter(j -> labels[j] == labels[self]).count();
            sum += psi(3) - psi(same) - psi(near);
        }
        return (psi(n) + sum / n) / Math.log(2);
    }

    private static double psi(int n) {
        double sum = -0.5772156649015329;
        for (int j = 1; j < n; j++) sum += 1.0 / j;
        return sum;
    }

    @Test
    void neighboursAreThoseOfAllPairs() {
        double[] x = normals(400, 0), y = normals(400, 1);
        int[] labels = IntStream.range(0, 400)
                .map(i -> x[i] + 0.5 * Philox.normal(11, Philox.Stream.DATA, 2, i) > 0.3 ? i % 2 : 2).toArray();
        double[][] plane = IntStream.range(0, 400).mapToObj(i -> new double[] {x[i], y[i]}).toArray(double[][]::new);
        double[][] line = IntStream.range(0, 400).mapToObj(i -> new double[] {x[i], 0}).toArray(double[][]::new);
        assertEquals(plainly(plane, labels), LabelInformation.inPlane(x, y).bits(labels), 1e-12);
        assertEquals(plainly(line, labels), LabelInformation.onLine(x).bits(labels), 1e-12);
        assertEquals(LabelInformation.onLine(x).bits(labels), LabelInformation.inPlane(x, new double[400]).bits(labels), 1e-12,
                "a line in the plane");
    }

    @Test
    void aRareLabelIsFoundBeyondTheListOfNearestPoints() {
        double[] x = normals(900, 3), y = normals(900, 4);
        // five in nine hundred: most are not among the nearest 256
        int[] labels = IntStream.range(0, 900).map(i -> i % 180 == 0 ? 1 : 0).toArray();
        double[][] plane = IntStream.range(0, 900).mapToObj(i -> new double[] {x[i], y[i]}).toArray(double[][]::new);
        assertEquals(plainly(plane, labels), LabelInformation.inPlane(x, y).bits(labels), 1e-12);
    }

    @Test
    void informationOfTwoGaussiansIsThatOfTheirIntegral() {
        // z | 0 ~ N(−1, 1), z | 1 ~ N(1, 1): I = 1 − E log₂(1 + e^{−2|…|}) by quadrature
        int n = 20_000;
        double[] noise = normals(n, 5), z = new double[n];
        int[] labels = labels(n, 2, 6);
        for (int i = 0; i < n; i++) z[i] = (labels[i] == 0 ? -1 : 1) + noise[i];
        double integral = 0, step = 1e-3;
        for (double t = -9; t < 9; t += step) {
            double p0 = Math.exp(-(t + 1) * (t + 1) / 2) / Math.sqrt(2 * Math.PI),
                    p1 = Math.exp(-(t - 1) * (t - 1) / 2) / Math.sqrt(2 * Math.PI), p = (p0 + p1) / 2;
            integral += step * 0.5 * (p0 * Math.log(p0 / p) + p1 * Math.log(p1 / p)) / Math.log(2);
        }
        assertEquals(0.486, integral, 0.001);
        assertEquals(integral, LabelInformation.onLine(z).bits(labels), 0.02);
        assertEquals(integral, LabelInformation.inPlane(z, normals(n, 7)).bits(labels), 0.02,
                "a second coordinate that tells nothing changes nothing");
    }

    @Test
    void theSameCodeForAllImagesTellsNothing() {
        int[] labels = labels(300, 3, 8);
        assertEquals(0, LabelInformation.onLine(new double[300]).bits(labels), 0.02);
        assertEquals(0, LabelInformation.inPlane(new double[300], new double[300]).bits(labels), 0.02);
    }

    @Test
    void codesThatCoincideCountAsDiscreteOnes() {
        // z = label where a coin says so, else another of the three: I = log₂ 3 − H(½, ¼, ¼)
        int n = 9_000;
        int[] labels = labels(n, 3, 9), coins = labels(n, 4, 10);
        double[] z = IntStream.range(0, n).mapToDouble(i -> coins[i] < 2 ? labels[i] : (labels[i] + coins[i] - 1) % 3).toArray();
        assertEquals(Math.log(3) / Math.log(2) - 1.5, LabelInformation.onLine(z).bits(labels), 0.02);
    }

    @Test
    void pointsWithoutALabelAreNotThere() {
        double[] x = normals(300, 11), y = normals(300, 12);
        int[] labels = IntStream.range(0, 300).map(i -> x[i] > 0 ? 1 : 0).toArray(), some = labels.clone();
        for (int i = 200; i < 300; i++) some[i] = -1;
        double[] firstX = Arrays.copyOf(x, 200), firstY = Arrays.copyOf(y, 200);
        int[] firstLabels = Arrays.copyOf(labels, 200);
        assertEquals(LabelInformation.onLine(firstX).bits(firstLabels), LabelInformation.onLine(x).bits(some));
        assertEquals(LabelInformation.inPlane(firstX, firstY).bits(firstLabels), LabelInformation.inPlane(x, y).bits(some));
        some[0] = 7; // the only one of its label
        double without = LabelInformation.onLine(x).bits(some);
        some[0] = -1;
        assertEquals(LabelInformation.onLine(x).bits(some), without);
        assertTrue(Double.isNaN(LabelInformation.onLine(1, 2, 3).bits(new int[] {0, 1, 2})), "labels that occur once");
    }
}
