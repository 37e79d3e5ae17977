package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.ProductTable.*;
import static tornadovae.engine.tornado.Tile.MOST_COLUMNS;
import static tornadovae.engine.tornado.Tile.MOST_ROWS;
import static tornadovae.engine.tornado.Tile.PADDING;
import static tornadovae.engine.tornado.Tile.TOGETHER;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Matrix products for GPUs, C[m, n] = Σ_k A[m, k] B[k, n]: each work-group computes a {@link Tile} of C. It copies its parts of A
 * and B to local memory, a stage of {@code depth} terms at a time, and fetches the next stage while it multiplies this one; then
 * it does with its sums what follows the product, before they leave the registers. Tables are read before the first result is
 * written: a compiler must assume that each write has changed them. Groups lie side by side in the grid's first dimension, the
 * replica is its third.
 *
 * <p>Each kernel's table is a {@link ProductTable}. A and B are read along k, or across it, whichever way they lie in memory:
 * {@link #FORWARD}, {@link #BACKWARD}, {@link #WEIGHTS} say which.
 *
 * <p>Local arrays are used in the method that allocates them and nowhere else: handed to another one, TornadoVM's compiler
 * addresses them wrongly and says nothing. Private arrays have constant indices once loops are unrolled, so that compilers keep
 * them in registers.
 */
final class TileProducts {

    /** y = x Wᵀ: both operands lie along k. */
    static final int FORWARD = 0;
    /** ∂x = ∂a W: A lies along k, B along n. */
    static final int BACKWARD = 1;
    /** ∂W = ∂aᵀ x: A lies along m, B along n. */
    static final int WEIGHTS = 2;
    /** {@link #FORWARD} for two heads: the first half of the tile's columns belong to one, the second to the other. */
    static final int PAIR = 3;

    /** Room for the largest stage of A and of B: {@code depth · (tileRows + PADDING)} and the same with columns. */
    private static final int A_ROOM = 64 * (32 + PADDING), B_ROOM = 64 * (32 + PADDING);

    private TileProducts() {}

    static void layer(KernelContext context, FloatArray f, IntArray s, int at, int tile, int activation) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, FORWARD, c);
        finishLayer(f, s, at, base, group, item, tile, activation, c);
    }

    static void finishLayer(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, int activation,
            float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, FORWARD), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS);
        int pitch = s.get(at + Y_PITCH), y = base + s.get(at + Y) + m * pitch, biases = base + s.get(at + BIAS),
                masks = s.get(at + MASK);
        for (int j = 0; j < Tile.columns(tile); j++) {
            int column = n + offset(j, tile);
            if (ownsSums(item, tile) && column < columns) {
                float bias = f.get(biases + column), mask = f.get(masks + column);
                // y = act(x Wᵀ + b); padding becomes 0, whatever act(0) is
                for (int i = 0; i < Tile.rows(tile); i++) {
                    if (m + i < rows) {
                        f.set(y + i * pitch + column,
                                LayerLoops.activate(activation, c[i * Tile.columns(tile) + j] + bias) * mask);
                    }
                }
            }
        }
    }

    static void inputGradient(KernelContext context, FloatArray f, IntArray s, int at, int tile, int activation) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, BACKWARD, c);
        finishInputGradient(f, s, at, base, group, item, tile, activation, c);
    }

    static void finishInputGradient(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, int activation,
            float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, BACKWARD), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS);
        int pitch = s.get(at + DX_PITCH), dx = base + s.get(at + DX), y = base + s.get(at + LAYER_BELOW);
        for (int i = 0; i < Tile.rows(tile); i++) {
            for (int j = 0; j < Tile.columns(tile); j++) {
                if (ownsSums(item, tile) && m + i < rows && n + offset(j, tile) < columns) {
                    int element = (m + i) * pitch + n + offset(j, tile);
                    // ∂a = (∂a′ W) ⊙ act′(y)
                    float da = c[i * Tile.columns(tile) + j];
                    if (activation != VectorFunctions.IDENTITY) da *= LayerLoops.derivative(activation, f.get(y + element));
                    f.set(dx + element, da);
                }
            }
        }
    }

    static void latentGradient(KernelContext context, FloatArray f, IntArray s, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, BACKWARD, c);
        finishLatentGradient(f, s, at, base, group, item, tile, c);
    }

    static void finishLatentGradient(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, BACKWARD), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS);
        int pitch = s.get(at + CODE_PITCH), code = base + s.get(at + CODE), dCode = base + s.get(at + CODE_GRADIENT),
                head = s.get(at + HEAD);
        int noise = base + s.get(at + EPSILON), noisePitch = s.get(at + EPSILON_PITCH);
        float dKl = 0;
        if (s.get(at + MEAN_GRADIENT) > 0) dKl = f.get(base + s.get(at + MEAN_GRADIENT)) / s.get(at + BATCH);
        for (int g = 0; g < Tile.columns(tile) / TOGETHER; g++) {   // as in the likelihood below
            int first = n + offset(g * TOGETHER, tile);
            for (int i = 0; i < Tile.rows(tile); i++) {
                for (int j = 0; j < TOGETHER; j++) {
                    if (ownsSums(item, tile) && m + i < rows && first + j < columns) {
                        int element = (m + i) * pitch + first + j;
                        float epsilon = f.get(noise + (m + i) * noisePitch + first + j);
                        TileEpilogues.latentGradient(f, code + element, dCode + element, head, epsilon, dKl,
                                c[i * Tile.columns(tile) + g * TOGETHER + j]);
                    }
                }
            }
        }
    }

    static void bernoulli(KernelContext context, FloatArray f, IntArray s, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, FORWARD, c);
        finishBernoulli(f, s, at, base, group, item, tile, c);
    }

    static void finishBernoulli(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, FORWARD), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS);
        int xPitch = s.get(at + X_PITCH), x = base + s.get(at + X) + m * xPitch, biases = base + s.get(at + BIAS),
                masks = s.get(at + MASK);
        int partialPitch = s.get(at + PARTIAL_PITCH), partial = base + s.get(at + PARTIAL) + m * partialPitch;
        int dPitch = s.get(at + OUT_GRADIENT_PITCH), dLogits = base + s.get(at + OUT_GRADIENT) + m * dPitch;
        boolean backward = s.get(at + OUT_GRADIENT) > 0;
        float upstream = 0;
        if (backward) upstream = f.get(base + s.get(at + MEAN_GRADIENT)) / s.get(at + BATCH);
        // four columns at a time: longer bodies stay loops, and sums with indices that are not constants are not kept in
        // registers
        for (int g = 0; g < Tile.columns(tile) / TOGETHER; g++) {
            int first = n + offset(g * TOGETHER, tile);
            if (ownsSums(item, tile) && first < columns) {
                float[] bias = new float[TOGETHER];
                float[] mask = new float[TOGETHER];
                for (int j = 0; j < TOGETHER; j++) {
                    bias[j] = f.get(biases + first + j);
                    mask[j] = f.get(masks + first + j);
                }
                for (int i = 0; i < Tile.rows(tile); i++) {
                    if (m + i < rows) {
                        float nll = 0;
                        for (int j = 0; j < TOGETHER; j++) {
                            float logit = c[i * Tile.columns(tile) + g * TOGETHER + j] + bias[j],
                                    pixel = f.get(x + i * xPitch + first + j);
                            nll += TileEpilogues.bernoulli(f, dLogits + i * dPitch + first + j, backward, upstream, logit, pixel,
                                    mask[j]);
                        }
                        f.set(partial + i * partialPitch + first / TOGETHER, nll);
                    }
                }
            }
        }
    }

    static void gaussian(KernelContext context, FloatArray f, IntArray s, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, PAIR, c);
        finishGaussian(f, s, at, base, group, item, tile, c);
    }

    static void finishGaussian(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, PAIR), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS), head = s.get(at + HEAD);
        int xPitch = s.get(at + X_PITCH), x = base + s.get(at + X) + m * xPitch, biases = base + s.get(at + BIAS),
                masks = s.get(at + MASK);
        int partialPitch = s.get(at + PARTIAL_PITCH), partial = base + s.get(at + PARTIAL) + m * partialPitch + n / TOGETHER;
        int dPitch = s.get(at + OUT_GRADIENT_PITCH), dOut = base + s.get(at + OUT_GRADIENT) + m * dPitch;
        boolean backward = s.get(at + OUT_GRADIENT) > 0;
        float upstream = 0, floor = f.get(s.get(at + FLOOR));
        if (backward) upstream = f.get(base + s.get(at + MEAN_GRADIENT)) / s.get(at + BATCH);
        float[] nll = new float[MOST_ROWS];
        if (ownsSums(item, tile) && n < columns) {
            for (int j = 0; j < TOGETHER; j++) {
                int column = n + j;
                float meanBias = f.get(biases + column), logVarBias = f.get(biases + head + column), mask = f.get(masks + column);
                for (int i = 0; i < Tile.rows(tile); i++) {
                    if (m + i < rows) {
                        float mean = c[i * Tile.columns(tile) + j] + meanBias,
                                raw = c[i * Tile.columns(tile) + TOGETHER + j] + logVarBias;
                        float pixel = f.get(x + i * xPitch + column);
                        float term = TileEpilogues.gaussian(f, dOut + i * dPitch + column, head, backward, upstream, floor, mean,
                                raw, pixel, mask);
                        nll[i] = j == 0 ? term : nll[i] + term;
                        if (j == TOGETHER - 1) f.set(partial + i * partialPitch, nll[i]);
                    }
                }
            }
        }
    }

    static void latent(KernelContext context, FloatArray f, IntArray s, int at, int tile) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, PAIR, c);
        finishLatent(f, s, at, base, group, item, tile, c);
    }

    static void finishLatent(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, PAIR), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS), head = s.get(at + HEAD);
        int codePitch = s.get(at + CODE_PITCH), code = base + s.get(at + CODE) + m * codePitch, biases = base + s.get(at + BIAS);
        int pitch = s.get(at + EPSILON_PITCH), row = base + m * pitch, noise = row + s.get(at + EPSILON),
                z = row + s.get(at + Z), kl = row + s.get(at + KL);
        boolean divergence = s.get(at + KL) > 0;
        if (ownsSums(item, tile) && n < columns) {
            for (int j = 0; j < TOGETHER; j++) {
                int column = n + j;
                float muBias = f.get(biases + column), logVarBias = f.get(biases + head + column);
                for (int i = 0; i < Tile.rows(tile); i++) {
                    if (m + i < rows) {
                        // z = μ + e^{½ log σ²} ε;   KL = −½ (1 + log σ² − μ² − σ²)
                        float mu = c[i * Tile.columns(tile) + j] + muBias,
                                logVar = c[i * Tile.columns(tile) + TOGETHER + j] + logVarBias;
                        float sigma = TornadoMath.exp(0.5f * logVar);
                        f.set(z + i * pitch + column, mu + sigma * f.get(noise + i * pitch + column));
                        f.set(code + i * codePitch + column, mu);
                        f.set(code + i * codePitch + column + head, logVar);
                        if (divergence) f.set(kl + i * pitch + column, 0.5f * (mu * mu + sigma * sigma - logVar - 1));
                    }
                }
            }
        }
    }

    /** C by itself, without anything that follows: what {@link TileTrial} measures. Table: Y, Y_PITCH. */
    static void product(KernelContext context, FloatArray f, IntArray s, int at, int tile, int form) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA);
        float[] c = new float[MOST_ROWS * MOST_COLUMNS];
        sums(context, f, s, at, base, group, item, tile, form, c);
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, form), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS);
        int pitch = s.get(at + Y_PITCH), to = base + s.get(at + Y) + m * pitch;
        for (int i = 0; i < Tile.rows(tile); i++) {
            for (int j = 0; j < Tile.columns(tile); j++) {
                int column = n + offset(form == PAIR ? j % TOGETHER : j, tile);
                if (m + i < rows && column < columns) f.set(to + i * pitch + column, c[i * Tile.columns(tile) + j]);
            }
        }
    }

    /**
     * @param table {@code count} products, one after another: the gradients of all layers' weights; behind a product's groups
     * come those of its layer's biases
     */
    static void update(KernelContext context, FloatArray f, IntArray s, int table, int count, int tile, int rule) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int item = context.localIdx, group = context.groupIdx, base = context.globalIdz * s.get(REPLICA), at = table;
        for (int p = 1; p < count && group >= s.get(at + GROUPS); p++) {
            group -= s.get(at + GROUPS);
            at += SIZE;
        }
        int products = s.get(at + PRODUCT_GROUPS);
        if (group < products) {
            float[] c = new float[MOST_ROWS * MOST_COLUMNS];
            sums(context, f, s, at, base, group, item, tile, WEIGHTS, c);
            finishUpdate(f, s, at, base, group, item, tile, rule, c);
        } else {
            biases(f, s, at, base, group - products, item, rule);
        }
    }

    static void finishUpdate(FloatArray f, IntArray s, int at, int base, int group, int item, int tile, int rule, float[] c) {
        int m = row(s, at, group, item, tile), n = column(s, at, group, item, tile, WEIGHTS), rows = s.get(at + ROWS),
                columns = s.get(at + COLUMNS);
        int pitch = s.get(at + W_PITCH), gradients = base + s.get(at + DW), weights = base + s.get(at + W);
        int moments = base + s.get(at + MOMENT), squares = base + s.get(at + SQUARES), rates = base + s.get(at + RATES),
                numbers = s.get(at + RULE);
        float rate = TileUpdates.number(f, rates + Updates.RATE, rule != Updates.NONE),
                scale = TileUpdates.number(f, rates + Updates.CORRECTION, rule == Updates.ADAM);
        float beta1 = TileUpdates.number(f, numbers + Updates.BETA1, rule == Updates.ADAM),
                beta2 = TileUpdates.number(f, numbers + Updates.BETA2, rule == Updates.ADAM);
        float epsilon = TileUpdates.number(f,
                rule == Updates.ADAM ? numbers + Updates.ADAM_EPSILON : numbers + Updates.ADAGRAD_EPSILON, rule != Updates.NONE);
        for (int g = 0; g < Tile.columns(tile) / TOGETHER; g++) {
            int first = n + offset(g * TOGETHER, tile);
            for (int i = 0; i < Tile.rows(tile); i++) {
                if (m + i < rows && first < columns) {
                    for (int j = 0; j < TOGETHER; j++) {
                        int e = (m + i) * pitch + first + j;
                        float d = c[i * Tile.columns(tile) + g * TOGETHER + j];
                        if (rule == Updates.NONE) f.set(gradients + e, d);
                        if (rule == Updates.ADAM) {
                            TileUpdates.adam(f, weights + e, moments + e, squares + e, rate, scale, beta1, beta2, epsilon, d);
                        }
                        if (rule == Updates.ADAGRAD) TileUpdates.adagrad(f, weights + e, squares + e, rate, epsilon, d);
                    }
                }
            }
        }
    }

    /** Biases that one work-group updates, an item each. */
    static final int BIAS_GROUP = 32;

    /**
     * ∂b[o] = Σ_k A[o, k], A being ∂aᵀ, in four sums that do not wait for each other, then what the rule does with it. It takes
     * as many turns as the product's own work-groups do beside it. There is no barrier: with one, which only these
     * work-groups met, gradients that are kept came out wrong on PoCL 3.1.
     */
    static void biases(FloatArray f, IntArray s, int at, int base, int group, int item, int rule) {
        int o = group * BIAS_GROUP + item, length = s.get(at + K);
        if (item < BIAS_GROUP && o < s.get(at + ROWS)) {
            int a = base + s.get(at + A) + o, step = s.get(at + A_K), whole = length - length % 4, end = a + whole * step;
            float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
            for (int e = a; e < end; e += 4 * step) {
                sum0 += f.get(e);
                sum1 += f.get(e + step);
                sum2 += f.get(e + 2 * step);
                sum3 += f.get(e + 3 * step);
            }
            if (whole < length) sum0 += f.get(end);
            if (whole + 1 < length) sum1 += f.get(end + step);
            if (whole + 2 < length) sum2 += f.get(end + 2 * step);
            TileUpdates.bias(rule, f, s, at, base, o, (sum0 + sum1) + (sum2 + sum3));
        }
    }

    /** The first of an item's rows of C. */
    static int row(IntArray s, int at, int group, int item, int tile) {
        return group % s.get(at + ROW_GROUPS) * Tile.height(tile) * Tile.rows(tile) + item / Tile.width(tile) % Tile
                .height(tile) * Tile.rows(tile);
    }

    /** The first of an item's columns of C; of either head, where there are two. */
    static int column(IntArray s, int at, int group, int item, int tile, int form) {
        int columns = Tile.width(tile) * Tile.columns(tile);
        return group / s.get(at + ROW_GROUPS) * (form == PAIR ? columns / 2 : columns) + item % Tile.width(tile) * TOGETHER;
    }

    /** From an item's first column to its j-th. */
    static int offset(int j, int tile) {
        return j / TOGETHER * TOGETHER * Tile.width(tile) + j % TOGETHER;
    }

    /** Whether an item has the whole sums: the first of those that share them. */
    private static boolean ownsSums(int item, int tile) {
        return Tile.slices(tile) == 1 || item < Tile.width(tile) * Tile.height(tile);
    }

    /**
     * c[i, j] = Σ_k A[m + i, k] B[k, n + j]; all items of the group take part, those too whose rows or columns lie beyond C.
     *
     * @param c an item's sums, {@code rows × columns}
     */
    private static void sums(KernelContext context, FloatArray f, IntArray s, int at, int base, int group, int item, int tile,
            int form, float[] c) {
        int rows = Tile.rows(tile), columns = Tile.columns(tile), width = Tile.width(tile), height = Tile.height(tile),
                slices = Tile.slices(tile), depth = Tile.depth(tile);
        int tileRows = rows * height, tileColumns = columns * width, items = width * height * slices, half = tileColumns / 2;
        int aPitch = tileRows + PADDING, bPitch = tileColumns + PADDING, gap = TOGETHER * width;
        float[] aTile = context.allocateFloatLocalArray(A_ROOM);
        float[] bTile = context.allocateFloatLocalArray(B_ROOM);

        // which numbers of A and B an item copies: every hop-th row, or every hop-th k, from its first on
        boolean aAlongK = form != WEIGHTS, bAlongK = form == FORWARD || form == PAIR;
        int aHop = aAlongK ? items / depth : items / tileRows, bHop = bAlongK ? items / depth : items / tileColumns;
        int aCopies = tileRows * depth / items, bCopies = tileColumns * depth / items;
        int aK = aAlongK ? item % depth : item / tileRows, aM = aAlongK ? item / depth : item % tileRows;
        int bK = bAlongK ? item % depth : item / tileColumns, bN = bAlongK ? item / depth : item % tileColumns;
        int firstRow = group % s.get(at + ROW_GROUPS) * tileRows,
                firstColumn = group / s.get(at + ROW_GROUPS) * (form == PAIR ? half : tileColumns);
        int aStride = s.get(at + (aAlongK ? A_ROW : A_K)), bStride = s.get(at + (bAlongK ? B_COLUMN : B_K));
        int fromA = base + s.get(at + A) + (aAlongK ? (firstRow + aM) * aStride + aK : aK * aStride + firstRow + aM);
        int fromB = base + s.get(at + B) + (bAlongK ? (firstColumn + bN) * bStride + bK : bK * bStride + firstColumn + bN);
        int secondHead = form == PAIR ? (s.get(at + HEAD) - half) * bStride : 0;
        int rowsLeft = s.get(at + ROWS) - firstRow, columnsLeft = s.get(at + B_COLUMNS) - firstColumn, left = s.get(at + K);
        int toA = aK * aPitch + aM, toB = bK * bPitch + bN;
        int slice = item / (width * height), readA = slice * (depth / slices) * aPitch + item / width % height * rows;
        int readB = slice * (depth / slices) * bPitch + item % width * TOGETHER;

        float[] p = new float[16];
        float[] q = new float[16];
        float[] u = new float[MOST_ROWS];
        float[] v = new float[MOST_COLUMNS];
        for (int e = 0; e < rows * columns; e++) c[e] = 0;
        for (int stage = 0, stages = (left + depth - 1) / depth; stage <= stages; stage++) {
            for (int r = 0; r < aCopies; r++) {
                float value = 0;
                if (aM + (aAlongK ? r * aHop : 0) < rowsLeft && aK + (aAlongK ? 0 : r * aHop) < left) {
                    value = f
                            .get(fromA + r * aHop * aStride);
                }
                p[r] = value;
            }
            for (int r = 0; r < bCopies; r++) {
                boolean second = form == PAIR && r * bHop >= half;
                float value = 0;
                if (bN + (bAlongK ? r * bHop : 0) - (second ? half : 0) < columnsLeft && bK + (bAlongK ? 0 : r * bHop) < left) {
                    value = f.get(fromB + r * bHop * bStride + (second ? secondHead : 0));
                }
                q[r] = value;
            }
            left -= depth;
            fromA += aAlongK ? depth : depth * aStride;
            fromB += bAlongK ? depth : depth * bStride;
            if (stage > 0) {
                for (int k = 0; k < depth / slices; k++) {
                    for (int i = 0; i < rows; i++) u[i] = aTile[readA + k * aPitch + i];
                    for (int j = 0; j < columns; j++) v[j] = bTile[readB + k * bPitch + j / TOGETHER * gap + j % TOGETHER];
                    for (int i = 0; i < rows; i++) {
                        for (int j = 0; j < columns; j++) c[i * columns + j] += u[i] * v[j];
                    }
                }
            }
            context.localBarrier();
            for (int r = 0; r < aCopies; r++) aTile[toA + r * aHop * (aAlongK ? 1 : aPitch)] = p[r];
            for (int r = 0; r < bCopies; r++) bTile[toB + r * bHop * (bAlongK ? 1 : bPitch)] = q[r];
            context.localBarrier();
        }
        // the upper half of the slices hand their sums to the lower half, until one has them all
        for (int upper = slices / 2; upper > 0; upper /= 2) {
            int owner = item % (width * height) + slice % upper * width * height;
            if (slice >= upper && slice < 2 * upper) {
                for (int e = 0; e < rows * columns; e++) {
                    aTile[e * upper * width * height + owner] = c[e];
                }
            }
            context.localBarrier();
            if (slice < upper) {
                for (int e = 0; e < rows * columns; e++) c[e] += aTile[e * upper * width * height + owner];
            }
            context.localBarrier();
        }
    }
}
