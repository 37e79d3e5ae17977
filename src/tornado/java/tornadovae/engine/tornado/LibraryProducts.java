package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.ProductTable.*;
import static tornadovae.engine.tornado.Tile.MOST_COLUMNS;
import static tornadovae.engine.tornado.Tile.MOST_ROWS;
import static tornadovae.engine.tornado.Tile.TOGETHER;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What surrounds a matrix product that a library computes. Before it, a kernel copies A and B into arrays of their own, since
 * libraries take whole arrays. After it, each work-group reads a {@link Tile} of C and does with the sums what
 * {@link TileProducts} does with those that it has computed itself. Replicas follow each other in all three arrays; C has rows of
 * all columns, of both heads where there are two.
 */
final class LibraryProducts {

    private LibraryProducts() {}

    /** A and B as they lie, rows of padding and gaps between rows too. Table: A, B, A_SIZE, B_SIZE, B_THERE. */
    static void operands(KernelContext context, FloatArray f, IntArray s, FloatArray a, FloatArray b, int at) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int e = context.globalIdx, replica = context.globalIdz, base = replica * s.get(REPLICA);
        int ofA = s.get(at + A_SIZE), ofB = s.get(at + B_SIZE);
        if (e < ofA) {
            a.set(replica * ofA + e, f.get(base + s.get(at + A) + e));
        } else if (e < ofA + ofB) {
            float value = 0;
            if (e - ofA < s.get(at + B_THERE)) value = f.get(base + s.get(at + B) + e - ofA);
            b.set(replica * ofB + e - ofA, value);
        }
    }

    static void layer(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile,
            int activation) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.FORWARD, c);
        TileProducts.finishLayer(f, s, at, base, group, item, tile, activation, c);
    }

    static void inputGradient(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile,
            int activation) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.BACKWARD, c);
        TileProducts.finishInputGradient(f, s, at, base, group, item, tile, activation, c);
    }

    static void latentGradient(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.BACKWARD, c);
        TileProducts.finishLatentGradient(f, s, at, base, group, item, tile, c);
    }

    static void bernoulli(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.FORWARD, c);
        TileProducts.finishBernoulli(f, s, at, base, group, item, tile, c);
    }

    static void gaussian(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.PAIR, c);
        TileProducts.finishGaussian(f, s, at, base, group, item, tile, c);
    }

    static void latent(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.PAIR, c);
        TileProducts.finishLatent(f, s, at, base, group, item, tile, c);
    }

    /** One layer's weights; behind their groups come those of its biases, whose gradients are sums over ∂a itself. */
    static void update(KernelContext context, FloatArray f, IntArray s, FloatArray product, int at, int tile, int rule) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        int products = s.get(at + PRODUCT_GROUPS);
        if (group < products) {
            float[] c = new float[MOST_ROWS * MOST_COLUMNS];
            sums(s, product, at, context.globalIdz, group, item, tile, TileProducts.WEIGHTS, c);
            TileProducts.finishUpdate(f, s, at, base, group, item, tile, rule, c);
        } else {
            TileProducts.biases(f, s, at, base, group - products, item, rule);
        }
    }

    /** An item's sums c[i, j] as {@link TileProducts} would have computed them, from C. */
    private static void sums(IntArray s, FloatArray product, int at, int replica, int group, int item, int tile, int form,
            float[] c) {
        boolean pair = form == TileProducts.PAIR;
        int m = TileProducts.row(s, at, group, item, tile), n = TileProducts.column(s, at, group, item, tile, form);
        int rows = s.get(at + ROWS), columns = s.get(at + COLUMNS), head = s.get(at + HEAD);
        int pitch = pair ? head + columns : columns, from = (replica * rows + m) * pitch;
        for (int i = 0; i < Tile.rows(tile); i++) {
            for (int j = 0; j < Tile.columns(tile); j++) {
                int column = n + (pair ? j % TOGETHER : TileProducts.offset(j, tile));
                float sum = 0;
                if (m + i < rows && column < columns) {
                    sum = product
                            .get(from + i * pitch + column + (pair ? j / TOGETHER * head : 0));
                }
                c[i * Tile.columns(tile) + j] = sum;
            }
        }
    }
}
