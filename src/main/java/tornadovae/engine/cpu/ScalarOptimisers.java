package tornadovae.engine.cpu;

/** {@link Optimisers} one float at a time. */
final class ScalarOptimisers implements Optimisers {

    @Override
    public void adam(float[] w, float[] m, float[] v, int w0, float[] g, int g0, int count, float rate, double beta1,
            double beta2, float rootCorrection, float epsilon) {
        float decay1 = (float) beta1, gain1 = (float) (1 - beta1);
        float decay2 = (float) beta2, gain2 = (float) (1 - beta2);
        for (int i = w0, j = g0; i < w0 + count; i++, j++) {
            float mean = decay1 * m[i] + gain1 * g[j];
            float square = decay2 * v[i] + gain2 * g[j] * g[j];
            m[i] = Math.abs(mean) < NEGLIGIBLE ? 0 : mean;
            v[i] = square < NEGLIGIBLE ? 0 : square;
            w[i] -= rate * (m[i] / ((float) Math.sqrt(v[i]) * rootCorrection + epsilon));
        }
    }

    @Override
    public void addSquares(float[] g, int g0, int columns, double[] sums) {
        for (int k = 0, at = g0; k < columns; k++) {
            for (int q = 0; q < Lanes.PANEL; q++, at++) sums[q] += (double) g[at] * g[at];
        }
    }

    @Override
    public void adagrad(float[] w, float[] h, int w0, float[] g, int g0, int count, float rate, float epsilon) {
        for (int i = w0, j = g0; i < w0 + count; i++, j++) {
            h[i] += g[j] * g[j];
            w[i] -= rate * (g[j] / ((float) Math.sqrt(h[i]) + epsilon));
        }
    }
}
