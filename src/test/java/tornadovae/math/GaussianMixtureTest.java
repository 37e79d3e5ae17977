package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GaussianMixtureTest {

    private final GaussianMixture standard = new GaussianMixture(new double[][] {{0, 0}}, new double[][] {{0, 0}});
    private final GaussianMixture three =
            new GaussianMixture(new double[][] {{-2, 1}, {0.5, -1}, {3, 2}}, new double[][] {{-1, 0.5}, {0, -2}, {0.3, -0.7}});

    @Test
    void oneStandardNormalIsThat() {
        assertEquals(-Math.log(2 * Math.PI) - 0.5 * (0.3 * 0.3 + 1.5 * 1.5),
                standard.logDensity(new double[] {0.3, -1.5}), 1e-14);
        for (double u : new double[] {1e-6, 0.025, 0.5, 0.8, 1 - 1e-9}) {
            assertEquals(Normal.quantile(u), standard.quantile(1, u), 0);
            assertEquals(Normal.quantile(u), standard.quantile(0, u, 1, 2.5), 0);
        }
        float[] draw = standard.draw(5, 3);
        for (int j = 0; j < 2; j++) assertEquals(Philox.normal(5, Philox.Stream.PRIOR, 0, 6 + j), draw[j], 0);
    }

    /** The density by the midpoint rule on a fine grid. */
    @Test
    void theDensityHasMassOne() {
        double sum = 0, step = 0.05;
        for (double a = -12; a < 12; a += step) {
            for (double b = -12; b < 12; b += step) sum += Math.exp(three.logDensity(new double[] {a, b})) * step * step;
        }
        assertEquals(1, sum, 1e-9);
    }

    /** Mass of the joint density to the left of z1's quantile, and below z2's within a thin strip about a value of z1. */
    @Test
    void rosenblattsMapCutsOffThatMuchMass() {
        double step = 0.01, at = 0.7, strip = 1e-4;
        for (double u : new double[] {0.1, 0.5, 0.93}) {
            double z1 = three.quantile(0, u), z2 = three.quantile(1, u, 0, at), left = 0, below = 0, all = 0;
            for (double a = -12 + step / 2; a < z1; a += step) {
                double width = Math.min(step, z1 - (a - step / 2));
                for (double b = -10 + 0.05; b < 10; b += 0.1) {
                    left += Math.exp(three.logDensity(new double[] {a, b})) * width * 0.1;
                }
            }
            for (double b = -10 + step / 2; b < 10; b += step) {
                double mass = Math.exp(three.logDensity(new double[] {at, b})) * step * strip;
                all += mass;
                below += mass * Math.clamp((z2 - (b - step / 2)) / step, 0, 1);
            }
            assertEquals(u, left, 2e-3);
            assertEquals(u, below / all, 1e-4);
        }
    }

    @Test
    void quantilesRiseAndLieBetweenComponents() {
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < 200; i++) {
            double z = three.quantile(0, i / 200.0, 1, -1.0);
            assertTrue(z >= before, z + " after " + before);
            before = z;
        }
        // far from all but the last component, given the other dimension
        assertEquals(3 + Math.exp(0.15) * Normal.quantile(0.3),
                new GaussianMixture(new double[][] {{-2, -40}, {3, 40}}, new double[][] {{0, 0}, {0.3, 0}})
                        .quantile(0, 0.3, 1, 40), 1e-12);
    }

    @Test
    void drawsHaveItsMoments() {
        int n = 40_000;
        double[] mean = new double[2], square = new double[2];
        for (int i = 0; i < n; i++) {
            float[] z = three.draw(11, i);
            for (int j = 0; j < 2; j++) {
                mean[j] += z[j] / n;
                square[j] += (double) z[j] * z[j] / n;
            }
        }
        assertArrayEquals(new double[] {0.5, 2.0 / 3}, mean, 0.05);
        assertEquals((4 + Math.exp(-1) + 0.25 + 1 + 9 + Math.exp(0.3)) / 3, square[0], 0.1);
        assertArrayEquals(new float[] {0.5f, 2f / 3}, three.mean(), 1e-6f);
    }
}
