package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of up to 11 rows × 2 vectors, every sum in a register of its own: right for 32 vector registers (AVX-512, NEON).
 * Columns of A come 8 at a time, as four times 8 make a panel.
 */
final class Products11x2 implements Products {

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;
    private static final int PANEL = Lanes.PANEL;

    @Override
    public int rows() {
        return 11;
    }

    @Override
    public int columns() {
        return 8;
    }

    @Override
    public void rows(boolean tall, float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        for (int n = 0; n < PANEL; n += 2 * LANES) {
            if (tall) {
                rows11(a, a0, aPanel, b, b0 + n, depth, c, c0 + n, cStride);
            } else {
                rows10(a, a0, aPanel, b, b0 + n, depth, c, c0 + n, cStride);
            }
        }
    }

    @Override
    public void columns(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        for (int n = 0; n < PANEL; n += 2 * LANES) columns8(a, a0, b, b0 + n, depth, c, c0 + n);
    }

    /** After {@code k} columns of A: {@code skip} where these end a panel, else 0, without a branch. */
    private static int skipAfter(int k, int skip) {
        return skip & ((k & PANEL - 1) - 1) >> 31;
    }

    private static void rows11(float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        FloatVector l4 = FloatVector.zero(SPECIES), r4 = FloatVector.zero(SPECIES);
        FloatVector l5 = FloatVector.zero(SPECIES), r5 = FloatVector.zero(SPECIES);
        FloatVector l6 = FloatVector.zero(SPECIES), r6 = FloatVector.zero(SPECIES);
        FloatVector l7 = FloatVector.zero(SPECIES), r7 = FloatVector.zero(SPECIES);
        FloatVector l8 = FloatVector.zero(SPECIES), r8 = FloatVector.zero(SPECIES);
        FloatVector l9 = FloatVector.zero(SPECIES), r9 = FloatVector.zero(SPECIES);
        FloatVector l10 = FloatVector.zero(SPECIES), r10 = FloatVector.zero(SPECIES);
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
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5 * PANEL]);
            l5 = x5.fma(left, l5);
            r5 = x5.fma(right, r5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[i + 6 * PANEL]);
            l6 = x6.fma(left, l6);
            r6 = x6.fma(right, r6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[i + 7 * PANEL]);
            l7 = x7.fma(left, l7);
            r7 = x7.fma(right, r7);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[i + 8 * PANEL]);
            l8 = x8.fma(left, l8);
            r8 = x8.fma(right, r8);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[i + 9 * PANEL]);
            l9 = x9.fma(left, l9);
            r9 = x9.fma(right, r9);
            FloatVector x10 = FloatVector.broadcast(SPECIES, a[i + 10 * PANEL]);
            l10 = x10.fma(left, l10);
            r10 = x10.fma(right, r10);
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
        l5.intoArray(c, c0 + 5 * cStride);
        r5.intoArray(c, c0 + 5 * cStride + LANES);
        l6.intoArray(c, c0 + 6 * cStride);
        r6.intoArray(c, c0 + 6 * cStride + LANES);
        l7.intoArray(c, c0 + 7 * cStride);
        r7.intoArray(c, c0 + 7 * cStride + LANES);
        l8.intoArray(c, c0 + 8 * cStride);
        r8.intoArray(c, c0 + 8 * cStride + LANES);
        l9.intoArray(c, c0 + 9 * cStride);
        r9.intoArray(c, c0 + 9 * cStride + LANES);
        l10.intoArray(c, c0 + 10 * cStride);
        r10.intoArray(c, c0 + 10 * cStride + LANES);
    }

    private static void rows10(float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        FloatVector l4 = FloatVector.zero(SPECIES), r4 = FloatVector.zero(SPECIES);
        FloatVector l5 = FloatVector.zero(SPECIES), r5 = FloatVector.zero(SPECIES);
        FloatVector l6 = FloatVector.zero(SPECIES), r6 = FloatVector.zero(SPECIES);
        FloatVector l7 = FloatVector.zero(SPECIES), r7 = FloatVector.zero(SPECIES);
        FloatVector l8 = FloatVector.zero(SPECIES), r8 = FloatVector.zero(SPECIES);
        FloatVector l9 = FloatVector.zero(SPECIES), r9 = FloatVector.zero(SPECIES);
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
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5 * PANEL]);
            l5 = x5.fma(left, l5);
            r5 = x5.fma(right, r5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[i + 6 * PANEL]);
            l6 = x6.fma(left, l6);
            r6 = x6.fma(right, r6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[i + 7 * PANEL]);
            l7 = x7.fma(left, l7);
            r7 = x7.fma(right, r7);
            FloatVector x8 = FloatVector.broadcast(SPECIES, a[i + 8 * PANEL]);
            l8 = x8.fma(left, l8);
            r8 = x8.fma(right, r8);
            FloatVector x9 = FloatVector.broadcast(SPECIES, a[i + 9 * PANEL]);
            l9 = x9.fma(left, l9);
            r9 = x9.fma(right, r9);
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
        l5.intoArray(c, c0 + 5 * cStride);
        r5.intoArray(c, c0 + 5 * cStride + LANES);
        l6.intoArray(c, c0 + 6 * cStride);
        r6.intoArray(c, c0 + 6 * cStride + LANES);
        l7.intoArray(c, c0 + 7 * cStride);
        r7.intoArray(c, c0 + 7 * cStride + LANES);
        l8.intoArray(c, c0 + 8 * cStride);
        r8.intoArray(c, c0 + 8 * cStride + LANES);
        l9.intoArray(c, c0 + 9 * cStride);
        r9.intoArray(c, c0 + 9 * cStride + LANES);
    }

    private static void columns8(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        FloatVector l4 = FloatVector.zero(SPECIES), r4 = FloatVector.zero(SPECIES);
        FloatVector l5 = FloatVector.zero(SPECIES), r5 = FloatVector.zero(SPECIES);
        FloatVector l6 = FloatVector.zero(SPECIES), r6 = FloatVector.zero(SPECIES);
        FloatVector l7 = FloatVector.zero(SPECIES), r7 = FloatVector.zero(SPECIES);
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
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4]);
            l4 = x4.fma(left, l4);
            r4 = x4.fma(right, r4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5]);
            l5 = x5.fma(left, l5);
            r5 = x5.fma(right, r5);
            FloatVector x6 = FloatVector.broadcast(SPECIES, a[i + 6]);
            l6 = x6.fma(left, l6);
            r6 = x6.fma(right, r6);
            FloatVector x7 = FloatVector.broadcast(SPECIES, a[i + 7]);
            l7 = x7.fma(left, l7);
            r7 = x7.fma(right, r7);
        }
        l0.intoArray(c, c0);
        r0.intoArray(c, c0 + LANES);
        l1.intoArray(c, c0 + PANEL);
        r1.intoArray(c, c0 + PANEL + LANES);
        l2.intoArray(c, c0 + 2 * PANEL);
        r2.intoArray(c, c0 + 2 * PANEL + LANES);
        l3.intoArray(c, c0 + 3 * PANEL);
        r3.intoArray(c, c0 + 3 * PANEL + LANES);
        l4.intoArray(c, c0 + 4 * PANEL);
        r4.intoArray(c, c0 + 4 * PANEL + LANES);
        l5.intoArray(c, c0 + 5 * PANEL);
        r5.intoArray(c, c0 + 5 * PANEL + LANES);
        l6.intoArray(c, c0 + 6 * PANEL);
        r6.intoArray(c, c0 + 6 * PANEL + LANES);
        l7.intoArray(c, c0 + 7 * PANEL);
        r7.intoArray(c, c0 + 7 * PANEL + LANES);
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
