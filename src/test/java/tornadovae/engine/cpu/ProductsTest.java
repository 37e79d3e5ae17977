package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tornadovae.math.Philox;

class ProductsTest {

    private static final int[] DEPTHS = {0, 1, 3, 31, 32, 33, 64, 257};
    private static final int PANEL = Lanes.PANEL;

    static Stream<Products> kernels() {
        return Stream.of(new Products11x2(), new Products5x2(), new ScalarProducts());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aTileOfRowsIsTheSumOverDepth(Products kernel) {
        for (int depth : DEPTHS) {
            for (int height : new int[] {kernel.rows(), kernel.rows() - 1}) {
                check(height, depth, PANEL + 5, rows(kernel, height, depth), "rows");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aTileOfColumnsIsTheSumOverDepth(Products kernel) {
        assertEquals(0, PANEL % kernel.columns());
        for (int depth : DEPTHS) check(kernel.columns(), depth, PANEL, columns(kernel, depth), "columns");
    }

    /** Results must not depend on the tile: neither on its height nor on the kernel that a machine chooses. */
    @Test
    void everyTileHasTheSameBits() {
        for (int depth : DEPTHS) {
            float[] rows = rows(new Products11x2(), 11, depth), columns = columns(new Products11x2(), depth);
            for (Products kernel : List.of(new Products11x2(), new Products5x2())) {
                for (int height : new int[] {kernel.rows(), kernel.rows() - 1}) {
                    int length = height * (PANEL + 5);
                    assertArrayEquals(Arrays.copyOf(rows, length), Arrays.copyOf(rows(kernel, height, depth), length));
                }
                int length = Math.min(kernel.columns(), new Products11x2().columns()) * PANEL;
                assertArrayEquals(Arrays.copyOf(columns, length), Arrays.copyOf(columns(kernel, depth), length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void columnSumsAddUpEveryRow(Products kernel) {
        for (int depth : DEPTHS) {
            float[] b = normals(1, 5 + depth * PANEL), c = new float[PANEL + 2];
            kernel.columnSums(b, 5, depth, c, 1);
            for (int n = 0; n < PANEL; n++) {
                double sum = 0;
                for (int k = 0; k < depth; k++) sum += b[5 + k * PANEL + n];
                assertEquals(sum, c[1 + n], 1e-6 * (1 + depth));
            }
            assertEquals(0, c[0]);
            assertEquals(0, c[PANEL + 1]);
        }
    }

    /** A[m, k] and B[k, n], whatever the kernel. */
    private static float a(int m, int k) {
        return Philox.normal(1, Philox.Stream.DATA, m, k);
    }

    private static float b(int k, int n) {
        return Philox.normal(2, Philox.Stream.DATA, k, n);
    }

    private static float[] rows(Products kernel, int height, int depth) {
        int padded = kernel.rows() + 3, aPanel = padded * PANEL, cStride = PANEL + 5;
        float[] a = new float[2 * PANEL + Lanes.panels(Math.max(1, depth)) * aPanel], c = marked(height * cStride);
        for (int m = 0; m < height; m++) {
            for (int k = 0; k < depth; k++) a[2 * PANEL + k / PANEL * aPanel + m * PANEL + k % PANEL] = a(m, k);
        }
        kernel.rows(height == kernel.rows(), a, 2 * PANEL, aPanel, right(depth), 3, depth, c, 0, cStride);
        return c;
    }

    private static float[] columns(Products kernel, int depth) {
        float[] a = new float[5 + (depth + 1) * PANEL], c = marked(kernel.columns() * PANEL);
        for (int m = 0; m < kernel.columns(); m++) {
            for (int k = 0; k < depth; k++) a[5 + k * PANEL + m] = a(m, k);
        }
        kernel.columns(a, 5, right(depth), 3, depth, c, 0);
        return c;
    }

    private static float[] right(int depth) {
        float[] b = new float[3 + depth * PANEL];
        for (int k = 0; k < depth; k++) {
            for (int n = 0; n < PANEL; n++) b[3 + k * PANEL + n] = b(k, n);
        }
        return b;
    }

    /** Memory that shows what a tile has written, with more behind it. */
    private static float[] marked(int count) {
        float[] c = new float[count + PANEL];
        Arrays.fill(c, 7);
        return c;
    }

    private static void check(int height, int depth, int cStride, float[] c, String what) {
        for (int at = 0; at < c.length; at++) {
            int m = at / cStride, n = at % cStride;
            boolean written = m < height && n < PANEL;
            double expected = written ? 0 : 7;
            for (int k = 0; written && k < depth; k++) expected += (double) a(m, k) * b(k, n);
            assertEquals(expected, c[at], 1e-6 * (1 + depth), what + ": row " + m + ", column " + n + ", depth " + depth);
        }
    }

    static float[] normals(int seed, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Philox.normal(seed, Philox.Stream.DATA, 0, i);
        }
        return values;
    }
}
