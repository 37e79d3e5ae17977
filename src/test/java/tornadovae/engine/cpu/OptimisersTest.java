package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tornadovae.engine.cpu.ProductsTest.normals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimisersTest {

    private static final int COUNT = 3 * Lanes.LANES;
    private static final int W0 = 2;
    private static final int G0 = 5;

    static Stream<Optimisers> kernels() {
        return Stream.of(new VectorOptimisers(), new ScalarOptimisers());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adamFollowsTheFormulaForSeveralSteps(Optimisers kernel) {
        double rate = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
        float[] w = normals(1, W0 + COUNT + 3), m = new float[w.length], v = new float[w.length], before = w.clone();
        double[] exactW = toDouble(w), exactM = new double[w.length], exactV = new double[w.length];
        for (int t = 1; t <= 5; t++) {
            float[] g = normals(10 + t, G0 + COUNT);
            double correction1 = 1 - Math.pow(beta1, t), correction2 = 1 - Math.pow(beta2, t);
            kernel.adam(w, m, v, W0, g, G0, COUNT, (float) (rate / correction1), beta1, beta2,
                    (float) (1 / Math.sqrt(correction2)), (float) epsilon);
            for (int i = W0; i < W0 + COUNT; i++) {
                double gradient = g[i - W0 + G0];
                exactM[i] = beta1 * exactM[i] + (1 - beta1) * gradient;
                exactV[i] = beta2 * exactV[i] + (1 - beta2) * gradient * gradient;
                exactW[i] -= rate / correction1 * exactM[i] / (Math.sqrt(exactV[i]) / Math.sqrt(correction2) + epsilon);
            }
        }
        for (int i = 0; i < w.length; i++) {
            boolean inside = i >= W0 && i < W0 + COUNT;
            assertEquals(inside ? exactW[i] : before[i], w[i], 1e-6);
            assertEquals(exactM[i], m[i], 1e-6);
            assertEquals(exactV[i], v[i], 1e-6 * exactV[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adagradFollowsTheFormulaForSeveralSteps(Optimisers kernel) {
        double rate = 0.01, epsilon = 1e-10;
        float[] w = normals(1, W0 + COUNT + 3), h = new float[w.length], before = w.clone();
        double[] exactW = toDouble(w), exactH = new double[w.length];
        for (int t = 1; t <= 5; t++) {
            float[] g = normals(10 + t, G0 + COUNT);
            kernel.adagrad(w, h, W0, g, G0, COUNT, (float) rate, (float) epsilon);
            for (int i = W0; i < W0 + COUNT; i++) {
                double gradient = g[i - W0 + G0];
                exactH[i] += gradient * gradient;
                exactW[i] -= rate * gradient / (Math.sqrt(exactH[i]) + epsilon);
            }
        }
        for (int i = 0; i < w.length; i++) {
            boolean inside = i >= W0 && i < W0 + COUNT;
            assertEquals(inside ? exactW[i] : before[i], w[i], 1e-6);
            assertEquals(exactH[i], h[i], 1e-6 * (1 + exactH[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void momentsNeverStayDenormalAndNaNIsKept(Optimisers kernel) {
        float[] w = new float[COUNT], m = new float[COUNT], v = new float[COUNT], g = new float[COUNT];
        m[0] = -1.05e-30f;
        v[0] = 1.0005e-30f;
        g[1] = Float.NaN;
        kernel.adam(w, m, v, 0, g, 0, COUNT, 0.1f, 0.9, 0.999, 1, 1e-8f);
        assertEquals(0, Math.abs(m[0]));
        assertEquals(0, v[0]);
        assertEquals(Float.NaN, m[1]);
        assertEquals(Float.NaN, v[1]);
        assertEquals(Float.NaN, w[1]);
        assertEquals(0, w[2]);
    }

    private static double[] toDouble(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
