package tornadovae.engine.cpu;

import java.util.Arrays;

/** {@link Likelihoods} one float at a time. */
final class ScalarLikelihoods implements Likelihoods {

    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    @Override
    public void bernoulli(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns, float scale,
                          float[] nll, int nll0, int nllStride) {
        for (int r = 0; r < rows; r++) {
            int i = logits0 + r * logitsStride;
            int k = x0 + r * xStride;
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                float logit = logits[i + j];
                sum += ScalarMath.softplus(logit) - x[k + j] * logit;
                logits[i + j] = (ScalarMath.sigmoid(logit) - x[k + j]) * scale;
            }
            clearTail(logits, i, columns);
            nll[nll0 + r * nllStride] = (float) sum;
        }
    }

    @Override
    public void gaussian(float[] out, int mean0, int logVar0, int outStride, float[] x, int x0, int xStride, int rows, int columns, float floor, float scale,
                         float[] nll, int nll0, int nllStride) {
        for (int r = 0; r < rows; r++) {
            nll[nll0 + r * nllStride] = (float) gaussian(out, mean0 + r * outStride, logVar0 + r * outStride, x, x0 + r * xStride, columns, floor, scale);
        }
    }

    /** The sum over {@code columns} pixels of one row, the gradients in place. */
    static double gaussian(float[] out, int mean0, int logVar0, float[] x, int x0, int columns, float floor, float scale) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            float logVar = out[logVar0 + j], s = Math.max(logVar, floor), difference = out[mean0 + j] - x[x0 + j];
            float weighted = difference * ScalarMath.exp(-s), squared = weighted * difference;
            sum += 0.5 * (LOG_2_PI + s + squared);
            out[mean0 + j] = weighted * scale;
            out[logVar0 + j] = logVar < floor ? 0 : 0.5f * (1 - squared) * scale;
        }
        return sum;
    }

    private static void clearTail(float[] c, int row, int columns) {
        Arrays.fill(c, row + columns, row + Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES, 0f);
    }
}
