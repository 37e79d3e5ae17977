package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tornadovae.engine.cpu.ProductsTest.normals;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {

    private static final int[] WIDTHS = {1, 3, 16, 31, 33, 257};
    private static final int ROWS = 3;

    @FunctionalInterface
    private interface Forward {
        void apply(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0);
    }

    @FunctionalInterface
    private interface Backward {
        void apply(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride);
    }

    static Stream<Activations> kernels() {
        return Stream.of(new VectorActivations(), new ScalarActivations());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void activationsAddTheBiasFirst(Activations kernel) {
        forward(kernel::identity, x -> x);
        forward(kernel::tanh, Math::tanh);
        forward(kernel::relu, x -> Math.max(x, 0));
        forward(kernel::softplus, x -> Math.log1p(Math.exp(x)));
        forward(kernel::sigmoid, x -> 1 / (1 + Math.exp(-x)));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsMultiplyByTheDerivativeFromTheOutput(Activations kernel) {
        backward(kernel::tanhGradient, (dy, y) -> dy * (1 - y * y));
        backward(kernel::reluGradient, (dy, y) -> y > 0 ? dy : 0);
        backward(kernel::softplusGradient, (dy, y) -> -dy * Math.expm1(-y));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void notANumberIsNeverHidden(Activations kernel) {
        for (Forward activation : new Forward[] {kernel::identity, kernel::tanh, kernel::relu, kernel::softplus,
                kernel::sigmoid}) {
            float[] c = new float[Lanes.PANEL];
            c[1] = Float.NaN;
            activation.apply(c, 0, Lanes.PANEL, 1, 2, new float[Lanes.PANEL], 0);
            assertTrue(Float.isNaN(c[1]) && !Float.isNaN(c[0]));
        }
        for (Backward gradient : new Backward[] {kernel::tanhGradient, kernel::reluGradient, kernel::softplusGradient}) {
            float[] c = new float[Lanes.PANEL];
            float[] y = new float[Lanes.PANEL];
            y[0] = y[1] = 0.5f;
            c[1] = Float.NaN;
            gradient.apply(c, 0, Lanes.PANEL, 1, 2, y, 0, Lanes.PANEL);
            assertTrue(Float.isNaN(c[1]) && !Float.isNaN(c[0]));
        }
    }

    private static void forward(Forward kernel, DoubleUnaryOperator exact) {
        for (int columns : WIDTHS) {
            int stride = Lanes.padColumns(columns), c0 = Lanes.LANES, bias0 = 5;
            float[] before = normals(1, c0 + ROWS * stride);
            float[] c = before.clone();
            float[] bias = normals(2, bias0 + stride);
            kernel.apply(c, c0, stride, ROWS, columns, bias, bias0);
            check(c, before, c0, stride, columns, i -> {
                int column = (i - c0) % stride;
                return exact.applyAsDouble((double) before[i] + bias[bias0 + column]);
            });
        }
    }

    private static void backward(Backward kernel, DoubleBinaryOperator exact) {
        for (int columns : WIDTHS) {
            int stride = Lanes.padColumns(columns), c0 = Lanes.LANES;
            float[] before = normals(1, c0 + ROWS * stride);
            float[] c = before.clone();
            float[] y = normals(2, ROWS * stride);
            for (int i = 0; i < y.length; i++) {
                y[i] = Math.abs(y[i]) * (i % 3 == 0 ? 0 : 0.3f);
            }
            kernel.apply(c, c0, stride, ROWS, columns, y, 0, stride);
            check(c, before, c0, stride, columns, i -> exact.applyAsDouble(before[i], y[i - c0]));
        }
    }

    private static void check(float[] c, float[] before, int c0, int stride, int columns, IntToDoubleFunction exact) {
        int written = Math.ceilDiv(columns, Lanes.LANES) * Lanes.LANES;
        for (int i = 0; i < c.length; i++) {
            int column = Math.floorMod(i - c0, stride);
            if (i < c0 || column >= written) {
                assertEquals(before[i], c[i], "outside, at " + i);
            } else if (column >= columns) {
                assertEquals(0, c[i], "padding, at " + i);
            } else {
                double expected = exact.applyAsDouble(i);
                assertEquals(expected, c[i], 1e-6 * (0.3 + Math.abs(expected)), "column " + column + " of " + columns);
            }
        }
    }
}
