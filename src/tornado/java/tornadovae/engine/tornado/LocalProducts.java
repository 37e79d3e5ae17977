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
 */
final class LocalProducts {

    /** Terms of the sum that are in local memory at a time. */
    static final int DEPTH = 16;

    /** The most rows or columns of C that a work-group may compute. */
    static final int LARGEST_TILE = 128;

    private LocalProducts() {}

    static void layer(KernelContext context, FloatArray f, IntArray s, int at, int rows, int activation) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.layer(activation, f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    static void inputGradient(KernelContext context, FloatArray f, IntArray s, int at, int rows, int activation) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.inputGradient(activation, f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    static void bernoulli(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.bernoulli(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    static void latentGradient(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows; q++) Epilogues.latentGradient(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
    }

    /** @param table {@code count} products, one after another: the gradients of all layers' weights */
    static void update(KernelContext context, FloatArray f, IntArray s, int table, int count, int rows, int rule) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, at = table;
        for (int p = 1; p < count && group >= s.get(at + GROUPS); p++) {
            group -= s.get(at + GROUPS);
            at += SIZE;
        }
        int x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        sums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS)) {
            for (int q = 0; q < rows; q++) Updates.row(rule, f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, q * LANES, TOGETHER));
            if (n == 0 && s.get(at + BIASES) > 0) Updates.bias(rule, f, s, at, base, m, rows);
        }
    }

    static void latent(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] secondTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows / 2), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        pairSums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, secondTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows / 2; q++)
                Epilogues.latent(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, 2 * q * LANES, TOGETHER), Vectors.load(tile, (2 * q + 1) * LANES, TOGETHER));
    }

    static void gaussian(KernelContext context, FloatArray f, IntArray s, int at, int rows) {
        float[] aTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] bTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        float[] secondTile = context.allocateFloatLocalArray(DEPTH * LARGEST_TILE);
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, x = context.localIdx, y = context.localIdy, width = context.localGroupSizeX, height = context.localGroupSizeY, base = context.globalIdz * s.get(0);
        int m = row(s, at, group, height, y, rows / 2), n = column(s, at, group, width, x), gap = width * TOGETHER;
        float[] tile = new float[TILE];
        pairSums(context, f, s, at, base, group, x, y, width, height, rows, aTile, bTile, secondTile, tile);
        if (m < s.get(at + ROWS) && n < s.get(at + COLUMNS))
            for (int q = 0; q < rows / 2; q++)
                Epilogues.gaussian(f, s, at, base, m + q, n, gap, s.get(at + COLUMNS) - n, Vectors.load(tile, 2 * q * LANES, TOGETHER), Vectors.load(tile, (2 * q + 1) * LANES, TOGETHER));
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
    private static void sums(KernelContext context, FloatArray f, IntArray s, int at, int base, int group, int x, int y, int width, int height, int rows, float[] aTile, float[] bTile, float[] tile) {
        int items = width * height, item = y * width + x;
        int tileRows = height * rows, tileColumns = width * LANES, gap = width * TOGETHER;
        int firstRow = group % s.get(at + ROW_GROUPS) * tileRows, firstColumn = group / s.get(at + ROW_GROUPS) * tileColumns, length = s.get(at + K);
        Float16 zero = Vectors.splat(0);
        Float16 c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (int first = 0; first < length; first += DEPTH) {
            copy(f, aTile, base + s.get(at + A), s.get(at + A_ROW), s.get(at + A_K), firstRow, s.get(at + ROWS), tileRows, first, length, item, items);
            copy(f, bTile, base + s.get(at + B), s.get(at + B_COLUMN), s.get(at + B_K), firstColumn, s.get(at + COLUMNS), tileColumns, first, length, item, items);
            context.localBarrier();
            for (int k = 0; k < DEPTH; k++) {
                Float16 v = Vectors.load(bTile, k * tileColumns + x * TOGETHER, gap);
                int a = k * tileRows + y * rows;
                c0 = multiplyAdd(c0, v, aTile[a]);
                c1 = multiplyAdd(c1, v, aTile[a + 1]);
                if (rows > 2) {
                    c2 = multiplyAdd(c2, v, aTile[a + 2]);
                    c3 = multiplyAdd(c3, v, aTile[a + 3]);
                }
                if (rows > 4) {
                    c4 = multiplyAdd(c4, v, aTile[a + 4]);
                    c5 = multiplyAdd(c5, v, aTile[a + 5]);
                    c6 = multiplyAdd(c6, v, aTile[a + 6]);
                    c7 = multiplyAdd(c7, v, aTile[a + 7]);
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

    private static void pairSums(KernelContext context, FloatArray f, IntArray s, int at, int base, int group, int x, int y, int width, int height, int rows, float[] aTile, float[] bTile, float[] secondTile, float[] tile) {
        int items = width * height, item = y * width + x, half = rows / 2;
        int tileRows = height * half, tileColumns = width * LANES, gap = width * TOGETHER;
        int firstRow = group % s.get(at + ROW_GROUPS) * tileRows, firstColumn = group / s.get(at + ROW_GROUPS) * tileColumns, length = s.get(at + K);
        int b = base + s.get(at + B), second = b + s.get(at + HEAD) * s.get(at + B_COLUMN);
        Float16 zero = Vectors.splat(0);
        Float16 c0 = zero, c1 = zero, c2 = zero, c3 = zero, d0 = zero, d1 = zero, d2 = zero, d3 = zero;
        for (int first = 0; first < length; first += DEPTH) {
            copy(f, aTile, base + s.get(at + A), s.get(at + A_ROW), s.get(at + A_K), firstRow, s.get(at + ROWS), tileRows, first, length, item, items);
            copy(f, bTile, b, s.get(at + B_COLUMN), s.get(at + B_K), firstColumn, s.get(at + COLUMNS), tileColumns, first, length, item, items);
            copy(f, secondTile, second, s.get(at + B_COLUMN), s.get(at + B_K), firstColumn, s.get(at + COLUMNS), tileColumns, first, length, item, items);
            context.localBarrier();
            for (int k = 0; k < DEPTH; k++) {
                int column = k * tileColumns + x * TOGETHER, a = k * tileRows + y * half;
                Float16 v = Vectors.load(bTile, column, gap), w = Vectors.load(secondTile, column, gap);
                c0 = multiplyAdd(c0, v, aTile[a]);
                d0 = multiplyAdd(d0, w, aTile[a]);
                if (rows > 2) {
                    c1 = multiplyAdd(c1, v, aTile[a + 1]);
                    d1 = multiplyAdd(d1, w, aTile[a + 1]);
                }
                if (rows > 4) {
                    c2 = multiplyAdd(c2, v, aTile[a + 2]);
                    d2 = multiplyAdd(d2, w, aTile[a + 2]);
                    c3 = multiplyAdd(c3, v, aTile[a + 3]);
                    d3 = multiplyAdd(d3, w, aTile[a + 3]);
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

    /**
     * Copies a tile to local memory, [k, row or column], zeros beyond the matrix. Neighbouring items read neighbouring numbers, whichever way the matrix lies.
     *
     * @param across step from one row (of A) or column (of B) to the next
     * @param step   step from one k to the next
     */
    private static void copy(FloatArray f, float[] tile, int matrix, int across, int step, int firstAcross, int endAcross, int width, int first, int length, int item, int items) {
        for (int e = item; e < DEPTH * width; e += items) {
            int k = across == 1 ? e / width : e % DEPTH, j = across == 1 ? e % width : e / DEPTH;
            int row = firstAcross + j, term = first + k;
            float value = 0;
            if (row < endAcross && term < length) value = f.get(matrix + row * across + term * step);
            tile[k * width + j] = value;
        }
    }
}
