package tornadovae.engine.cpu;

import java.util.Arrays;

/** {@link Likelihoods} one float at a time. */
final class ScalarLikelihoods implements Likelihoods {

    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    @Override
    public void bernoulli(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns,
            float[] nll, int nll0, int nllStride) {
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += ScalarMath.softplus(logits[i + j]) - x[k + j] * logits[i + j];
            }
            nll[nll0 + r * nllStride] = (float) sum;
        }
    }

    @Override
    public void bernoulliGradient(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows,
            int columns, float scale) {
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            for (int j = 0; j < columns; j++) {
                logits[i + j] = (ScalarMath.sigmoid(logits[i + j]) - x[k + j]) * scale;
            }
            clearTail(logits, i, columns);
        }
    }

    @Override
    public void gaussian(float[] out, int mean0, int logVar0, int outStride, float[] x, int x0, int xStride, int rows,
            int columns, float floor, float scale, float[] nll, int nll0, int nllStride) {
        for (int r = 0; r < rows; r++) {
            int m = mean0 + r * outStride, v = logVar0 + r * outStride, k = x0 + r * xStride;
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                float logVar = out[v + j], s = Math.max(logVar, floor), difference = out[m + j] - x[k + j];
                float weighted = difference * ScalarMath.exp(-s), squared = weighted * difference;
                sum += 0.5 * (LOG_2_PI + s + squared);
                out[m + j] = weighted * scale;
                out[v + j] = logVar < floor ? 0 : 0.5f * (1 - squared) * scale;
            }
            nll[nll0 + r * nllStride] = (float) sum;
        }
    }

    private static void clearTail(float[] c, int row, int columns) {
        Arrays.fill(c, row + columns, row + Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES, 0f);
    }
}
