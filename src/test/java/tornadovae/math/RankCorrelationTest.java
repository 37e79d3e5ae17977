package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {

    private static double[] normals(int n, int step) {
        return IntStream.range(0, n).mapToDouble(i -> Philox.normal(12, Philox.Stream.DATA, step, i)).toArray();
    }

    @Test
    void agreesWithScipy() {
        // scipy.stats.spearmanr([1, 2, 2, 4, 7, 5], [2, 1, 3, 3, 9, 4])
        assertEquals(0.8676470588235294,
                RankCorrelation.of(new double[] {1, 2, 2, 4, 7, 5}, new double[] {2, 1, 3, 3, 9, 4}).rho(), 1e-12);
    }

    @Test
    void onlyTheOrderCounts() {
        double[] a = normals(50, 0), cubes = IntStream.range(0, 50).mapToDouble(i -> -a[i] * a[i] * a[i]).toArray();
        var opposite = RankCorrelation.of(a, cubes);
        assertEquals(-1, opposite.rho(), 1e-12);
        assertEquals(-1, opposite.low(), 1e-6);
        assertTrue(Double.isNaN(RankCorrelation.of(a, new double[50]).rho()), "a constant has no order");
    }

    @Test
    void theSignCanFlipGivenTheGroup() {
        // Simpson: within each group b falls with a, but groups with larger a have larger b
        int n = 600;
        double[] noiseA = normals(n, 1), noiseB = normals(n, 2), a = new double[n], b = new double[n];
        int[] group = new int[n];
        for (int i = 0; i < n; i++) {
            group[i] = i % 3;
            a[i] = 5 * group[i] + noiseA[i];
            b[i] = 5 * group[i] - 0.8 * noiseA[i] + 0.6 * noiseB[i];
        }
        assertTrue(RankCorrelation.of(a, b).low() > 0.7);
        var given = RankCorrelation.given(group, a, b);
        assertEquals(-0.78, given.rho(), 0.05, "that of two normals with correlation −0.8, (6/π) arcsin(ρ/2)");
        assertTrue(given.low() < given.rho() && given.rho() < given.high() && given.high() < -0.7);
    }

    @Test
    void theIntervalHoldsTheTruthInAboutNineteenOfTwentySamples() {
        int held = 0, samples = 400, n = 60;
        double truth = 6 / Math.PI * Math.asin(0.5 / 2); // of two normals with correlation ½
        for (int s = 0; s < samples; s++) {
            double[] a = normals(n, 2 * s), noise = normals(n, 2 * s + 1), b = new double[n];
            for (int i = 0; i < n; i++) b[i] = 0.5 * a[i] + Math.sqrt(0.75) * noise[i];
            var estimate = RankCorrelation.of(a, b);
            if (estimate.low() <= truth && truth <= estimate.high()) held++;
        }
        assertEquals(0.95, (double) held / samples, 0.035);
    }

    @Test
    void aPlaneIsFoundBehindTheMeansOfItsGroups() {
        int n = 500;
        double[] x = normals(n, 3), y = normals(n, 4), noise = normals(n, 5), v = new double[n];
        int[] group = IntStream.range(0, n).map(i -> i % 4).toArray();
        for (int i = 0; i < n; i++) v[i] = 100 * group[i] + 3 * x[i] - 4 * y[i] + 5 * noise[i];
        var fit = PlaneFit.given(group, x, y, v);
        assertEquals(3, fit.a(), 0.7);
        assertEquals(-4, fit.b(), 0.7);
        assertEquals(0.5, fit.explained(), 0.07, "25 of 25 + 25");
        assertEquals(-53.1, fit.degrees(), 8);
        assertTrue(Double.isNaN(PlaneFit.given(group, x, x, v).explained()), "points on a line");
        assertTrue(Double.isNaN(PlaneFit.given(group, x, y, new double[n]).explained()), "nothing to explain");
    }

    @Test
    void negativeZeroIsZero() {
        assertArrayEquals(new double[] {1.5, 1.5, 3}, Ranks.of(-0.0, 0.0, 1));
        assertEquals(RankCorrelation.of(new double[] {0.0, 0.0, 1, 2}, new double[] {1, 2, 3, 4}),
                RankCorrelation.of(new double[] {-0.0, 0.0, 1, 2}, new double[] {1, 2, 3, 4}));
    }

    /** Plain R² of five values and two slopes is ½ on average, whatever they are; the adjusted one is 0. */
    @Test
    void aPlaneThroughNoiseExplainsNothingOnAverage() {
        double[] explained = IntStream.range(0, 2_000).mapToDouble(s -> PlaneFit.given(new int[5], normals(5, 3 * s), normals(5,
                3 * s + 1),
                normals(5, 3 * s + 2)).explained()).toArray();
        assertEquals(0, Statistics.mean(explained), 4 * Statistics.standardError(explained));
    }
}
