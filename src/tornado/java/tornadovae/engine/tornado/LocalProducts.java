package tornadovae.engine.tornado;

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
 * Matrix products for GPUs: as {@link VectorProducts}, but a work-group first copies its tiles of A and B to local memory, {@link #DEPTH} terms of the sum at a time,
 * and the lanes of neighbouring items interleave, so that they read local memory without conflicts and global memory in whole lines.
 *
 * <p>Local arrays are used in the method that allocates them and nowhere else: handed to another one, TornadoVM's compiler addresses them wrongly and says nothing.
 */
final class LocalProducts {

    /** Terms of the sum that are in local memory at a time. */
    static final int DEPTH = 16;

    /** The most rows or columns of C that a work-group may compute. */
    static final int LARGEST_TILE = 128;

    private LocalProducts() {}

    static void layer(KernelContext context, FloatArray f, IntArray s, int at, int rows, int activation) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY,
                base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.layer(activation, f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    static void inputGradient(KernelContext context, FloatArray f, IntArray s, int at, int rows, int activation) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY,
                base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.inputGradient(activation, f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    static void bernoulli(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY,
                base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.bernoulli(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    static void latentGradient(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY,
                base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.latentGradient(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    /** @param table {@code count} products, one after another: the gradients of all layers' weights */
    static void update(KernelContext context, FloatArray f, IntArray s, int table, int count, int rows, int rule) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, at = table;
        for (int p = 1; p < count && group >= s.get(at + GROUPS); p++) {
            group -= s.get(at + GROUPS);
            at += SIZE;
        }
        int x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            for (int q = 0; q < rows; q++) Updates.row(rule, f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
            if (n == 0 && s.get(at + BIASES) > 0) Updates.bias(rule, f, s, at, base, m, rows);
        }
    }

    static void latent(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY,
                base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows / 2), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        pairSums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows / 2; q++)
                Epilogues.latent(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, 2 * q * LANES, TOGETHER), Vectors.load(tile,
                        (2 * q + 1) * LANES, TOGETHER));
    }

    static void gaussian(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY,
                base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows / 2), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        pairSums(context, f, s, at, base, group, x, y, width, height, rows, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows / 2; q++)
                Epilogues.gaussian(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, 2 * q * LANES, TOGETHER), Vectors.load(tile,
                        (2 * q + 1) * LANES, TOGETHER));
    }

    private static int row(IntArray s, int at, int group, int height, int y, int rows) {
        return (group % s.get(at + ROW_GROUPS) * height + y) * rows;
    }

    /** The first of an item's columns; the next group of four is a gap away, which is four times the group's width. */
    private static int column(IntArray s, int at, int group, int width, int x) {
        return group / s.get(at + ROW_GROUPS) * width * LANES + x * TOGETHER;
    }

    /**
     * See {@link VectorProducts}; all items of the group take part, those too that have no tile.
     *
     * @param x      the item's place in the group, with {@code y}
     * @param width  items of the group across, {@code height} down
     */
    private static void sums(KernelContext context, FloatArray f, IntArray s, int at, int base, int group, int x, int y, int width, int height, int rows, float[] tile) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        int a = base + s.get(at + A), aRow = s.get(at + A_ROW), aStep = s.get(at + A_K), b = base + s.get(at + B), bColumn = s.get(at + B_COLUMN), bStep = s.get(at + B_K);
        int items = width * height, item = y * width + x;
        int tileRows = height * rows, tileColumns = width * LANES, gap = width * TOGETHER;
        int firstRow = group % s.get(at + ROW_GROUPS) * tileRows, firstColumn = group / s.get(at + ROW_GROUPS) * tileColumns, length = s.get(at + K);
        Float16 zero = Vectors.splat(0);
        Float16 c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (int first = 0; first < length; first += DEPTH) {
            for (int e = item; e < DEPTH * tileRows; e += items) {
                int k = aRow == 1 ? e / tileRows : e % DEPTH, j = aRow == 1 ? e % tileRows : e / DEPTH;
                float value = 0;
                if (firstRow + j < s.get(at + ROWS) && first + k < length) value = f.get(a + (firstRow + j) * aRow + (first + k) * aStep);
                aTile[k * tileRows + j] = value;
            }
            for (int e = item; e < DEPTH * tileColumns; e += items) {
                int k = bColumn == 1 ? e / tileColumns : e % DEPTH, j = bColumn == 1 ? e % tileColumns : e / DEPTH;
                float value = 0;
                if (firstColumn + j < s.get(at + COLUMNS) && first + k < length) value = f.get(b + (firstColumn + j) * bColumn + (first + k) * bStep);
                bTile[k * tileColumns + j] = value;
            }
            context.localBarrier();
            for (int k = 0; k < DEPTH; k++) {
                int c = k * tileColumns + x * TOGETHER;
                Float16 v = new Float16(bTile[c], bTile[c + 1], bTile[c + 2], bTile[c + 3], bTile[c + gap], bTile[c + gap + 1], bTile[c + gap + 2], bTile[c + gap + 3],
                        bTile[c + 2 * gap], bTile[c + 2 * gap + 1], bTile[c + 2 * gap + 2], bTile[c + 2 * gap + 3], bTile[c + 3 * gap], bTile[c + 3 * gap + 1],
                                bTile[c + 3 * gap + 2], bTile[c + 3 * gap + 3]);
                int r = k * tileRows + y * rows;
                c0 = multiplyAdd(c0, v, aTile[r]);
                c1 = multiplyAdd(c1, v, aTile[r + 1]);
                if (rows > 2) {
                    c2 = multiplyAdd(c2, v, aTile[r + 2]);
                    c3 = multiplyAdd(c3, v, aTile[r + 3]);
                }
                if (rows > 4) {
                    c4 = multiplyAdd(c4, v, aTile[r + 4]);
                    c5 = multiplyAdd(c5, v, aTile[r + 5]);
                    c6 = multiplyAdd(c6, v, aTile[r + 6]);
                    c7 = multiplyAdd(c7, v, aTile[r + 7]);
                }
            }
            context.localBarrier();
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

    private static void pairSums(KernelContext context, FloatArray f, IntArray s, int at, int base, int group, int x, int y, int width, int height, int rows, float[] tile) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] secondTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        int a = base + s.get(at + A), aRow = s.get(at + A_ROW), aStep = s.get(at + A_K), b = base + s.get(at + B), bColumn = s.get(at + B_COLUMN), bStep = s.get(at + B_K);
        int items = width * height, item = y * width + x, half = rows / 2;
        int tileRows = height * half, tileColumns = width * LANES, gap = width * TOGETHER;
        int firstRow = group % s.get(at + ROW_GROUPS) * tileRows, firstColumn = group / s.get(at + ROW_GROUPS) * tileColumns, length = s.get(at + K);
        int second = b + s.get(at + HEAD) * bColumn;
        Float16 zero = Vectors.splat(0);
        Float16 c0 = zero, c1 = zero, c2 = zero, c3 = zero, d0 = zero, d1 = zero, d2 = zero, d3 = zero;
        for (int first = 0; first < length; first += DEPTH) {
            for (int e = item; e < DEPTH * tileRows; e += items) {
                int k = aRow == 1 ? e / tileRows : e % DEPTH, j = aRow == 1 ? e % tileRows : e / DEPTH;
                float value = 0;
                if (firstRow + j < s.get(at + ROWS) && first + k < length) value = f.get(a + (firstRow + j) * aRow + (first + k) * aStep);
                aTile[k * tileRows + j] = value;
            }
            for (int e = item; e < DEPTH * tileColumns; e += items) {
                int k = bColumn == 1 ? e / tileColumns : e % DEPTH, j = bColumn == 1 ? e % tileColumns : e / DEPTH;
                float value = 0;
                if (firstColumn + j < s.get(at + COLUMNS) && first + k < length) value = f.get(b + (firstColumn + j) * bColumn + (first + k) * bStep);
                bTile[k * tileColumns + j] = value;
            }
            for (int e = item; e < DEPTH * tileColumns; e += items) {
                int k = bColumn == 1 ? e / tileColumns : e % DEPTH, j = bColumn == 1 ? e % tileColumns : e / DEPTH;
                float value = 0;
                if (firstColumn + j < s.get(at + COLUMNS) && first + k < length) value = f.get(second + (firstColumn + j) * bColumn + (first + k) * bStep);
                secondTile[k * tileColumns + j] = value;
            }
            context.localBarrier();
            for (int k = 0; k < DEPTH; k++) {
                int column = k * tileColumns + x * TOGETHER, r = k * tileRows + y * half;
                Float16 v = new Float16(bTile[column], bTile[column + 1], bTile[column + 2], bTile[column + 3], bTile[column + gap], bTile[column + gap + 1],
                        bTile[column + gap + 2], bTile[column + gap + 3],
                        bTile[column + 2 * gap], bTile[column + 2 * gap + 1], bTile[column + 2 * gap + 2], bTile[column + 2 * gap + 3], bTile[column + 3 * gap],
                                bTile[column + 3 * gap + 1], bTile[column + 3 * gap + 2], bTile[column + 3 * gap + 3]);
                Float16 w = new Float16(secondTile[column], secondTile[column + 1], secondTile[column + 2], secondTile[column + 3], secondTile[column + gap],
                        secondTile[column + gap + 1], secondTile[column + gap + 2], secondTile[column + gap + 3],
                        secondTile[column + 2 * gap], secondTile[column + 2 * gap + 1], secondTile[column + 2 * gap + 2], secondTile[column + 2 * gap + 3],
                                secondTile[column + 3 * gap], secondTile[column + 3 * gap + 1], secondTile[column + 3 * gap + 2], secondTile[column + 3 * gap + 3]);
                c0 = multiplyAdd(c0, v, aTile[r]);
                d0 = multiplyAdd(d0, w, aTile[r]);
                if (rows > 2) {
                    c1 = multiplyAdd(c1, v, aTile[r + 1]);
                    d1 = multiplyAdd(d1, w, aTile[r + 1]);
                }
                if (rows > 4) {
                    c2 = multiplyAdd(c2, v, aTile[r + 2]);
                    d2 = multiplyAdd(d2, w, aTile[r + 2]);
                    c3 = multiplyAdd(c3, v, aTile[r + 3]);
                    d3 = multiplyAdd(d3, w, aTile[r + 3]);
                }
            }
            context.localBarrier();
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
