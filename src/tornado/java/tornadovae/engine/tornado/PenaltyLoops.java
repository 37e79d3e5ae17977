package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What objectives compute from the statistics of a minibatch's codes, as plain loops: means and covariances over its images, and functions of them. */
final class PenaltyLoops {

    private PenaltyLoops() {}

    /** k_j = (1/B) Σ_i kl[i, j]; sum = Σ_j max(λ, k_j); a replica an iteration. Table: rows, columns, kl, pitch, λ, k, sum. */
    static void freeBits(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int rows = s.get(table), base = replica * s.get(0);
            float minimum = f.get(base + s.get(table + 4)), sum = 0;
            for (int j = 0; j < s.get(table + 1); j++) {
                float mean = mean(f, base + s.get(table + 2) + j, s.get(table + 3), rows);
                f.set(base + s.get(table + 5) + j, mean);
                sum += LikelihoodLoops.max(mean, minimum);
            }
            f.set(base + s.get(table + 6), sum);
        }
    }

    /** ∂kl[i, j] = ∂sum / B where k_j > λ, else 0. Table: rows, columns, k, λ, ∂sum, ∂kl, its pitch. */
    static void freeBitsGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), base = e / (rows * columns) * s.get(0), j = e % columns;
            float share = f.get(base + s.get(table + 4)) / rows;
            f.set(base + s.get(table + 5) + e / columns % rows * s.get(table + 6) + j, f.get(base + s.get(table + 2) + j) > f.get(base + s.get(table + 3)) ? share : 0);
        }
    }

    /** c[a, b] = (1/B) Σ_i (μ_ia − μ̄_a)(μ_ib − μ̄_b), with {@code ofDraws} + (1/B) Σ_i σ²_ia where a = b. Table: rows B, d, code, code pitch, head, c, its pitch. */
    static void covariance(FloatArray f, IntArray s, int table, int count, int ofDraws) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), d = s.get(table + 1), pitch = s.get(table + 3), base = e / (d * d) * s.get(0), a = e / d % d, b = e % d;
            int code = base + s.get(table + 2);
            float meanOfA = mean(f, code + a, pitch, rows), meanOfB = mean(f, code + b, pitch, rows), sum = 0;
            for (int i = 0; i < rows; i++) {
                int at = code + i * pitch;
                sum += (f.get(at + a) - meanOfA) * (f.get(at + b) - meanOfB);
                if (ofDraws == 1 && a == b) sum += TornadoMath.exp(f.get(at + s.get(table + 4) + a));
            }
            f.set(base + s.get(table + 5) + a * s.get(table + 6) + b, sum / rows);
        }
    }

    /**
     * ∂μ_ia = (1/B) Σ_b (∂c[a, b] + ∂c[b, a]) (μ_ib − μ̄_b); ∂log σ²_ia = (1/B) ∂c[a, a] σ²_ia with {@code ofDraws}, else 0; a latent dimension an iteration.
     * Table: rows B, d, code, code pitch, head, ∂c, its pitch, ∂code.
     */
    static void covarianceGradient(FloatArray f, IntArray s, int table, int count, int ofDraws) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), d = s.get(table + 1), pitch = s.get(table + 3), head = s.get(table + 4), base = e / d * s.get(0), a = e % d;
            int code = base + s.get(table + 2), dc = base + s.get(table + 5), dCode = base + s.get(table + 7) + a;
            float variance = f.get(dc + a * s.get(table + 6) + a) / rows;
            for (int i = 0; i < rows; i++) {
                f.set(dCode + i * pitch, 0f);
                f.set(dCode + i * pitch + head, ofDraws == 1 ? variance * TornadoMath.exp(f.get(code + i * pitch + head + a)) : 0f);
            }
            for (int b = 0; b < d; b++) {
                float mean = mean(f, code + b, pitch, rows), share = (f.get(dc + a * s.get(table + 6) + b) + f.get(dc + b * s.get(table + 6) + a)) / rows;
                for (int i = 0; i < rows; i++) f.set(dCode + i * pitch, f.get(dCode + i * pitch) + share * (f.get(code + i * pitch + b) - mean));
            }
        }
    }

    /** penalty = λ_od Σ_{a≠b} c[a, b]² + λ_d Σ_a (c[a, a] − 1)², a replica an iteration. Table: d, c, its pitch, λ_od, λ_d, penalty. */
    static void identityPenalty(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int d = s.get(table), base = replica * s.get(0);
            float off = 0, on = 0;
            for (int a = 0; a < d; a++) {
                int row = base + s.get(table + 1) + a * s.get(table + 2);
                float offInRow = 0;
                for (int b = 0; b < d; b++) if (a != b) offInRow += f.get(row + b) * f.get(row + b);
                off += offInRow;
                on += (f.get(row + a) - 1) * (f.get(row + a) - 1);
            }
            f.set(base + s.get(table + 5), f.get(base + s.get(table + 3)) * off + f.get(base + s.get(table + 4)) * on);
        }
    }

    /** ∂c[a, b] = 2 λ_od c[a, b] ∂penalty for a ≠ b; ∂c[a, a] = 2 λ_d (c[a, a] − 1) ∂penalty. Table: d, c, pitch of c and ∂c, λ_od, λ_d, ∂penalty, ∂c. */
    static void identityPenaltyGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int d = s.get(table), base = e / (d * d) * s.get(0), a = e / d % d, b = e % d, at = base + a * s.get(table + 2) + b;
            float upstream = 2 * f.get(base + s.get(table + 5)), value = f.get(at + s.get(table + 1));
            f.set(at + s.get(table + 6), upstream * (a == b ? f.get(base + s.get(table + 4)) * (value - 1) : f.get(base + s.get(table + 3)) * value));
        }
    }

    /** The mean of a column of {@code rows} numbers. */
    private static float mean(FloatArray f, int column, int pitch, int rows) {
        float sum = 0;
        for (int i = 0; i < rows; i++) sum += f.get(column + i * pitch);
        return sum / rows;
    }
}
