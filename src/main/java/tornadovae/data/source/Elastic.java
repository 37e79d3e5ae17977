package tornadovae.data.source;

import tornadovae.math.Philox.Stream;
import tornadovae.math.Philox;

/**
 * A smooth random deformation of the unit square, as a hand makes it: d(x, y) = a Σᵢⱼ cᵢⱼ / (i + j) · cos πix · cos πjy for both
 * coordinates, with cᵢⱼ uniform in [−1, 1). Modes that would only shift, slant or rotate are left out, because other factors do
 * that.
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
            double[] cosX = cosines(x[i]), cosY = cosines(y[i]);
            x[i] += amplitude * sum(MODES_X, cx, cosX, cosY);
            y[i] += amplitude * sum(MODES_Y, cy, cosX, cosY);
        }
        return new Curve(x, y);
    }

    /** cos 0, cos πt, cos 2πt, cos 3πt, by Chebyshev's cos (k+1)a = 2 cos a cos ka − cos (k−1)a. */
    private static double[] cosines(float t) {
        double c = StrictMath.cos(Math.PI * t), c2 = 2 * c * c - 1;
        return new double[] {1, c, c2, 2 * c * c2 - c};
    }

    private static float sum(int[][] modes, float[] coefficients, double[] cosX, double[] cosY) {
        double sum = 0;
        for (int m = 0; m < modes.length; m++) {
            int i = modes[m][0], j = modes[m][1];
            sum += coefficients[m] / (i + j) * cosX[i] * cosY[j];
        }
        return (float) sum;
    }
}
