package tornadovae.engine.cpu;

import java.util.Arrays;

/** {@link Activations} one float at a time. */
final class ScalarActivations implements Activations {

    @Override
    public void identity(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j++) {
                float x = c[i + j] + bias[bias0 + j];
                c[i + j] = x;
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void tanh(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j++) {
                float x = c[i + j] + bias[bias0 + j];
                c[i + j] = ScalarMath.tanh(x);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void relu(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j++) {
                float x = c[i + j] + bias[bias0 + j];
                c[i + j] = x < 0 ? 0 : x;
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void softplus(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j++) {
                float x = c[i + j] + bias[bias0 + j];
                c[i + j] = ScalarMath.softplus(x);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void sigmoid(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0) {
        for (int r = 0, i = c0; r < rows; r++, i += cStride) {
            for (int j = 0; j < columns; j++) {
                float x = c[i + j] + bias[bias0 + j];
                c[i + j] = ScalarMath.sigmoid(x);
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void tanhGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0, i = c0, k = y0; r < rows; r++, i += cStride, k += yStride) {
            for (int j = 0; j < columns; j++) {
                c[i + j] *= 1 - y[k + j] * y[k + j];
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void reluGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0, i = c0, k = y0; r < rows; r++, i += cStride, k += yStride) {
            for (int j = 0; j < columns; j++) {
                c[i + j] = y[k + j] <= 0 ? 0 : c[i + j];
            }
            clearTail(c, i, columns);
        }
    }

    @Override
    public void softplusGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride) {
        for (int r = 0, i = c0, k = y0; r < rows; r++, i += cStride, k += yStride) {
            for (int j = 0; j < columns; j++) {
                c[i + j] *= -ScalarMath.expm1(-y[k + j]);
            }
            clearTail(c, i, columns);
        }
    }

    private static void clearTail(float[] c, int row, int columns) {
        Arrays.fill(c, row + columns, row + Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES, 0f);
    }
}
