package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.LogImportanceWeight;
import tornadovae.graph.LogSumExp;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link tornadovae.graph.LogImportanceWeight} and {@link tornadovae.graph.LogSumExp} as plain loops, a row an iteration. */
final class ImportanceLoops {

    /** Behind the code: noise and draw, with one pitch; −log p(x|z) and the weight, with one pitch. */
    private static final int EPSILON = 5, Z = 6, Z_PITCH = 7, NLL = 8, LOG_WEIGHT = 9, NLL_PITCH = 10;
    /** What is added, with its pitch; how many were before; the largest, both sums, and their pitch. */
    private static final int VALUE = 11, VALUE_PITCH = 12, SAMPLES = 13, MAX = 14, SUM = 15, SQUARES = 16, SUMS_PITCH = 17;
    private static final int SIZE = 18;

    private ImportanceLoops() {}

    static Task task(LogImportanceWeight o, Layout layout) {
        return Task.ofLoops(o, ImportanceLoops::logWeight,
                Table.code(o.code(), layout, SIZE).put(EPSILON, o.epsilon()).put(Z, Z_PITCH, o.z()).put(NLL, NLL_PITCH, o.nll())
                        .put(LOG_WEIGHT, o.logWeight()),
                layout.count(o.nll()));
    }

    static Task task(LogSumExp o, Layout layout) {
        return Task.ofLoops(o, ImportanceLoops::logSumExp,
                new Table(layout, SIZE).put(ROWS, o.value().rows()).put(VALUE, VALUE_PITCH, o.value()).integer(SAMPLES, o.count())
                        .put(MAX, SUMS_PITCH, o.max()).put(SUM, o.sum()).put(SQUARES, o.squares()),
                layout.count(o.value()));
    }

    /** log w[i] = −nll[i] + ½ Σ_j log σ² + ε² − z². */
    static void logWeight(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / rows * s.get(REPLICA), i = e % rows;
            int logVar = base + s.get(table + CODE) + i * s.get(table + CODE_PITCH) + s.get(table + HEAD),
                    row = base + i * s.get(table + Z_PITCH), at = base + i * s.get(table + NLL_PITCH);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float epsilon = f.get(row + s.get(table + EPSILON) + j), z = f.get(row + s.get(table + Z) + j);
                sum += f.get(logVar + j) + epsilon * epsilon - z * z;
            }
            f.set(at + s.get(table + LOG_WEIGHT), 0.5f * sum - f.get(at + s.get(table + NLL)));
        }
    }

    /** m' = max(m, v), s' = s e^(m − m') + e^(v − m'), q' = q e^2(m − m') + e^2(v − m'); anew where count = 0. */
    static void logSumExp(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), replica = e / rows, base = replica * s.get(REPLICA), i = e % rows,
                    at = base + i * s.get(table + SUMS_PITCH);
            float v = f.get(base + s.get(table + VALUE) + i * s.get(table + VALUE_PITCH)), m = v, sum = 1, squares = 1;
            if (s.get(s.get(table + SAMPLES) + replica) != 0) {
                float before = f.get(at + s.get(table + MAX));
                m = v > before ? v : before;
                float kept = TornadoMath.exp(before - m), added = TornadoMath.exp(v - m);
                sum = f.get(at + s.get(table + SUM)) * kept + added;
                squares = f.get(at + s.get(table + SQUARES)) * kept * kept + added * added;
            }
            f.set(at + s.get(table + MAX), m);
            f.set(at + s.get(table + SUM), sum);
            f.set(at + s.get(table + SQUARES), squares);
        }
    }
}
