package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of up to 5 rows × 2 vectors, every sum in a register of its own: right for 16 vector registers (AVX2).
 * From six rows on the JIT keeps sums in memory.
 */
final class Products5x2 implements Products {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final int PANEL = Lanes.PANEL;

    @Override
    public int rows() {
        return 5;
    }

    @Override
    public int columns() {
        return 4;
    }

    @Override
    public void rows(boolean tall, float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        for (int n = 0; n < PANEL; n += 2 * LANES) {
            if (tall) {
                rows5(a, a0, aPanel, b, b0 + n, depth, c, c0 + n, cStride);
            } else {
                rows4(a, a0, aPanel, b, b0 + n, depth, c, c0 + n, cStride);
            }
        }
    }

    @Override
    public void columns(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        for (int n = 0; n < PANEL; n += 2 * LANES) columns4(a, a0, b, b0 + n, depth, c, c0 + n);
    }

    /** After {@code k} columns of A: {@code skip} where these end a panel, else 0, without a branch. */
    private static int skipAfter(int k, int skip) {
        return skip & ((k & PANEL - 1) - 1) >> 31;
    }

    private static void rows5(float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        FloatVector l4 = FloatVector.zero(SPECIES), r4 = FloatVector.zero(SPECIES);
        int skip = aPanel - PANEL;
        for (int k = 1, i = a0, j = b0; k <= depth; i += 1 + skipAfter(k, skip), j += PANEL, k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, j), right = FloatVector.fromArray(SPECIES, b, j + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + PANEL]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2 * PANEL]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3 * PANEL]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4 * PANEL]);
            l4 = x4.fma(left, l4);
            r4 = x4.fma(right, r4);
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c0 + cStride);
        r1.intoArray(c, c0 + cStride + LANES);
        l2.intoArray(c, c0 + 2 * cStride);
        r2.intoArray(c, c0 + 2 * cStride + LANES);
        l3.intoArray(c, c0 + 3 * cStride);
        r3.intoArray(c, c0 + 3 * cStride + LANES);
        l4.intoArray(c, c0 + 4 * cStride);
        r4.intoArray(c, c0 + 4 * cStride + LANES);
    }

    private static void rows4(float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        int skip = aPanel - PANEL;
        for (int k = 1, i = a0, j = b0; k <= depth; i += 1 + skipAfter(k, skip), j += PANEL, k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, j), right = FloatVector.fromArray(SPECIES, b, j + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + PANEL]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2 * PANEL]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3 * PANEL]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c0 + cStride);
        r1.intoArray(c, c0 + cStride + LANES);
        l2.intoArray(c, c0 + 2 * cStride);
        r2.intoArray(c, c0 + 2 * cStride + LANES);
        l3.intoArray(c, c0 + 3 * cStride);
        r3.intoArray(c, c0 + 3 * cStride + LANES);
    }

    private static void columns4(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        for (int k = 0, i = a0, j = b0; k < depth; k++, i += PANEL, j += PANEL) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, j), right = FloatVector.fromArray(SPECIES, b, j + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + 1]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c0 + PANEL);
        r1.intoArray(c, c0 + PANEL + LANES);
        l2.intoArray(c, c0 + 2 * PANEL);
        r2.intoArray(c, c0 + 2 * PANEL + LANES);
        l3.intoArray(c, c0 + 3 * PANEL);
        r3.intoArray(c, c0 + 3 * PANEL + LANES);
    }

    @Override
    public void columnSums(float[] b, int b0, int depth, float[] c, int c0) {
        for (int n = 0; n < PANEL; n += 2 * LANES) {
            FloatVector left = FloatVector.zero(SPECIES), right = FloatVector.zero(SPECIES);
            for (int k = 0, j = b0 + n; k < depth; k++, j += PANEL) {
                left = left.add(FloatVector.fromArray(SPECIES, b, j));
                right = right.add(FloatVector.fromArray(SPECIES, b, j + LANES));
            }
            left.intoArray(c, c0 + n);
            right.intoArray(c, c0 + n + LANES);
        }
    }
}
