package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.Covariance;
import tornadovae.graph.FreeBits;
import tornadovae.graph.IdentityPenalty;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What objectives compute from the statistics of a minibatch's codes, as plain loops: means and covariances over its images, and
 * functions of them.
 */
final class PenaltyLoops {

    /** Free bits: the divergence and its gradient, with one pitch; λ, means, their sum and its gradient. */
    private static final int KL = 5, DKL = 6, KL_PITCH = 7, MINIMUM = 8, MEANS = 9, SUM = 10, DSUM = 11;
    /** Behind the code: its covariance and that one's gradient, with one pitch; the code's gradient. */
    private static final int C = 12, DC = 13, C_PITCH = 14, DCODE = 15;
    /** λ_od, λ_d; the penalty and its gradient. */
    private static final int OFF_DIAGONAL = 16, DIAGONAL = 17, PENALTY = 18, DPENALTY = 19;
    private static final int SIZE = 20;

    private PenaltyLoops() {}

    static Task task(FreeBits o, Layout layout) {
        return Task.ofLoops(o, PenaltyLoops::freeBits,
                Table.shape(o.kl(), layout, SIZE).put(KL, KL_PITCH, o.kl()).put(MINIMUM, o.minimum()).put(MEANS, o.means())
                        .put(SUM, o.sum()),
                layout.replicas());
    }

    static Task task(FreeBits.Gradient o, Layout layout) {
        return Task.ofLoops(o, PenaltyLoops::freeBitsGradient,
                Table.shape(o.dKl(), layout, SIZE).put(MEANS, o.means()).put(MINIMUM, o.minimum()).put(DSUM, o.dSum())
                        .put(DKL, KL_PITCH, o.dKl()),
                layout.count(o.dKl()));
    }

    static Task task(Covariance o, Layout layout) {
        int ofDraws = o.ofDraws() ? 1 : 0;
        int table = Table.code(o.code(), layout, SIZE).put(C, C_PITCH, o.covariance()).write(),
                count = layout.count(o.covariance());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, PenaltyLoops::covariance, a.floats(), a.integers(), table, count, ofDraws));
    }

    static Task task(Covariance.Gradient o, Layout layout) {
        int ofDraws = o.ofDraws() ? 1 : 0;
        int table = Table.code(o.code(), layout, SIZE).put(DC, C_PITCH, o.dCovariance()).put(DCODE, o.dCode()).write(),
                count = layout.count(1, o.dCovariance().columns());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, PenaltyLoops::covarianceGradient, a.floats(), a.integers(), table,
                count, ofDraws));
    }

    static Task task(IdentityPenalty o, Layout layout) {
        return Task.ofLoops(o, PenaltyLoops::identityPenalty,
                Table.shape(o.covariance(), layout, SIZE).put(C, C_PITCH, o.covariance()).put(OFF_DIAGONAL, o.offDiagonal())
                        .put(DIAGONAL, o.diagonal()).put(PENALTY, o.penalty()),
                layout.replicas());
    }

    static Task task(IdentityPenalty.Gradient o, Layout layout) {
        return Task.ofLoops(o, PenaltyLoops::identityPenaltyGradient,
                Table.shape(o.covariance(), layout, SIZE).put(C, C_PITCH, o.covariance()).put(OFF_DIAGONAL, o.offDiagonal())
                        .put(DIAGONAL, o.diagonal()).put(DPENALTY, o.dPenalty()).put(DC, o.dCovariance()),
                layout.count(o.covariance()));
    }

    /** k_j = (1/B) Σ_i kl[i, j]; sum = Σ_j max(λ, k_j); a replica an iteration. */
    static void freeBits(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int rows = s.get(table + ROWS), base = replica * s.get(REPLICA);
            float minimum = f.get(base + s.get(table + MINIMUM)), sum = 0;
            for (int j = 0; j < s.get(table + COLUMNS); j++) {
                float mean = mean(f, base + s.get(table + KL) + j, s.get(table + KL_PITCH), rows);
                f.set(base + s.get(table + MEANS) + j, mean);
                sum += LikelihoodLoops.max(mean, minimum);
            }
            f.set(base + s.get(table + SUM), sum);
        }
    }

    /** ∂kl[i, j] = ∂sum / B where k_j &gt; λ, else 0. */
    static void freeBitsGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), base = e / (rows * columns) * s.get(REPLICA),
                    j = e % columns;
            float share = f.get(base + s.get(table + DSUM)) / rows;
            f.set(base + s.get(table + DKL) + e / columns % rows * s.get(table + KL_PITCH) + j,
                    f.get(base + s.get(table + MEANS) + j) > f.get(base + s.get(table + MINIMUM)) ? share : 0);
        }
    }

    /** c[a, b] = (1/B) Σ_i (μ_ia − μ̄_a)(μ_ib − μ̄_b), with {@code ofDraws} + (1/B) Σ_i σ²_ia where a = b. */
    static void covariance(FloatArray f, IntArray s, int table, int count, int ofDraws) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), d = s.get(table + COLUMNS), pitch = s.get(table + CODE_PITCH),
                    base = e / (d * d) * s.get(REPLICA), a = e / d % d, b = e % d;
            int code = base + s.get(table + CODE);
            float meanOfA = mean(f, code + a, pitch, rows), meanOfB = mean(f, code + b, pitch, rows), sum = 0;
            for (int i = 0; i < rows; i++) {
                int at = code + i * pitch;
                sum += (f.get(at + a) - meanOfA) * (f.get(at + b) - meanOfB);
                if (ofDraws == 1 && a == b) sum += TornadoMath.exp(f.get(at + s.get(table + HEAD) + a));
            }
            f.set(base + s.get(table + C) + a * s.get(table + C_PITCH) + b, sum / rows);
        }
    }

    /**
     * ∂μ_ia = (1/B) Σ_b (∂c[a, b] + ∂c[b, a]) (μ_ib − μ̄_b); ∂log σ²_ia = (1/B) ∂c[a, a] σ²_ia with {@code ofDraws}, else 0; a
     * latent dimension an iteration.
     *
     */
    static void covarianceGradient(FloatArray f, IntArray s, int table, int count, int ofDraws) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), d = s.get(table + COLUMNS), pitch = s.get(table + CODE_PITCH),
                    head = s.get(table + HEAD), base = e / d * s.get(REPLICA), a = e % d;
            int code = base + s.get(table + CODE), dc = base + s.get(table + DC), dCode = base + s.get(table + DCODE) + a;
            float variance = f.get(dc + a * s.get(table + C_PITCH) + a) / rows;
            for (int i = 0; i < rows; i++) {
                f.set(dCode + i * pitch, 0f);
                f.set(dCode + i * pitch + head,
                        ofDraws == 1 ? variance * TornadoMath.exp(f.get(code + i * pitch + head + a)) : 0f);
            }
            for (int b = 0; b < d; b++) {
                float mean = mean(f, code + b, pitch, rows),
                        share = (f.get(dc + a * s.get(table + C_PITCH) + b) + f.get(dc + b * s.get(table + C_PITCH) + a)) / rows;
                for (int i = 0; i < rows; i++) {
                    f.set(dCode + i * pitch, f.get(dCode + i * pitch) + share * (f.get(code + i * pitch + b) - mean));
                }
            }
        }
    }

    /** penalty = λ_od Σ_{a≠b} c[a, b]² + λ_d Σ_a (c[a, a] − 1)², a replica an iteration. */
    static void identityPenalty(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int d = s.get(table + COLUMNS), base = replica * s.get(REPLICA);
            float off = 0, on = 0;
            for (int a = 0; a < d; a++) {
                int row = base + s.get(table + C) + a * s.get(table + C_PITCH);
                float offInRow = 0;
                for (int b = 0; b < d; b++) {
                    if (a != b) offInRow += f.get(row + b) * f.get(row + b);
                }
                off += offInRow;
                on += (f.get(row + a) - 1) * (f.get(row + a) - 1);
            }
            f.set(base + s.get(table + PENALTY),
                    f.get(base + s.get(table + OFF_DIAGONAL)) * off + f.get(base + s.get(table + DIAGONAL)) * on);
        }
    }

    /** ∂c[a, b] = 2 λ_od c[a, b] ∂penalty for a ≠ b; ∂c[a, a] = 2 λ_d (c[a, a] − 1) ∂penalty. */
    static void identityPenaltyGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int d = s.get(table + COLUMNS), base = e / (d * d) * s.get(REPLICA), a = e / d % d, b = e % d,
                    at = base + a * s.get(table + C_PITCH) + b;
            float upstream = 2 * f.get(base + s.get(table + DPENALTY)), value = f.get(at + s.get(table + C));
            f.set(at + s.get(table + DC), upstream * (a == b ? f.get(base + s.get(table + DIAGONAL)) * (value - 1)
                    : f.get(base + s.get(table + OFF_DIAGONAL)) * value));
        }
    }

    /** The mean of a column of {@code rows} numbers. */
    private static float mean(FloatArray f, int column, int pitch, int rows) {
        float sum = 0;
        for (int i = 0; i < rows; i++) sum += f.get(column + i * pitch);
        return sum / rows;
    }
}
