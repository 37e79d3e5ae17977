package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.math.Philox;

class ProductsTest {

    private static final int[] DEPTHS = {0, 1, 3, 31, 33, 257};

    static Stream<Products> kernels() {
        return Stream.of(new Products10x2(), new Products6x2(), new ScalarProducts());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void tileOfRowMajorAIsTheSumOverDepth(Products kernel) {
        for (int depth : DEPTHS) {
            check(kernel, panel(kernel), depth, depth + 3, 1, panel(kernel));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void tileOfTransposedAIsTheSumOverDepth(Products kernel) {
        for (int depth : DEPTHS) {
            check(kernel, panel(kernel), depth, 1, kernel.rows() + 5, panel(kernel) + 7);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void narrowTileIsTheLeftHalf(Products kernel) {
        for (int depth : DEPTHS) {
            check(kernel, panel(kernel) / 2, depth, depth + 3, 1, panel(kernel));
            check(kernel, panel(kernel) / 2, depth, 1, kernel.rows() + 5, panel(kernel) + 7);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void columnSumsAddUpEveryRow(Products kernel) {
        int width = panel(kernel);
        for (int depth : DEPTHS) {
            float[] b = normals(1, 5 + depth * (width + 3) + width);
            float[] c = new float[width + 2];
            kernel.columnSums(b, 5, width + 3, depth, c, 1);
            for (int n = 0; n < width; n++) {
                double sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += b[5 + k * (width + 3) + n];
                }
                assertEquals(sum, c[1 + n], 1e-6 * (1 + depth));
            }
            assertEquals(0, c[0]);
            assertEquals(0, c[width + 1]);
        }
    }

    private static void check(Products kernel, int width, int depth, int aRow, int aColumn, int bStep) {
        int a0 = 2, b0 = 3, c0 = 4, cStride = width + 5, rows = kernel.rows();
        float[] a = normals(1, a0 + rows * aRow + depth * aColumn + 1);
        float[] b = normals(2, b0 + depth * bStep + width);
        float[] c = new float[c0 + rows * cStride];
        Arrays.fill(c, 7);
        if (width == panel(kernel)) {
            kernel.tile(a, a0, aRow, aColumn, b, b0, bStep, depth, c, c0, cStride);
        } else {
            kernel.narrowTile(a, a0, aRow, aColumn, b, b0, bStep, depth, c, c0, cStride);
        }
        for (int at = 0; at < c.length; at++) {
            int m = Math.floorDiv(at - c0, cStride), n = Math.floorMod(at - c0, cStride);
            double expected = m < 0 || n >= width ? 7 : 0;
            for (int k = 0; m >= 0 && n < width && k < depth; k++) {
                expected += (double) a[a0 + m * aRow + k * aColumn] * b[b0 + k * bStep + n];
            }
            assertEquals(expected, c[at], 1e-6 * (1 + depth), "row " + m + ", column " + n + ", depth " + depth);
        }
    }

    private static int panel(Products kernel) {
        return Lanes.PANEL;
    }

    static float[] normals(int seed, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Philox.normal(seed, Philox.Stream.DATA, 0, i);
        }
        return values;
    }
}
