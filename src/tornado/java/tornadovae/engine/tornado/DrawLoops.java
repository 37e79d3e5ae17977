package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.FirstDraw;
import tornadovae.graph.ImportanceLoss;
import tornadovae.graph.LogImportanceWeight;
import tornadovae.graph.PermuteCodes;
import tornadovae.graph.Repeat;
import tornadovae.graph.Tensor;
import tornadovae.math.Permutation;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Several draws for each image and the adjoints of their importance weights, as plain loops: {@link tornadovae.graph.Repeat},
 * {@link tornadovae.graph.FirstDraw}, {@link tornadovae.graph.ImportanceLoss}, {@link tornadovae.graph.LogImportanceWeight}.
 */
final class DrawLoops {

    /** Rows of images and of draws, laid out alike; how many draws an image has. */
    private static final int IMAGES = 5, MANY = 6, DRAWS = 7;
    /** Log weights and their gradient, with one pitch; the loss or its gradient, with its pitch; see {@link ImportanceLoss}. */
    private static final int LOG_WEIGHT = 8, DLOG_WEIGHT = 9, WEIGHT_PITCH = 10, LOSS = 11, LOSS_PITCH = 12, POWER = 13;
    /** Noise, draw and its gradient, with one pitch; whether μ and σ are stopped. */
    private static final int EPSILON = 14, Z = 15, DZ = 16, Z_PITCH = 17, STOPPED = 18;
    /** The likelihood's gradient, with the weights' pitch. */
    private static final int DNLL = 19;
    /** Codes and permuted ones, with the pitch of draws; what keys their order. */
    private static final int PERMUTED = 20, SEED = 21, STEP = 22;
    private static final int SIZE = 23;

    private DrawLoops() {}

    static Task task(PermuteCodes o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::permuteCodes,
                Table.shape(o.z(), layout, SIZE).put(Z, Z_PITCH, o.z()).put(PERMUTED, o.permuted()).integer(SEED, o.seed())
                        .integer(STEP, o.step()),
                layout.count(o.z()));
    }

    static Task task(Repeat o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::repeat, rows(o.repeated(), o.value(), o.repeated(), layout),
                layout.count(o.repeated()));
    }

    static Task task(Repeat.Gradient o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::repeatGradient, rows(o.dValue(), o.dValue(), o.dRepeated(), layout),
                layout.count(o.dValue()));
    }

    static Task task(FirstDraw o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::firstDraw, rows(o.first(), o.first(), o.draws(), layout), layout.count(o.first()));
    }

    static Task task(FirstDraw.Gradient o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::firstDrawGradient, rows(o.dDraws(), o.dFirst(), o.dDraws(), layout),
                layout.count(o.dDraws()));
    }

    static Task task(ImportanceLoss o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::importanceLoss,
                weights(o.logWeight(), o.loss(), layout).put(LOG_WEIGHT, WEIGHT_PITCH, o.logWeight()), layout.count(o.loss()));
    }

    static Task task(ImportanceLoss.Gradient o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::importanceLossGradient,
                weights(o.logWeight(), o.dLoss(), layout).put(LOG_WEIGHT, WEIGHT_PITCH, o.logWeight())
                        .put(DLOG_WEIGHT, o.dLogWeight()).put(POWER, o.power()),
                layout.count(o.dLoss()));
    }

    static Task task(LogImportanceWeight.NllGradient o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::nllGradient,
                Table.shape(o.dNll(), layout, SIZE).put(DLOG_WEIGHT, WEIGHT_PITCH, o.dLogWeight()).put(DNLL, o.dNll()),
                layout.count(o.dNll()));
    }

    static Task task(LogImportanceWeight.DrawGradient o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::drawGradient,
                Table.code(o.code(), layout, SIZE).put(EPSILON, o.epsilon()).put(Z, o.z()).put(DZ, Z_PITCH, o.dz())
                        .put(DLOG_WEIGHT, WEIGHT_PITCH, o.dLogWeight()).put(STOPPED, o.stopped() ? 1 : 0),
                layout.count(o.dz()));
    }

    static Task task(LogImportanceWeight.CodeGradient o, Layout layout) {
        return Task.ofLoops(o, DrawLoops::codeGradient,
                Table.code(o.dCode(), layout, SIZE).put(DLOG_WEIGHT, WEIGHT_PITCH, o.dLogWeight()),
                layout.count(o.dCode().rows(), o.dCode().columns() / 2));
    }

    /** A table that begins with the shape of what is written. */
    private static Table rows(Tensor written, Tensor images, Tensor many, Layout layout) {
        return Table.matrix(written, layout, SIZE).put(IMAGES, images).put(MANY, many)
                .put(DRAWS, many.rows() / images.rows());
    }

    private static Table weights(Tensor logWeight, Tensor loss, Layout layout) {
        return Table.shape(loss, layout, SIZE).put(LOSS, LOSS_PITCH, loss).put(DRAWS, logWeight.rows() / loss.rows());
    }

    /** permuted[i, j] = z[π_j(i), j], an element an iteration. */
    static void permuteCodes(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), replica = e / (rows * columns),
                    base = replica * s.get(REPLICA), i = e / columns % rows, j = e % columns;
            int from = Permutation.at(i, rows, Permutation.CODES, s.get(s.get(table + SEED) + replica),
                    s.get(s.get(table + STEP) + replica) * columns + j);
            f.set(base + s.get(table + PERMUTED) + i * s.get(table + Z_PITCH) + j,
                    f.get(base + s.get(table + Z) + from * s.get(table + Z_PITCH) + j));
        }
    }

    /** repeated[i·L + l] = value[i], an element an iteration. */
    static void repeat(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + COLUMNS), base = replica(s, table, e) * s.get(REPLICA);
            int i = e / columns % s.get(table + ROWS), column = column(s, table, e % columns), pitch = s.get(table + PITCH);
            f.set(base + s.get(table + MANY) + i * pitch + column,
                    f.get(base + s.get(table + IMAGES) + i / s.get(table + DRAWS) * pitch + column));
        }
    }

    /** ∂value[i] = Σ_l ∂repeated[i·L + l], an element an iteration. */
    static void repeatGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + COLUMNS), base = replica(s, table, e) * s.get(REPLICA);
            int i = e / columns % s.get(table + ROWS), column = column(s, table, e % columns), pitch = s.get(table + PITCH);
            int draws = s.get(table + DRAWS);
            float sum = 0;
            for (int l = 0; l < draws; l++) sum += f.get(base + s.get(table + MANY) + (i * draws + l) * pitch + column);
            f.set(base + s.get(table + IMAGES) + i * pitch + column, sum);
        }
    }

    /** first[i] = draws[i·L], an element an iteration. */
    static void firstDraw(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + COLUMNS), base = replica(s, table, e) * s.get(REPLICA);
            int i = e / columns % s.get(table + ROWS), column = column(s, table, e % columns), pitch = s.get(table + PITCH);
            f.set(base + s.get(table + IMAGES) + i * pitch + column,
                    f.get(base + s.get(table + MANY) + i * s.get(table + DRAWS) * pitch + column));
        }
    }

    /** ∂draws[i·L] = ∂first[i], the others 0, an element an iteration. */
    static void firstDrawGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + COLUMNS), base = replica(s, table, e) * s.get(REPLICA);
            int i = e / columns % s.get(table + ROWS), column = column(s, table, e % columns), pitch = s.get(table + PITCH);
            int draws = s.get(table + DRAWS);
            float first = f.get(base + s.get(table + IMAGES) + i / draws * pitch + column);
            f.set(base + s.get(table + MANY) + i * pitch + column, i % draws == 0 ? first : 0);
        }
    }

    /** loss = −(m + log (1/K) Σ_k e^(log w_k − m)) with the largest log weight m, an image an iteration. */
    static void importanceLoss(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e / rows * s.get(REPLICA), i = e % rows, draws = s.get(table + DRAWS),
                    pitch = s.get(table + WEIGHT_PITCH), first = base + s.get(table + LOG_WEIGHT) + i * draws * pitch;
            float largest = f.get(first), sum = 0;
            for (int k = 1; k < draws; k++) largest = LikelihoodLoops.max(largest, f.get(first + k * pitch));
            for (int k = 0; k < draws; k++) sum += TornadoMath.exp(f.get(first + k * pitch) - largest);
            f.set(base + s.get(table + LOSS) + i * s.get(table + LOSS_PITCH), -(largest + TornadoMath.log(sum / draws)));
        }
    }

    /** ∂log w_k = −∂loss (w_k / Σ_l w_l)^power, an image an iteration. */
    static void importanceLossGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e / rows * s.get(REPLICA), i = e % rows, draws = s.get(table + DRAWS),
                    pitch = s.get(table + WEIGHT_PITCH), first = base + s.get(table + LOG_WEIGHT) + i * draws * pitch,
                    gradient = base + s.get(table + DLOG_WEIGHT) + i * draws * pitch, power = s.get(table + POWER);
            float largest = f.get(first), sum = 0, upstream = f.get(base + s.get(table + LOSS) + i * s.get(table + LOSS_PITCH));
            for (int k = 1; k < draws; k++) largest = LikelihoodLoops.max(largest, f.get(first + k * pitch));
            for (int k = 0; k < draws; k++) sum += TornadoMath.exp(f.get(first + k * pitch) - largest);
            for (int k = 0; k < draws; k++) {
                float share = TornadoMath.exp(f.get(first + k * pitch) - largest) / sum, squared = share * share;
                f.set(gradient + k * pitch, -upstream * (power == 2 ? squared : share));
            }
        }
    }

    /** ∂nll = −∂log w, a row an iteration. */
    static void nllGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), at = e / rows * s.get(REPLICA) + e % rows * s.get(table + WEIGHT_PITCH);
            f.set(at + s.get(table + DNLL), -f.get(at + s.get(table + DLOG_WEIGHT)));
        }
    }

    /** ∂z = −∂log w z, with ε / σ where μ and σ are stopped, a latent dimension of a draw an iteration. */
    static void drawGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns,
                    at = base + i * s.get(table + Z_PITCH) + j;
            float logVar = f.get(base + s.get(table + CODE) + i * s.get(table + CODE_PITCH) + s.get(table + HEAD) + j),
                    ofQ = f.get(at + s.get(table + EPSILON)) * TornadoMath.exp(-0.5f * logVar);
            float ofP = -f.get(at + s.get(table + Z));
            float slope = s.get(table + STOPPED) == 1 ? ofQ + ofP : ofP;
            f.set(at + s.get(table + DZ),
                    f.get(base + s.get(table + DLOG_WEIGHT) + i * s.get(table + WEIGHT_PITCH)) * slope);
        }
    }

    /** ∂μ = 0; ∂log σ² = ½ ∂log w, a latent dimension of a draw an iteration. */
    static void codeGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows,
                    at = base + s.get(table + CODE) + i * s.get(table + CODE_PITCH) + e % columns;
            f.set(at, 0f);
            f.set(at + s.get(table + HEAD),
                    0.5f * f.get(base + s.get(table + DLOG_WEIGHT) + i * s.get(table + WEIGHT_PITCH)));
        }
    }

    private static int replica(IntArray s, int table, int e) {
        return e / (s.get(table + ROWS) * s.get(table + COLUMNS));
    }

    private static int column(IntArray s, int table, int j) {
        return j < s.get(table + HEAD_COLUMNS) ? j : j + s.get(table + HEAD_GAP);
    }
}
