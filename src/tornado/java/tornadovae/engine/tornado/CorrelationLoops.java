package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.DensityEstimate;
import tornadovae.graph.Tensor;
import tornadovae.graph.TotalCorrelation;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.TotalCorrelation} with its adjoints as plain loops, an image of a minibatch an iteration, which meets
 * all others. and {@code other} are log w_ij of {@link tornadovae.graph.DensityEstimate} for j = i, for j = i + 1 mod n, and for
 * all others.
 *
 * <p>Densities are computed anew wherever they are needed: exponentials are cheaper than the memory for n² d numbers.
 */
final class CorrelationLoops {

    /** Behind the code: draws and log densities. */
    private static final int Z = 5, Z_PITCH = 6, DENSITY = 7, DENSITY_PITCH = 8;
    /** The result of each image and its gradient, with one pitch; the other gradients. */
    private static final int ROW = 9, DROW = 10, ROW_PITCH = 11, DZ = 12, DZ_PITCH = 13, DCODE = 14;
    private static final int SIZE = 15;

    private CorrelationLoops() {}

    static Task task(TotalCorrelation o, Layout layout) {
        Weights w = Weights.of(o.estimate(), o.z(), o.images());
        int table = densities(o.code(), o.z(), o.logDensity(), layout).put(ROW, ROW_PITCH, o.row()).write(),
                count = layout.count(o.row());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, CorrelationLoops::totalCorrelation, a.floats(), a.integers(), table, count,
                        w.own, w.next,
                        w.other));
    }

    static Task task(TotalCorrelation.DrawGradient o, Layout layout) {
        Weights w = Weights.of(o.estimate(), o.z(), o.images());
        int table = densities(o.code(), o.z(), o.logDensity(), layout).put(DROW, ROW_PITCH, o.dRow()).put(DZ, DZ_PITCH, o.dz())
                .write(), count = layout.count(o.dRow());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, CorrelationLoops::drawGradient, a.floats(), a.integers(), table,
                count, w.own, w.next, w.other));
    }

    static Task task(TotalCorrelation.CodeGradient o, Layout layout) {
        Weights w = Weights.of(o.estimate(), o.z(), o.images());
        int table = densities(o.code(), o.z(), o.logDensity(), layout).put(DROW, ROW_PITCH, o.dRow()).put(DCODE, o.dCode())
                .write(), count = layout.count(o.dRow());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, CorrelationLoops::codeGradient, a.floats(), a.integers(), table,
                count, w.own, w.next, w.other));
    }

    private static Table densities(Tensor code, Tensor z, Tensor logDensity, Layout layout) {
        return Table.code(code, layout, SIZE).put(Z, Z_PITCH, z).put(DENSITY, DENSITY_PITCH, logDensity);
    }

    /** log w_ij of an image itself, of the next one, and of all others. */
    private record Weights(float own, float next, float other) {

        static Weights of(DensityEstimate estimate, Tensor z, int images) {
            int n = z.rows();
            return new Weights(estimate.logWeight(0, 0, n, images), estimate.logWeight(0, 1, n, images),
                    estimate.logWeight(0, 2, n, images));
        }
    }

    /** log q(z_i) = log Σ_j w_ij Π_k q_ijk and log q(z_ik) = log Σ_j w_ij q_ijk; row[i] = log q(z_i) − Σ_k log q(z_ik). */
    static void totalCorrelation(FloatArray f, IntArray s, int table, int count, float own, float next, float other) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int n = s.get(table + ROWS), d = s.get(table + COLUMNS), base = e / n * s.get(REPLICA), i = e % n;
            int code = base + s.get(table + CODE), pitch = s.get(table + CODE_PITCH), head = s.get(table + HEAD),
                    z = base + s.get(table + Z) + i * s.get(table + Z_PITCH);
            int density = base + s.get(table + DENSITY) + i * s.get(table + DENSITY_PITCH);
            float correlation = 0;
            for (int k = 0; k < d; k++) {
                float max = 0, sum = 0; // a NaN that the maximum does not see, the sum sees
                for (int j = 0; j < n; j++) {
                    float x = logNormal(f, z + k, code + j * pitch + k, head) + logWeight(i, j, n, own, next, other);
                    if (j == 0 || x > max) max = x;
                }
                for (int j = 0; j < n; j++) {
                    sum += TornadoMath
                            .exp(logNormal(f, z + k, code + j * pitch + k, head) + logWeight(i, j, n, own, next, other) - max);
                }
                float marginal = max + TornadoMath.log(sum);
                f.set(density + k, marginal);
                correlation -= marginal;
            }
            float max = 0, sum = 0;
            for (int j = 0; j < n; j++) {
                float x = joint(f, z, code + j * pitch, head, d) + logWeight(i, j, n, own, next, other);
                if (j == 0 || x > max) max = x;
            }
            for (int j = 0; j < n; j++) {
                sum += TornadoMath.exp(joint(f, z, code + j * pitch, head, d) + logWeight(i, j, n, own, next, other) - max);
            }
            float joint = max + TornadoMath.log(sum);
            f.set(density + d, joint);
            f.set(base + s.get(table + ROW) + i * s.get(table + ROW_PITCH), correlation + joint);
        }
    }

    /** ∂z_ik = −Σ_j g_ijk (z_ik − μ_jk) / σ²_jk with g_ijk = ∂row_i w_ij (Π_k′ q_ijk′ / q(z_i) − q_ijk / q(z_ik)). */
    static void drawGradient(FloatArray f, IntArray s, int table, int count, float own, float next, float other) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int n = s.get(table + ROWS), d = s.get(table + COLUMNS), base = e / n * s.get(REPLICA), i = e % n;
            int code = base + s.get(table + CODE), pitch = s.get(table + CODE_PITCH), head = s.get(table + HEAD),
                    z = base + s.get(table + Z) + i * s.get(table + Z_PITCH);
            int density = base + s.get(table + DENSITY) + i * s.get(table + DENSITY_PITCH),
                    dz = base + s.get(table + DZ) + i * s.get(table + DZ_PITCH);
            float upstream = f.get(base + s.get(table + DROW) + i * s.get(table + ROW_PITCH));
            for (int k = 0; k < d; k++) f.set(dz + k, 0f);
            for (int j = 0; j < n; j++) {
                int at = code + j * pitch;
                float weight = logWeight(i, j, n, own, next, other),
                        share = TornadoMath.exp(joint(f, z, at, head, d) + weight - f.get(density + d));
                for (int k = 0; k < d; k++) {
                    float g =
                            upstream * (share - TornadoMath.exp(logNormal(f, z + k, at + k, head) + weight - f.get(density + k)));
                    f.set(dz + k, f.get(dz + k) - g * (f.get(z + k) - f.get(at + k)) * TornadoMath.exp(-f.get(at + k + head)));
                }
            }
        }
    }

    /** ∂μ_jk = Σ_i g_ijk (z_ik − μ_jk) / σ²_jk; ∂log σ²_jk = ½ Σ_i g_ijk ((z_ik − μ_jk)² / σ²_jk − 1). */
    static void codeGradient(FloatArray f, IntArray s, int table, int count, float own, float next, float other) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int n = s.get(table + ROWS), d = s.get(table + COLUMNS), base = e / n * s.get(REPLICA), j = e % n,
                    head = s.get(table + HEAD);
            int code = base + s.get(table + CODE) + j * s.get(table + CODE_PITCH),
                    dCode = base + s.get(table + DCODE) + j * s.get(table + CODE_PITCH);
            for (int k = 0; k < d; k++) {
                f.set(dCode + k, 0f);
                f.set(dCode + k + head, 0f);
            }
            for (int i = 0; i < n; i++) {
                int z = base + s.get(table + Z) + i * s.get(table + Z_PITCH),
                        density = base + s.get(table + DENSITY) + i * s.get(table + DENSITY_PITCH);
                float upstream = f.get(base + s.get(table + DROW) + i * s.get(table + ROW_PITCH));
                float weight = logWeight(i, j, n, own, next, other),
                        share = TornadoMath.exp(joint(f, z, code, head, d) + weight - f.get(density + d));
                for (int k = 0; k < d; k++) {
                    float g = upstream
                            * (share - TornadoMath.exp(logNormal(f, z + k, code + k, head) + weight - f.get(density + k)));
                    float difference = f.get(z + k) - f.get(code + k), precision = TornadoMath.exp(-f.get(code + k + head));
                    f.set(dCode + k, f.get(dCode + k) + g * difference * precision);
                    f.set(dCode + k + head, f.get(dCode + k + head) + 0.5f * g * (difference * difference * precision - 1));
                }
            }
        }
    }

    /** log N(z; μ, σ²) = −½ (log 2π + log σ² + (z − μ)² e^{−log σ²}), μ at {@code mean} and log σ² a head further. */
    private static float logNormal(FloatArray f, int z, int mean, int head) {
        float logVar = f.get(mean + head), difference = f.get(z) - f.get(mean);
        return -0.5f * (LikelihoodLoops.LOG_TWO_PI + logVar + difference * difference * TornadoMath.exp(-logVar));
    }

    /** Σ_k log N(z_k; μ_k, σ²_k). */
    private static float joint(FloatArray f, int z, int mean, int head, int d) {
        float sum = 0;
        for (int k = 0; k < d; k++) sum += logNormal(f, z + k, mean + k, head);
        return sum;
    }

    private static float logWeight(int i, int j, int n, float own, float next, float other) {
        if (i == j) return own;
        return j == (i + 1) % n ? next : other;
    }
}
