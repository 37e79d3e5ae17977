package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The ops that join, spread, copy and count, as plain loops. */
final class ScalarLoops {

    private ScalarLoops() {}

    /** mean = (1/rows) Σ value, a replica an iteration. Table: rows, columns, pitch, columns of a head, gap between heads, value, mean. */
    static void batchMean(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int rows = s.get(table), columns = s.get(table + 1), value = replica * s.get(0) + s.get(table + 5);
            float sum = 0;
            for (int i = 0; i < rows; i++) { // row by row, so that rounding errors do not grow with all elements
                float row = 0;
                for (int j = 0; j < columns; j++) row += f.get(value + i * s.get(table + 2) + (j < s.get(table + 3) ? j : j + s.get(table + 4)));
                sum += row;
            }
            f.set(replica * s.get(0) + s.get(table + 6), sum / rows);
        }
    }

    /** ∂value = ∂mean / rows. Table: rows, columns, pitch, columns of a head, gap between heads, ∂value, ∂mean. */
    static void spread(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int base = replica(s, table, e) * s.get(0);
            f.set(base + element(s, table, e) + s.get(table + 5), f.get(base + s.get(table + 6)) / s.get(table));
        }
    }

    /** Table: rows, columns, pitch, columns of a head, gap between heads, tensor. */
    static void fill(FloatArray f, IntArray s, int table, int count, float value) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            f.set(replica(s, table, e) * s.get(0) + element(s, table, e) + s.get(table + 5), value);
        }
    }

    /** sum = a + b. Table: rows, columns, pitch, columns of a head, gap between heads, a, b, sum. */
    static void add(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int at = replica(s, table, e) * s.get(0) + element(s, table, e);
            f.set(at + s.get(table + 7), f.get(at + s.get(table + 5)) + f.get(at + s.get(table + 6)));
        }
    }

    /** sum[i] = Σ_j value[i, j], a row an iteration. Table: rows, columns, value, pitch, sum, pitch of sum. */
    static void rowSums(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), base = e / rows * s.get(0), i = e % rows, row = base + s.get(table + 2) + i * s.get(table + 3);
            float sum = 0;
            for (int j = 0; j < s.get(table + 1); j++) sum += f.get(row + j);
            f.set(base + s.get(table + 4) + i * s.get(table + 5), sum);
        }
    }

    /** part = columns of whole. Table: rows, columns, pitch of part, columns of a head of whole, gap between heads, pitch of whole, first column, whole, part. */
    static void slice(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + 1), i = e / columns % s.get(table), j = s.get(table + 6) + e % columns;
            int column = j < s.get(table + 3) ? j : j + s.get(table + 4), base = replica(s, table, e) * s.get(0);
            f.set(base + s.get(table + 8) + i * s.get(table + 2) + e % columns, f.get(base + s.get(table + 7) + i * s.get(table + 5) + column));
        }
    }

    /** all[cursor mod batches · rows + i] = batch[i]. Table: rows, columns, pitch of batch, columns of a head, gap between heads, batch, all, pitch of all, rows of all, cursor. */
    static void store(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), replica = replica(s, table, e), base = replica * s.get(0), n = s.get(table + 8);
            int row = s.get(s.get(table + 9) + replica) % ((n + rows - 1) / rows) * rows + e / columns % rows;
            if (row < n) f.set(base + s.get(table + 6) + row * s.get(table + 7) + e % columns, f.get(base + element(s, table, e) + s.get(table + 5)));
        }
    }

    /** sum = a + w b. Table: a, w, b, sum. */
    static void scaledAdd(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            f.set(base + s.get(table + 3), f.get(base + s.get(table)) + f.get(base + s.get(table + 1)) * f.get(base + s.get(table + 2)));
        }
    }

    /** ∂b = w ∂sum. Table: w, ∂sum, ∂b. */
    static void scaledAddGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            f.set(base + s.get(table + 2), f.get(base + s.get(table)) * f.get(base + s.get(table + 1)));
        }
    }

    /** weight = target · min(1, (step mod period + 1)/rise). Table: step, rise, period, target, weight. */
    static void ramp(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            float fraction = fraction(s.get(s.get(table) + replica), s.get(s.get(table + 1) + replica), s.get(s.get(table + 2) + replica));
            f.set(base + s.get(table + 4), f.get(base + s.get(table + 3)) * fraction);
        }
    }

    static float fraction(int step, int rise, int period) {
        int at = period == 0 ? step : step % TornadoMath.max(period, 1); // compilers may divide before they branch
        return rise == 0 ? 1 : TornadoMath.min(1f, (at + 1f) / rise);
    }

    /** difference = |value − target|. Table: value, target, difference. */
    static void absoluteDifference(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            f.set(base + s.get(table + 2), TornadoMath.abs(f.get(base + s.get(table)) - f.get(base + s.get(table + 1))));
        }
    }

    /** ∂value = sign(value − target) ∂difference. Table: value, target, ∂difference, ∂value. */
    static void absoluteDifferenceGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            float difference = f.get(base + s.get(table)) - f.get(base + s.get(table + 1));
            float sign = difference > 0 ? 1 : difference < 0 ? -1 : 0 * difference; // NaN stays NaN
            f.set(base + s.get(table + 3), sign * f.get(base + s.get(table + 2)));
        }
    }

    /** Table: counter. */
    static void advance(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            s.set(s.get(table) + replica, s.get(s.get(table) + replica) + 1);
        }
    }

    private static int replica(IntArray s, int table, int e) {
        return e / (s.get(table) * s.get(table + 1));
    }

    /** Where element e of a matrix lies from its beginning. */
    private static int element(IntArray s, int table, int e) {
        int columns = s.get(table + 1), j = e % columns;
        return e / columns % s.get(table) * s.get(table + 2) + (j < s.get(table + 3) ? j : j + s.get(table + 4));
    }
}
