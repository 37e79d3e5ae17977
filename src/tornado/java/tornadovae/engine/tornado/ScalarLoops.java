package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import java.util.List;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.AbsoluteDifference;
import tornadovae.graph.Add;
import tornadovae.graph.Advance;
import tornadovae.graph.BatchMean;
import tornadovae.graph.Fill;
import tornadovae.graph.Ramp;
import tornadovae.graph.ScaledAdd;
import tornadovae.graph.Slice;
import tornadovae.graph.Store;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The ops that join, spread, copy and count, as plain loops. */
final class ScalarLoops {

    /** A matrix whose shape comes first, or a number; its mean; their gradients. */
    private static final int VALUE = 5, MEAN = 6, DVALUE = 7, DMEAN = 8;
    /** sum = a + w b, of matrices or of numbers. */
    private static final int A = 9, WEIGHT = 10, B = 11, SUM = 12, SUM_PITCH = 13;
    /** A part of a matrix: its first column there. */
    private static final int PART = 14, PART_PITCH = 15, FIRST = 16;
    /** Where a batch is recorded; which one it is. */
    private static final int ALL = 17, ALL_PITCH = 18, ALL_ROWS = 19, CURSOR = 20;
    /** A schedule, see {@link Ramp}; what it rises to. */
    private static final int STEP = 21, RISE = 22, PERIOD = 23, TARGET = 24;
    /** |value − target| and its gradient. */
    private static final int DIFFERENCE = 25, DDIFFERENCE = 26;
    /** A tensor of integers. */
    private static final int COUNTER = 27;
    private static final int SIZE = 28;

    private ScalarLoops() {}

    static Task task(BatchMean o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::batchMean,
                Table.matrix(o.value(), layout, SIZE).put(VALUE, o.value()).put(MEAN, o.mean()), layout.replicas());
    }

    static Task task(BatchMean.Gradient o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::spread,
                Table.matrix(o.dValue(), layout, SIZE).put(DVALUE, o.dValue()).put(DMEAN, o.dMean()), layout.count(o.dValue()));
    }

    static Task task(ScaledAdd o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::scaledAdd,
                new Table(layout, SIZE).put(A, o.a()).put(WEIGHT, o.weight()).put(B, o.b()).put(SUM, o.sum()), layout.replicas());
    }

    static Task task(Fill o, Layout layout) {
        int table = Table.matrix(o.tensor(), layout, SIZE).put(VALUE, o.tensor()).write(), count = layout.count(o.tensor());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, ScalarLoops::fill, a.floats(), a.integers(), table, count, o.value()));
    }

    static Task task(Add o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::add,
                Table.matrix(o.sum(), layout, SIZE).put(A, o.a()).put(B, o.b()).put(SUM, o.sum()), layout.count(o.sum()));
    }

    static Task task(Slice o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::slice,
                Table.matrix(o.whole(), layout, SIZE).put(ROWS, o.part().rows()).put(COLUMNS, o.part().columns())
                        .put(VALUE, o.whole()).put(PART, PART_PITCH, o.part()).put(FIRST, o.first()),
                layout.count(o.part()));
    }

    static Task task(Ramp o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::ramp,
                new Table(layout, SIZE).integer(STEP, o.step()).integer(RISE, o.rise()).integer(PERIOD, o.period())
                        .put(TARGET, o.target()).put(WEIGHT, o.weight()),
                layout.replicas());
    }

    static Task task(AbsoluteDifference o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::absoluteDifference,
                new Table(layout, SIZE).put(VALUE, o.value()).put(TARGET, o.target()).put(DIFFERENCE, o.difference()),
                layout.replicas());
    }

    static Task task(AbsoluteDifference.Gradient o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::absoluteDifferenceGradient,
                new Table(layout, SIZE).put(VALUE, o.value()).put(TARGET, o.target()).put(DDIFFERENCE, o.dDifference())
                        .put(DVALUE, o.dValue()),
                layout.replicas());
    }

    static Task task(Store o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::store,
                Table.matrix(o.batch(), layout, SIZE).put(VALUE, o.batch()).put(ALL, o.all())
                        .put(ALL_PITCH, layout.pitch(o.all())).put(ALL_ROWS, o.all().rows()).integer(CURSOR, o.cursor()),
                layout.count(o.batch()));
    }

    static Task task(Advance o, Layout layout) {
        return Task.ofLoops(o, ScalarLoops::advance, new Table(layout, SIZE).integer(COUNTER, o.counter()), layout.replicas());
    }

    /** Σ over columns: nll[i] from the partial sums of an epilogue. */
    static Task rowSums(Block partial, Tensor sums, Layout layout) {
        int table = new Table(layout, SIZE).put(ROWS, sums.rows()).put(COLUMNS, partial.pitch()).put(VALUE, partial.offset())
                .put(PITCH, partial.pitch())
                .put(SUM, SUM_PITCH, sums).write(), count = layout.count(sums.rows(), 1);
        return new Task("rowSums", List.of(), null,
                (graph, id, a) -> graph.task(id, ScalarLoops::rowSums, a.floats(), a.integers(), table, count));
    }

    /** mean = (1/rows) Σ value, a replica an iteration. */
    static void batchMean(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS),
                    value = replica * s.get(REPLICA) + s.get(table + VALUE);
            float sum = 0;
            for (int i = 0; i < rows; i++) { // row by row, so that rounding errors do not grow with all elements
                float row = 0;
                for (int j = 0; j < columns; j++) {
                    row += f
                            .get(value + i * s.get(table + PITCH)
                                    + (j < s.get(table + HEAD_COLUMNS) ? j : j + s.get(table + HEAD_GAP)));
                }
                sum += row;
            }
            f.set(replica * s.get(REPLICA) + s.get(table + MEAN), sum / rows);
        }
    }

    /** ∂value = ∂mean / rows. */
    static void spread(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int base = replica(s, table, e) * s.get(REPLICA);
            f.set(base + element(s, table, e) + s.get(table + DVALUE), f.get(base + s.get(table + DMEAN)) / s.get(table + ROWS));
        }
    }

    /** */
    static void fill(FloatArray f, IntArray s, int table, int count, float value) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            f.set(replica(s, table, e) * s.get(REPLICA) + element(s, table, e) + s.get(table + VALUE), value);
        }
    }

    /** sum = a + b. */
    static void add(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int at = replica(s, table, e) * s.get(REPLICA) + element(s, table, e);
            f.set(at + s.get(table + SUM), f.get(at + s.get(table + A)) + f.get(at + s.get(table + B)));
        }
    }

    /** sum[i] = Σ_j value[i, j], a row an iteration. */
    static void rowSums(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), base = e / rows * s.get(REPLICA), i = e % rows,
                    row = base + s.get(table + VALUE) + i * s.get(table + PITCH);
            float sum = 0;
            for (int j = 0; j < s.get(table + COLUMNS); j++) sum += f.get(row + j);
            f.set(base + s.get(table + SUM) + i * s.get(table + SUM_PITCH), sum);
        }
    }

    /** part = columns of whole. */
    static void slice(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + COLUMNS), i = e / columns % s.get(table + ROWS), j = s.get(table + FIRST) + e % columns;
            int column = j < s.get(table + HEAD_COLUMNS) ? j : j + s.get(table + HEAD_GAP),
                    base = replica(s, table, e) * s.get(REPLICA);
            f.set(base + s.get(table + PART) + i * s.get(table + PART_PITCH) + e % columns,
                    f.get(base + s.get(table + VALUE) + i * s.get(table + PITCH) + column));
        }
    }

    /** all[cursor mod batches · rows + i] = batch[i]. */
    static void store(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), replica = replica(s, table, e),
                    base = replica * s.get(REPLICA), n = s.get(table + ALL_ROWS);
            int row = s.get(s.get(table + CURSOR) + replica) % ((n + rows - 1) / rows) * rows + e / columns % rows;
            if (row < n) {
                f.set(base + s.get(table + ALL) + row * s.get(table + ALL_PITCH) + e % columns,
                        f.get(base + element(s, table, e) + s.get(table + VALUE)));
            }
        }
    }

    /** sum = a + w b. */
    static void scaledAdd(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(REPLICA);
            f.set(base + s.get(table + SUM),
                    f.get(base + s.get(table + A)) + f.get(base + s.get(table + WEIGHT)) * f.get(base + s.get(table + B)));
        }
    }

    /** ∂b = w ∂sum. */
    static void scaledAddGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(REPLICA);
            f.set(base + s.get(table + 2), f.get(base + s.get(table)) * f.get(base + s.get(table + 1)));
        }
    }

    /** weight = target · min(1, (step mod period + 1)/rise). */
    static void ramp(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(REPLICA);
            float fraction = fraction(s.get(s.get(table + STEP) + replica), s.get(s.get(table + RISE) + replica),
                    s.get(s.get(table + PERIOD) + replica));
            f.set(base + s.get(table + WEIGHT), f.get(base + s.get(table + TARGET)) * fraction);
        }
    }

    static float fraction(int step, int rise, int period) {
        int at = period == 0 ? step : step % TornadoMath.max(period, 1); // compilers may divide before they branch
        return rise == 0 ? 1 : TornadoMath.min(1f, (at + 1f) / rise);
    }

    /** difference = |value − target|. */
    static void absoluteDifference(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(REPLICA);
            f.set(base + s.get(table + DIFFERENCE),
                    TornadoMath.abs(f.get(base + s.get(table + VALUE)) - f.get(base + s.get(table + TARGET))));
        }
    }

    /** ∂value = sign(value − target) ∂difference. */
    static void absoluteDifferenceGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(REPLICA);
            float difference = f.get(base + s.get(table + VALUE)) - f.get(base + s.get(table + TARGET));
            float sign = difference > 0 ? 1 : difference < 0 ? -1 : 0 * difference; // NaN stays NaN
            f.set(base + s.get(table + DVALUE), sign * f.get(base + s.get(table + DDIFFERENCE)));
        }
    }

    /** */
    static void advance(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            s.set(s.get(table + COUNTER) + replica, s.get(s.get(table + COUNTER) + replica) + 1);
        }
    }

    private static int replica(IntArray s, int table, int e) {
        return e / (s.get(table + ROWS) * s.get(table + COLUMNS));
    }

    /** Where element e of a matrix lies from its beginning. */
    private static int element(IntArray s, int table, int e) {
        int columns = s.get(table + COLUMNS), j = e % columns;
        return e / columns % s.get(table + ROWS) * s.get(table + PITCH)
                + (j < s.get(table + HEAD_COLUMNS) ? j : j + s.get(table + HEAD_GAP));
    }
}
