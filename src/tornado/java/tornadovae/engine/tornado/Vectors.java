package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Sixteen columns of a row in one value. Lanes come in four groups of four columns, {@code gap} columns apart: with a gap of 4
 * they are neighbours, one vector register of a CPU; with 4·w, for w work items side by side, the items' loads and stores
 * together fill whole lines of a GPU's memory.
 */
final class Vectors {

    static final int LANES = 16;

    /** Numbers in the largest tile of a work item: eight vectors. */
    static final int TILE = 8 * LANES;

    /** The gap of a CPU: sixteen neighbours. */
    static final int TOGETHER = 4;

    private Vectors() {}

    static Float16 splat(float x) {
        return new Float16(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x);
    }

    static Float16 load(FloatArray f, int at, int gap) {
        int b = at + gap, c = at + 2 * gap, d = at + 3 * gap;
        return new Float16(f.get(at), f.get(at + 1), f.get(at + 2), f.get(at + 3), f.get(b), f.get(b + 1), f.get(b + 2),
                f.get(b + 3), f.get(c), f.get(c + 1), f.get(c + 2), f.get(c + 3), f.get(d), f.get(d + 1), f.get(d + 2),
                f.get(d + 3));
    }

    /** As {@link #load(FloatArray, int, int)}, from local or private memory. */
    static Float16 load(float[] f, int at, int gap) {
        int b = at + gap, c = at + 2 * gap, d = at + 3 * gap;
        return new Float16(f[at], f[at + 1], f[at + 2], f[at + 3], f[b], f[b + 1], f[b + 2], f[b + 3], f[c], f[c + 1], f[c + 2],
                f[c + 3], f[d], f[d + 1], f[d + 2], f[d + 3]);
    }

    /** Keeps a vector in private memory. */
    static void store(float[] f, int at, Float16 v) {
        f[at] = v.getS0();
        f[at + 1] = v.getS1();
        f[at + 2] = v.getS2();
        f[at + 3] = v.getS3();
        f[at + 4] = v.getS4();
        f[at + 5] = v.getS5();
        f[at + 6] = v.getS6();
        f[at + 7] = v.getS7();
        f[at + 8] = v.getS8();
        f[at + 9] = v.getS9();
        f[at + 10] = v.getS10();
        f[at + 11] = v.getS11();
        f[at + 12] = v.getS12();
        f[at + 13] = v.getS13();
        f[at + 14] = v.getS14();
        f[at + 15] = v.getS15();
    }

    /** @param columns how many columns there are from the first lane's on; groups beyond are not stored */
    static void store(FloatArray f, int at, int gap, int columns, Float16 v) {
        int b = at + gap, c = at + 2 * gap, d = at + 3 * gap;
        // lanes are read before the branches: TornadoVM's compiler does not take a vector that is only used in one of them
        float v0 = v.getS0(), v1 = v.getS1(), v2 = v.getS2(), v3 = v.getS3();
        float v4 = v.getS4(), v5 = v.getS5(), v6 = v.getS6(), v7 = v.getS7();
        float v8 = v.getS8(), v9 = v.getS9(), v10 = v.getS10(), v11 = v.getS11();
        float v12 = v.getS12(), v13 = v.getS13(), v14 = v.getS14(), v15 = v.getS15();
        f.set(at, v0);
        f.set(at + 1, v1);
        f.set(at + 2, v2);
        f.set(at + 3, v3);
        if (gap < columns) {
            f.set(b, v4);
            f.set(b + 1, v5);
            f.set(b + 2, v6);
            f.set(b + 3, v7);
        }
        if (2 * gap < columns) {
            f.set(c, v8);
            f.set(c + 1, v9);
            f.set(c + 2, v10);
            f.set(c + 3, v11);
        }
        if (3 * gap < columns) {
            f.set(d, v12);
            f.set(d + 1, v13);
            f.set(d + 2, v14);
            f.set(d + 3, v15);
        }
    }

    /** Stores the lanes down a column of a matrix of the given pitch: the transposed of {@link #store}. */
    static void storeDown(FloatArray f, int at, int pitch, int gap, int columns, Float16 v) {
        int b = at + gap * pitch, c = at + 2 * gap * pitch, d = at + 3 * gap * pitch;
        float v0 = v.getS0(), v1 = v.getS1(), v2 = v.getS2(), v3 = v.getS3();
        float v4 = v.getS4(), v5 = v.getS5(), v6 = v.getS6(), v7 = v.getS7();
        float v8 = v.getS8(), v9 = v.getS9(), v10 = v.getS10(), v11 = v.getS11();
        float v12 = v.getS12(), v13 = v.getS13(), v14 = v.getS14(), v15 = v.getS15();
        f.set(at, v0);
        f.set(at + pitch, v1);
        f.set(at + 2 * pitch, v2);
        f.set(at + 3 * pitch, v3);
        if (gap < columns) {
            f.set(b, v4);
            f.set(b + pitch, v5);
            f.set(b + 2 * pitch, v6);
            f.set(b + 3 * pitch, v7);
        }
        if (2 * gap < columns) {
            f.set(c, v8);
            f.set(c + pitch, v9);
            f.set(c + 2 * pitch, v10);
            f.set(c + 3 * pitch, v11);
        }
        if (3 * gap < columns) {
            f.set(d, v12);
            f.set(d + pitch, v13);
            f.set(d + 2 * pitch, v14);
            f.set(d + 3 * pitch, v15);
        }
    }

    /** a + b x. */
    static Float16 multiplyAdd(Float16 a, Float16 b, float x) {
        return Float16.add(a, Float16.mult(b, x));
    }

    /** The sum over the groups of lanes that lie within {@code columns}, see {@link #store}. */
    static float sum(Float16 v, int gap, int columns) {
        float a = (v.getS0() + v.getS1()) + (v.getS2() + v.getS3()), b = (v.getS4() + v.getS5()) + (v.getS6() + v.getS7());
        float c = (v.getS8() + v.getS9()) + (v.getS10() + v.getS11()), d = (v.getS12() + v.getS13()) + (v.getS14() + v.getS15());
        if (gap < columns) a += b;
        if (2 * gap < columns) a += c;
        return 3 * gap < columns ? a + d : a;
    }

    static Float16 abs(Float16 a) {
        return Float16.max(a, Float16.mult(a, -1f));
    }

    static Float16 sqrt(Float16 a) {
        return new Float16(TornadoMath.sqrt(a.getS0()), TornadoMath.sqrt(a.getS1()), TornadoMath.sqrt(a.getS2()),
                TornadoMath.sqrt(a.getS3()), TornadoMath.sqrt(a.getS4()), TornadoMath.sqrt(a.getS5()),
                TornadoMath.sqrt(a.getS6()), TornadoMath.sqrt(a.getS7()), TornadoMath.sqrt(a.getS8()),
                TornadoMath.sqrt(a.getS9()), TornadoMath.sqrt(a.getS10()), TornadoMath.sqrt(a.getS11()),
                TornadoMath.sqrt(a.getS12()), TornadoMath.sqrt(a.getS13()), TornadoMath.sqrt(a.getS14()),
                TornadoMath.sqrt(a.getS15()));
    }

    static Float16 exp(Float16 a) {
        return new Float16(TornadoMath.exp(a.getS0()), TornadoMath.exp(a.getS1()), TornadoMath.exp(a.getS2()),
                TornadoMath.exp(a.getS3()), TornadoMath.exp(a.getS4()), TornadoMath.exp(a.getS5()), TornadoMath.exp(a.getS6()),
                TornadoMath.exp(a.getS7()), TornadoMath.exp(a.getS8()), TornadoMath.exp(a.getS9()), TornadoMath.exp(a.getS10()),
                TornadoMath.exp(a.getS11()), TornadoMath.exp(a.getS12()), TornadoMath.exp(a.getS13()),
                TornadoMath.exp(a.getS14()), TornadoMath.exp(a.getS15()));
    }
}
