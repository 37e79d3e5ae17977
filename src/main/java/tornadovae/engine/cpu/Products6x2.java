package tornadovae.engine.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Tiles of 6 rows × 2 vectors, every sum in a register of its own: 12 accumulators: right for 16 vector registers (AVX2). */
final class Products6x2 implements Products {

    static final int ROWS = 6;

    private static final VectorSpecies<Float> SPECIES = VectorMath.SPECIES;
    private static final int LANES = VectorMath.LANES;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public void tile(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c, int c0,
            int cStride) {
        for (int n = 0; n < Lanes.PANEL; n += 2 * LANES) {
            twoVectors(a, a0, aRow, aColumn, b, b0 + n, bStep, depth, c, c0 + n,
                    cStride);
        }
    }

    private static void twoVectors(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c,
            int c0, int cStride) {
        FloatVector l0 = FloatVector.zero(SPECIES), r0 = FloatVector.zero(SPECIES);
        FloatVector l1 = FloatVector.zero(SPECIES), r1 = FloatVector.zero(SPECIES);
        FloatVector l2 = FloatVector.zero(SPECIES), r2 = FloatVector.zero(SPECIES);
        FloatVector l3 = FloatVector.zero(SPECIES), r3 = FloatVector.zero(SPECIES);
        FloatVector l4 = FloatVector.zero(SPECIES), r4 = FloatVector.zero(SPECIES);
        FloatVector l5 = FloatVector.zero(SPECIES), r5 = FloatVector.zero(SPECIES);
        for (int k = 0, i = a0, j = b0; k < depth; k++, i += aColumn, j += bStep) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, j), right = FloatVector.fromArray(SPECIES, b, j + LANES);
            FloatVector x0 = FloatVector.broadcast(SPECIES, a[i]);
            l0 = x0.fma(left, l0);
            r0 = x0.fma(right, r0);
            FloatVector x1 = FloatVector.broadcast(SPECIES, a[i + aRow]);
            l1 = x1.fma(left, l1);
            r1 = x1.fma(right, r1);
            FloatVector x2 = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]);
            l2 = x2.fma(left, l2);
            r2 = x2.fma(right, r2);
            FloatVector x3 = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]);
            l3 = x3.fma(left, l3);
            r3 = x3.fma(right, r3);
            FloatVector x4 = FloatVector.broadcast(SPECIES, a[i + 4 * aRow]);
            l4 = x4.fma(left, l4);
            r4 = x4.fma(right, r4);
            FloatVector x5 = FloatVector.broadcast(SPECIES, a[i + 5 * aRow]);
            l5 = x5.fma(left, l5);
            r5 = x5.fma(right, r5);
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
    }

    @Override
    public void narrowTile(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c, int c0,
            int cStride) {
        if (LANES == Lanes.LANES) oneVector(a, a0, aRow, aColumn, b, b0, bStep, depth, c, c0, cStride);
        else {
            for (int n = 0; n < Lanes.LANES; n += 2 * LANES) {
                twoVectors(a, a0, aRow, aColumn, b, b0 + n, bStep, depth, c,
                        c0 + n, cStride);
            }
        }
    }

    private static void oneVector(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c,
            int c0,
            int cStride) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        for (int k = 0, i = a0, j = b0; k < depth; k++, i += aColumn, j += bStep) {
            FloatVector column = FloatVector.fromArray(SPECIES, b, j);
            s0 = FloatVector.broadcast(SPECIES, a[i]).fma(column, s0);
            s1 = FloatVector.broadcast(SPECIES, a[i + aRow]).fma(column, s1);
            s2 = FloatVector.broadcast(SPECIES, a[i + 2 * aRow]).fma(column, s2);
            s3 = FloatVector.broadcast(SPECIES, a[i + 3 * aRow]).fma(column, s3);
            s4 = FloatVector.broadcast(SPECIES, a[i + 4 * aRow]).fma(column, s4);
            s5 = FloatVector.broadcast(SPECIES, a[i + 5 * aRow]).fma(column, s5);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c0 + cStride);
        s2.intoArray(c, c0 + 2 * cStride);
        s3.intoArray(c, c0 + 3 * cStride);
        s4.intoArray(c, c0 + 4 * cStride);
        s5.intoArray(c, c0 + 5 * cStride);
    }

    @Override
    public void columnSums(float[] b, int b0, int bStep, int depth, float[] c, int c0) {
        for (int n = 0; n < Lanes.PANEL; n += 2 * LANES) {
            FloatVector left = FloatVector.zero(SPECIES), right = FloatVector.zero(SPECIES);
            for (int k = 0, j = b0 + n; k < depth; k++, j += bStep) {
                left = left.add(FloatVector.fromArray(SPECIES, b, j));
                right = right.add(FloatVector.fromArray(SPECIES, b, j + LANES));
            }
            left.intoArray(c, c0 + n);
            right.intoArray(c, c0 + n + LANES);
        }
    }
}
