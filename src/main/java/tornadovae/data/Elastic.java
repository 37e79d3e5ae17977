package tornadovae.data;

import tornadovae.math.Philox;
import tornadovae.math.Philox.Stream;

/**
 * A smooth random deformation of the unit square, as a hand makes it: d(x, y) = a Σᵢⱼ cᵢⱼ / (i + j) · cos πix · cos πjy for both coordinates, with cᵢⱼ
 * uniform in [−1, 1). Modes that would only shift, slant or rotate are left out, because other factors do that.
 */
record Elastic(float amplitude, float[] cx, float[] cy) {

    private static final int[][] MODES_X = {{1, 0}, {0, 2}, {1, 1}, {2, 0}, {1, 2}, {2, 1}, {0, 3}, {2, 2}, {3, 1}};
    private static final int[][] MODES_Y = {{0, 1}, {2, 0}, {1, 1}, {0, 2}, {2, 1}, {1, 2}, {3, 0}, {2, 2}, {1, 3}};

    /** Draws the coefficients of one image from words {@code index} onwards of its step. */
    static Elastic draw(float amplitude, int seed, int step, int index) {
        float[] cx = new float[MODES_X.length], cy = new float[MODES_Y.length];
        for (int m = 0; m < cx.length; m++) {
            cx[m] = 2 * Philox.uniform(seed, Stream.DATA, step, index + 2 * m) - 1;
            cy[m] = 2 * Philox.uniform(seed, Stream.DATA, step, index + 2 * m + 1) - 1;
        }
        return new Elastic(amplitude, cx, cy);
    }

    Curve bend(Curve curve) {
        float[] x = curve.x().clone(), y = curve.y().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += amplitude * sum(MODES_X, cx, curve.x()[i], curve.y()[i]);
            y[i] += amplitude * sum(MODES_Y, cy, curve.x()[i], curve.y()[i]);
        }
        return new Curve(x, y);
    }

    private static float sum(int[][] modes, float[] coefficients, float x, float y) {
        float sum = 0;
        for (int m = 0; m < modes.length; m++) {
            int i = modes[m][0], j = modes[m][1];
            sum += coefficients[m] / (i + j) * (float) (StrictMath.cos(Math.PI * i * x) * StrictMath.cos(Math.PI * j * y));
        }
        return sum;
    }
}
