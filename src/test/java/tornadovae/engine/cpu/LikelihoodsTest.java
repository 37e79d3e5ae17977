package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tornadovae.engine.cpu.ProductsTest.normals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LikelihoodsTest {

    private static final int[] WIDTHS = {1, 3, 16, 31, 33, 257};
    private static final int ROWS = 3;
    private static final float SCALE = 0.01f;

    static Stream<Likelihoods> kernels() {
        return Stream.of(new VectorLikelihoods(), new ScalarLikelihoods());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void bernoulliCountsValidColumnsOnly(Likelihoods kernel) {
        for (int columns : WIDTHS) {
            int stride = Lanes.padColumns(columns);
            float[] logits = times(normals(1, ROWS * stride), 5);
            float[] x = normals(2, ROWS * stride);
            float[] gradient = logits.clone();
            float[] nll = new float[ROWS * 2];
            kernel.bernoulli(logits, 0, stride, x, 0, stride, ROWS, columns, nll, 1, 2);
            kernel.bernoulliGradient(gradient, 0, stride, x, 0, stride, ROWS, columns, SCALE);
            for (int r = 0; r < ROWS; r++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    double logit = logits[r * stride + j];
                    sum += Math.log1p(Math.exp(logit)) - x[r * stride + j] * logit;
                    assertEquals(SCALE * (1 / (1 + Math.exp(-logit)) - x[r * stride + j]), gradient[r * stride + j], 1e-8);
                }
                assertEquals(sum, nll[1 + 2 * r], 1e-6 * (10 + 5 * columns));
            }
            paddingIsZero(gradient, stride, columns);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gaussianHasNoGradientBelowTheFloor(Likelihoods kernel) {
        float floor = -1.5f;
        for (int columns : WIDTHS) {
            int stride = Lanes.padColumns(2 * columns), xStride = Lanes.padColumns(columns);
            float[] out = normals(1, ROWS * stride), x = normals(2, ROWS * xStride), gradient = out.clone(),
                    nll = new float[ROWS];
            kernel.gaussian(gradient, 0, columns, stride, x, 0, xStride, ROWS, columns, floor, SCALE, nll, 0, 1);
            for (int r = 0; r < ROWS; r++) {
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    int mean = r * stride + j, logVar = mean + columns;
                    double s = Math.max(out[logVar], floor), difference = out[mean] - x[r * xStride + j],
                            precision = Math.exp(-s);
                    sum += 0.5 * (Math.log(2 * Math.PI) + s + difference * difference * precision);
                    assertEquals(SCALE * difference * precision, gradient[mean], 2e-7);
                    assertEquals(out[logVar] < floor ? 0 : SCALE * 0.5 * (1 - difference * difference * precision),
                            gradient[logVar], 3e-7);
                }
                assertEquals(sum, nll[r], 1e-6 * (10 + 5 * columns));
                for (int j = 2 * columns; j < stride; j++) {
                    assertEquals(out[r * stride + j], gradient[r * stride + j], "what lies beyond a row is left alone");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void notANumberReachesTheLoss(Likelihoods kernel) {
        float[] a = new float[Lanes.PANEL], b = new float[Lanes.PANEL], x = new float[Lanes.PANEL], nll = new float[1];
        a[0] = Float.NaN;
        kernel.bernoulli(a, 0, Lanes.PANEL, x, 0, Lanes.PANEL, 1, 2, nll, 0, 1);
        kernel.bernoulliGradient(a, 0, Lanes.PANEL, x, 0, Lanes.PANEL, 1, 2, SCALE);
        assertTrue(Float.isNaN(nll[0]) && Float.isNaN(a[0]));
        b[3] = Float.NaN;
        kernel.gaussian(b, 0, 2, Lanes.PANEL, x, 0, Lanes.PANEL, 1, 2, -8, SCALE, nll, 0, 1);
        assertTrue(Float.isNaN(nll[0]) && Float.isNaN(b[3]));
    }

    private static void paddingIsZero(float[] gradient, int stride, int columns) {
        for (int r = 0; r < ROWS; r++) {
            for (int j = columns; j < Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES; j++) {
                assertEquals(0, gradient[r * stride + j]);
            }
        }
    }

    private static float[] times(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }
}
