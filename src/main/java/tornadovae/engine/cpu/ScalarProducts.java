package tornadovae.engine.cpu;

/**
 * The same tiles without the Vector API: 4 × 2 or 3 × 2 sums in registers at a time. Multiply and add stay apart, as
 * {@code Math.fma} is slow without hardware.
 */
final class ScalarProducts implements Products {

    private static final int ROWS = 4;
    private static final int PANEL = Lanes.PANEL;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return ROWS;
    }

    @Override
    public void rows(boolean tall, float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        for (int n = 0; n < PANEL; n += 2) {
            if (tall) fourRows(a, a0, aPanel, b, b0 + n, depth, c, c0 + n, cStride);
            else threeRows(a, a0, aPanel, b, b0 + n, depth, c, c0 + n, cStride);
        }
    }

    private static void fourRows(float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        float l0 = 0, l1 = 0, l2 = 0, l3 = 0;
        float r0 = 0, r1 = 0, r2 = 0, r3 = 0;
        for (int k = 0, j = b0; k < depth; k++, j += PANEL) {
            int i = a0 + k / PANEL * aPanel + k % PANEL;
            float left = b[j], right = b[j + 1];
            float x0 = a[i], x1 = a[i + PANEL], x2 = a[i + 2 * PANEL], x3 = a[i + 3 * PANEL];
            l0 += x0 * left;
            r0 += x0 * right;
            l1 += x1 * left;
            r1 += x1 * right;
            l2 += x2 * left;
            r2 += x2 * right;
            l3 += x3 * left;
            r3 += x3 * right;
        }
        c[c0] = l0;
        c[c0 + 1] = r0;
        c[c0 + cStride] = l1;
        c[c0 + cStride + 1] = r1;
        c[c0 + 2 * cStride] = l2;
        c[c0 + 2 * cStride + 1] = r2;
        c[c0 + 3 * cStride] = l3;
        c[c0 + 3 * cStride + 1] = r3;
    }

    private static void threeRows(float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        float l0 = 0, l1 = 0, l2 = 0;
        float r0 = 0, r1 = 0, r2 = 0;
        for (int k = 0, j = b0; k < depth; k++, j += PANEL) {
            int i = a0 + k / PANEL * aPanel + k % PANEL;
            float left = b[j], right = b[j + 1];
            float x0 = a[i], x1 = a[i + PANEL], x2 = a[i + 2 * PANEL];
            l0 += x0 * left;
            r0 += x0 * right;
            l1 += x1 * left;
            r1 += x1 * right;
            l2 += x2 * left;
            r2 += x2 * right;
        }
        c[c0] = l0;
        c[c0 + 1] = r0;
        c[c0 + cStride] = l1;
        c[c0 + cStride + 1] = r1;
        c[c0 + 2 * cStride] = l2;
        c[c0 + 2 * cStride + 1] = r2;
    }

    @Override
    public void columns(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        for (int n = 0; n < PANEL; n += 2) fourColumns(a, a0, b, b0 + n, depth, c, c0 + n);
    }

    private static void fourColumns(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        float l0 = 0, l1 = 0, l2 = 0, l3 = 0;
        float r0 = 0, r1 = 0, r2 = 0, r3 = 0;
        for (int k = 0, i = a0, j = b0; k < depth; k++, i += PANEL, j += PANEL) {
            float left = b[j], right = b[j + 1];
            float x0 = a[i], x1 = a[i + 1], x2 = a[i + 2], x3 = a[i + 3];
            l0 += x0 * left;
            r0 += x0 * right;
            l1 += x1 * left;
            r1 += x1 * right;
            l2 += x2 * left;
            r2 += x2 * right;
            l3 += x3 * left;
            r3 += x3 * right;
        }
        c[c0] = l0;
        c[c0 + 1] = r0;
        c[c0 + PANEL] = l1;
        c[c0 + PANEL + 1] = r1;
        c[c0 + 2 * PANEL] = l2;
        c[c0 + 2 * PANEL + 1] = r2;
        c[c0 + 3 * PANEL] = l3;
        c[c0 + 3 * PANEL + 1] = r3;
    }

    @Override
    public void columnSums(float[] b, int b0, int depth, float[] c, int c0) {
        for (int n = 0; n < PANEL; n++) {
            float sum = 0;
            for (int k = 0, j = b0 + n; k < depth; k++, j += PANEL) {
                sum += b[j];
            }
            c[c0 + n] = sum;
        }
    }
}
