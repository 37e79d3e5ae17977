package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.ProductTable.*;
import static tornadovae.engine.tornado.Vectors.LANES;
import static tornadovae.engine.tornado.Vectors.TILE;
import static tornadovae.engine.tornado.Vectors.TOGETHER;
import static tornadovae.engine.tornado.Vectors.multiplyAdd;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Matrix products for CPUs: each work item holds a tile of C in vector registers, up to eight rows by sixteen columns, and reads
 * A and B from global memory, which the caches keep near; then it does with the tile's rows what the {@link Epilogues} say.
 * Groups of items lie side by side in the grid's first dimension, the replica is its third.
 *
 * <p>Each kernel's table is a {@link ProductTable}; {@code rows} of an item's tile are 2, 4 or 8. One kernel for all epilogues
 * would be more than TornadoVM's compiler takes.
 */
final class VectorProducts {

    private VectorProducts() {}

    static void layer(KernelContext context, FloatArray f, IntArray s, int at, int rows, int activation) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, context.groupIdx, rows),
                n = column(context, s, at, context.groupIdx);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            sums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows; q++) {
                Epilogues.layer(activation, f, s, at, base, m + q, n, TOGETHER, LANES, Vectors.load(tile, q * LANES, TOGETHER));
            }
        }
    }

    static void inputGradient(KernelContext context, FloatArray f, IntArray s, int at, int rows, int activation) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, context.groupIdx, rows),
                n = column(context, s, at, context.groupIdx);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            sums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows; q++) {
                Epilogues.inputGradient(activation, f, s, at, base, m + q, n, TOGETHER, LANES,
                        Vectors.load(tile, q * LANES, TOGETHER));
            }
        }
    }

    static void bernoulli(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, context.groupIdx, rows),
                n = column(context, s, at, context.groupIdx);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            sums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows; q++) {
                Epilogues.bernoulli(f, s, at, base, m + q, n, TOGETHER, LANES, Vectors.load(tile, q * LANES, TOGETHER));
            }
        }
    }

    static void latentGradient(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, context.groupIdx, rows),
                n = column(context, s, at, context.groupIdx);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            sums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows; q++) {
                Epilogues.latentGradient(f, s, at, base, m + q, n, TOGETHER, LANES, Vectors.load(tile, q * LANES, TOGETHER));
            }
        }
    }

    /** @param table {@code count} products, one after another: the gradients of all layers' weights */
    static void update(KernelContext context, FloatArray f, IntArray s, int table, int count, int rows, int rule) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, at = table;
        for (int p = 1; p < count && group >= s.get(at + GROUPS); p++) {
            group -= s.get(at + GROUPS);
            at += SIZE;
        }
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, group, rows), n = column(context, s, at, group);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            sums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows; q++) {
                Updates.row(rule, f, s, at, base, m + q, n, TOGETHER, LANES, Vectors.load(tile, q * LANES, TOGETHER));
            }
            if (n == 0 && s.get(at + BIASES) > 0) Updates.bias(rule, f, s, at, base, m, rows);
        }
    }

    static void latent(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, context.groupIdx, rows / 2),
                n = column(context, s, at, context.groupIdx);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            pairSums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows / 2; q++) {
                Epilogues.latent(f, s, at, base, m + q, n, TOGETHER, LANES, Vectors.load(tile, 2 * q * LANES, TOGETHER),
                        Vectors.load(tile, (2 * q + 1) * LANES, TOGETHER));
            }
        }
    }

    static void gaussian(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int base = context.globalIdz * s.get(REPLICA), m = row(context, s, at, context.groupIdx, rows / 2),
                n = column(context, s, at, context.groupIdx);
        float[] tile = new float[TILE];
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            pairSums(f, s, at, base, m, n, rows, tile);
            for (int q = 0; q < rows / 2; q++) {
                Epilogues.gaussian(f, s, at, base, m + q, n, TOGETHER, LANES, Vectors.load(tile, 2 * q * LANES, TOGETHER),
                        Vectors.load(tile, (2 * q + 1) * LANES, TOGETHER));
            }
        }
    }

    /** The first row of an item's tile. */
    private static int row(KernelContext context, IntArray s, int at, int group, int rows) {
        return (group % s.get(at + ROW_GROUPS) * context.localGroupSizeY + context.localIdy) * rows;
    }

    /** The first column of an item's tile. */
    private static int column(KernelContext context, IntArray s, int at, int group) {
        return (group / s.get(at + ROW_GROUPS) * context.localGroupSizeX + context.localIdx) * LANES;
    }

    /** tile = C[m … m + rows − 1, n … n + 15] = Σ_k A[m, k] B[k, n]. */
    private static void sums(FloatArray f, IntArray s, int at, int base, int m, int n, int rows, float[] tile) {
        int aRow = s.get(at + A_ROW), aStep = s.get(at + A_K), bStep = s.get(at + B_K), length = s.get(at + K);
        int a = base + s.get(at + A) + m * aRow, b = base + s.get(at + B) + n;
        Float16 zero = Vectors.splat(0);
        Float16 c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (int k = 0; k < length; k++) {
            Float16 v = Vectors.load(f, b, TOGETHER);
            c0 = multiplyAdd(c0, v, f.get(a));
            c1 = multiplyAdd(c1, v, f.get(a + aRow));
            if (rows > 2) {
                c2 = multiplyAdd(c2, v, f.get(a + 2 * aRow));
                c3 = multiplyAdd(c3, v, f.get(a + 3 * aRow));
            }
            if (rows > 4) {
                c4 = multiplyAdd(c4, v, f.get(a + 4 * aRow));
                c5 = multiplyAdd(c5, v, f.get(a + 5 * aRow));
                c6 = multiplyAdd(c6, v, f.get(a + 6 * aRow));
                c7 = multiplyAdd(c7, v, f.get(a + 7 * aRow));
            }
            a += aStep;
            b += bStep;
        }
        Vectors.store(tile, 0, c0);
        Vectors.store(tile, LANES, c1);
        if (rows > 2) {
            Vectors.store(tile, 2 * LANES, c2);
            Vectors.store(tile, 3 * LANES, c3);
        }
        if (rows > 4) {
            Vectors.store(tile, 4 * LANES, c4);
            Vectors.store(tile, 5 * LANES, c5);
            Vectors.store(tile, 6 * LANES, c6);
            Vectors.store(tile, 7 * LANES, c7);
        }
    }

    /** As {@link #sums} for two heads: half as many rows, of the first head and of the second in turn. */
    private static void pairSums(FloatArray f, IntArray s, int at, int base, int m, int n, int rows, float[] tile) {
        int aRow = s.get(at + A_ROW), aStep = s.get(at + A_K), bStep = s.get(at + B_K), length = s.get(at + K);
        int a = base + s.get(at + A) + m * aRow, b = base + s.get(at + B) + n, second = b + s.get(at + HEAD);
        Float16 zero = Vectors.splat(0);
        Float16 c0 = zero, c1 = zero, c2 = zero, c3 = zero, d0 = zero, d1 = zero, d2 = zero, d3 = zero;
        for (int k = 0; k < length; k++) {
            Float16 v = Vectors.load(f, b, TOGETHER), w = Vectors.load(f, second, TOGETHER);
            c0 = multiplyAdd(c0, v, f.get(a));
            d0 = multiplyAdd(d0, w, f.get(a));
            if (rows > 2) {
                c1 = multiplyAdd(c1, v, f.get(a + aRow));
                d1 = multiplyAdd(d1, w, f.get(a + aRow));
            }
            if (rows > 4) {
                c2 = multiplyAdd(c2, v, f.get(a + 2 * aRow));
                d2 = multiplyAdd(d2, w, f.get(a + 2 * aRow));
                c3 = multiplyAdd(c3, v, f.get(a + 3 * aRow));
                d3 = multiplyAdd(d3, w, f.get(a + 3 * aRow));
            }
            a += aStep;
            b += bStep;
            second += bStep;
        }
        Vectors.store(tile, 0, c0);
        Vectors.store(tile, LANES, d0);
        if (rows > 2) {
            Vectors.store(tile, 2 * LANES, c1);
            Vectors.store(tile, 3 * LANES, d1);
        }
        if (rows > 4) {
            Vectors.store(tile, 4 * LANES, c2);
            Vectors.store(tile, 5 * LANES, d2);
            Vectors.store(tile, 6 * LANES, c3);
            Vectors.store(tile, 7 * LANES, d3);
        }
    }
}
