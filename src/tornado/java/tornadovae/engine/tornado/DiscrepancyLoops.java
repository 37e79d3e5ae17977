package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.MeanDiscrepancy;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.MeanDiscrepancy} with its adjoint as plain loops, a row of a minibatch an iteration, which meets all
 * others.
 */
final class DiscrepancyLoops {

    private static final int IMQ = 0;

    /** Draws of both sets. */
    private static final int Z = 2, Z_PITCH = 3, PRIOR = 4, PRIOR_PITCH = 5;
    /** The result of each row and its gradient, with one pitch; the draws' gradient. */
    private static final int ROW = 6, DROW = 7, ROW_PITCH = 8, DZ = 9, DZ_PITCH = 10;
    private static final int SIZE = 11;

    private DiscrepancyLoops() {}

    static Task task(MeanDiscrepancy o, Layout layout) {
        int table = pairs(o.z(), o.prior(), layout).put(ROW, ROW_PITCH, o.row()).write(), count = layout.count(o.row());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, DiscrepancyLoops::meanDiscrepancy, a.floats(), a.integers(),
                table, count, o.kernel().ordinal()));
    }

    static Task task(MeanDiscrepancy.Gradient o, Layout layout) {
        int table = pairs(o.z(), o.prior(), layout).put(DROW, ROW_PITCH, o.dRow()).put(DZ, DZ_PITCH, o.dz()).write(),
                count = layout.count(o.dRow());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, DiscrepancyLoops::meanDiscrepancyGradient, a.floats(), a.integers(), table,
                        count,
                        o.kernel().ordinal()));
    }

    private static Table pairs(Tensor z, Tensor prior, Layout layout) {
        return Table.shape(z, layout, SIZE).put(Z, Z_PITCH, z).put(PRIOR, PRIOR_PITCH, prior);
    }

    /** row[i] = 1/(n−1) Σ_{j≠i} (k(z_i, z_j) + k(p_i, p_j)) − 2/n Σ_j k(z_i, p_j). */
    static void meanDiscrepancy(FloatArray f, IntArray s, int table, int count, int kind) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int n = s.get(table + ROWS), d = s.get(table + COLUMNS), base = e / n * s.get(REPLICA), i = e % n;
            int z = base + s.get(table + Z), p = base + s.get(table + PRIOR), zi = z + i * s.get(table + Z_PITCH),
                    pi = p + i * s.get(table + PRIOR_PITCH);
            float within = 0, between = 0;
            for (int j = 0; j < n; j++) {
                int zj = z + j * s.get(table + Z_PITCH), pj = p + j * s.get(table + PRIOR_PITCH);
                if (j != i) within += value(kind, distance(f, zi, zj, d), d) + value(kind, distance(f, pi, pj, d), d);
                between += value(kind, distance(f, zi, pj, d), d);
            }
            f.set(base + s.get(table + ROW) + i * s.get(table + ROW_PITCH), within / (n - 1) - 2 * between / n);
        }
    }

    /**
     * ∂z_i = 1/(n−1) Σ_{j≠i} (∂row_i + ∂row_j) ∂k(z_i, z_j)/∂z_i − 2/n ∂row_i Σ_j ∂k(z_i, p_j)/∂z_i, with ∂k(a, b)/∂a = 2 k′(D)
     * (a − b).
     *
     */
    static void meanDiscrepancyGradient(FloatArray f, IntArray s, int table, int count, int kind) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int n = s.get(table + ROWS), d = s.get(table + COLUMNS), base = e / n * s.get(REPLICA), i = e % n;
            int z = base + s.get(table + Z), p = base + s.get(table + PRIOR), zi = z + i * s.get(table + Z_PITCH),
                    dRow = base + s.get(table + DROW);
            int dz = base + s.get(table + DZ) + i * s.get(table + DZ_PITCH);
            float own = f.get(dRow + i * s.get(table + ROW_PITCH));
            for (int k = 0; k < d; k++) f.set(dz + k, 0f);
            for (int j = 0; j < n; j++) {
                int zj = z + j * s.get(table + Z_PITCH), pj = p + j * s.get(table + PRIOR_PITCH);
                if (j != i) {
                    float within = 2 * (own + f.get(dRow + j * s.get(table + ROW_PITCH))) / (n - 1) * slope(kind,
                            distance(f, zi, zj, d), d);
                    for (int k = 0; k < d; k++) f.set(dz + k, f.get(dz + k) + within * (f.get(zi + k) - f.get(zj + k)));
                }
                float between = -4 * own / n * slope(kind, distance(f, zi, pj, d), d);
                for (int k = 0; k < d; k++) f.set(dz + k, f.get(dz + k) + between * (f.get(zi + k) - f.get(pj + k)));
            }
        }
    }

    /** D = ‖a − b‖². */
    private static float distance(FloatArray f, int a, int b, int d) {
        float sum = 0;
        for (int k = 0; k < d; k++) sum += (f.get(a + k) - f.get(b + k)) * (f.get(a + k) - f.get(b + k));
        return sum;
    }

    /** k(D). */
    private static float value(int kind, float distance, int d) {
        float width = 2 * d;
        if (kind != IMQ) return TornadoMath.exp(-distance / width);
        return imq(0.1f * width, distance) + imq(0.2f * width, distance) + imq(0.5f * width, distance) + imq(width, distance)
                + imq(2 * width, distance) + imq(5 * width, distance) + imq(10 * width, distance);
    }

    /** k′(D). */
    private static float slope(int kind, float distance, int d) {
        float width = 2 * d;
        if (kind != IMQ) return -TornadoMath.exp(-distance / width) / width;
        return -(imqSlope(0.1f * width, distance) + imqSlope(0.2f * width, distance) + imqSlope(0.5f * width, distance)
                + imqSlope(width, distance) + imqSlope(2 * width, distance) + imqSlope(5 * width, distance)
                + imqSlope(10 * width, distance));
    }

    private static float imq(float c, float distance) {
        return c / (c + distance);
    }

    private static float imqSlope(float c, float distance) {
        return c / ((c + distance) * (c + distance));
    }
}
