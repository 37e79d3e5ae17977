package tornadovae.engine.cpu;

/**
 * The same tiles without the Vector API: 4 rows × 2 columns of sums in registers at a time. Multiply and add stay apart, as
 * {@code Math.fma} is slow without hardware.
 */
final class ScalarProducts implements Products {

    private static final int ROWS = 4;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public void tile(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c, int c0,
            int cStride) {
        for (int n = 0; n < Lanes.PANEL; n += 2) {
            twoColumns(a, a0, aRow, aColumn, b, b0 + n, bStep, depth, c, c0 + n, cStride);
        }
    }

    @Override
    public void narrowTile(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c, int c0,
            int cStride) {
        for (int n = 0; n < Lanes.LANES; n += 2) {
            twoColumns(a, a0, aRow, aColumn, b, b0 + n, bStep, depth, c, c0 + n, cStride);
        }
    }

    private static void twoColumns(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c,
            int c0, int cStride) {
        float l0 = 0, l1 = 0, l2 = 0, l3 = 0;
        float r0 = 0, r1 = 0, r2 = 0, r3 = 0;
        for (int k = 0, i = a0, j = b0; k < depth; k++, i += aColumn, j += bStep) {
            float left = b[j], right = b[j + 1];
            float x0 = a[i], x1 = a[i + aRow], x2 = a[i + 2 * aRow], x3 = a[i + 3 * aRow];
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

    @Override
    public void columnSums(float[] b, int b0, int bStep, int depth, float[] c, int c0) {
        for (int n = 0; n < Lanes.PANEL; n++) {
            float sum = 0;
            for (int k = 0, j = b0 + n; k < depth; k++, j += bStep) {
                sum += b[j];
            }
            c[c0 + n] = sum;
        }
    }
}
