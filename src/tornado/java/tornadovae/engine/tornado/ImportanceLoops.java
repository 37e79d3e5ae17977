package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link tornadovae.graph.LogImportanceWeight} and {@link tornadovae.graph.LogSumExp} as plain loops, a row an iteration. */
final class ImportanceLoops {

    private ImportanceLoops() {}

    /** log w[i] = −nll[i] + ½ Σ_j log σ² + ε² − z². Table: rows, columns d, code, code pitch, head, ε, z, pitch of both, nll, log w, pitch of both. */
    static void logWeight(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / rows * s.get(0), i = e % rows;
            int logVar = base + s.get(table + 2) + i * s.get(table + 3) + s.get(table + 4), row = base + i * s.get(table + 7), at = base + i * s.get(table + 10);
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float epsilon = f.get(row + s.get(table + 5) + j), z = f.get(row + s.get(table + 6) + j);
                sum += f.get(logVar + j) + epsilon * epsilon - z * z;
            }
            f.set(at + s.get(table + 9), 0.5f * sum - f.get(at + s.get(table + 8)));
        }
    }

    /** m' = max(m, v), s' = s e^(m − m') + e^(v − m'), q' = q e^2(m − m') + e^2(v − m'); anew where count = 0. Table: rows, v, pitch, count, m, s, q, pitch of the three. */
    static void logSumExp(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), replica = e / rows, base = replica * s.get(0), i = e % rows, at = base + i * s.get(table + 7);
            float v = f.get(base + s.get(table + 1) + i * s.get(table + 2)), m = v, sum = 1, squares = 1;
            if (s.get(s.get(table + 3) + replica) != 0) {
                float before = f.get(at + s.get(table + 4));
                m = v > before ? v : before;
                float kept = TornadoMath.exp(before - m), added = TornadoMath.exp(v - m);
                sum = f.get(at + s.get(table + 5)) * kept + added;
                squares = f.get(at + s.get(table + 6)) * kept * kept + added * added;
            }
            f.set(at + s.get(table + 4), m);
            f.set(at + s.get(table + 5), sum);
            f.set(at + s.get(table + 6), squares);
        }
    }
}
