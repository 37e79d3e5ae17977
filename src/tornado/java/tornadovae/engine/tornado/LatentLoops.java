package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.KullbackLeibler;
import tornadovae.graph.Reparameterise;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.Reparameterise} and {@link tornadovae.graph.KullbackLeibler} with their adjoints as plain loops, a
 * latent dimension of an image an iteration.
 */
final class LatentLoops {

    /** The noise; the draw and its gradient, with the noise's pitch. */
    private static final int EPSILON = 5, Z = 6, DZ = 7, Z_PITCH = 8;
    /** The divergence and its gradient, with one pitch. */
    private static final int KL = 9, DKL = 10, KL_PITCH = 11;
    /** The code's gradient, laid out as the code. */
    private static final int DCODE = 12;
    private static final int SIZE = 13;

    private LatentLoops() {}

    static Task task(Reparameterise o, Layout layout) {
        int table = Table.code(o.code(), layout, SIZE).put(EPSILON, o.epsilon()).put(Z, Z_PITCH, o.z()).write(),
                count = layout.count(o.z());
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, LatentLoops::reparameterise, a.floats(), a.integers(), table, count, o.floor()));
    }

    static Task task(Reparameterise.Gradient o, Layout layout) {
        int table = Table.code(o.code(), layout, SIZE).put(EPSILON, o.epsilon()).put(DZ, Z_PITCH, o.dz()).put(DCODE, o.dCode())
                .write(), count = layout.count(o.dz());
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, LatentLoops::reparameteriseGradient, a.floats(), a.integers(),
                table, count, o.floor()));
    }

    static Task task(KullbackLeibler o, Layout layout) {
        return Task.ofLoops(o, LatentLoops::kullbackLeibler, Table.code(o.code(), layout, SIZE).put(KL, KL_PITCH, o.kl()),
                layout.count(o.kl()));
    }

    static Task task(KullbackLeibler.Gradient o, Layout layout) {
        return Task.ofLoops(o, LatentLoops::kullbackLeiblerGradient,
                Table.code(o.code(), layout, SIZE).put(DKL, KL_PITCH, o.dKl()).put(DCODE, o.dCode()), layout.count(o.dKl()));
    }

    /** z = μ + e^{½ max(log σ², floor)} ε. */
    static void reparameterise(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns;
            int code = base + s.get(table + CODE) + i * s.get(table + CODE_PITCH) + j, at = base + i * s.get(table + Z_PITCH) + j;
            float sigma = TornadoMath.exp(0.5f * LikelihoodLoops.max(f.get(code + s.get(table + HEAD)), floor));
            f.set(at + s.get(table + Z), f.get(code) + sigma * f.get(at + s.get(table + EPSILON)));
        }
    }

    /** ∂μ = ∂z; ∂log σ² = ½ ∂z ε σ above the floor. */
    static void reparameteriseGradient(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns, head = s.get(table + HEAD);
            int row = base + i * s.get(table + CODE_PITCH) + j, dCode = row + s.get(table + DCODE),
                    at = base + i * s.get(table + Z_PITCH) + j;
            float logVar = f.get(row + s.get(table + CODE) + head), dz = f.get(at + s.get(table + DZ));
            float dLogVar = 0.5f * dz * f.get(at + s.get(table + EPSILON)) * TornadoMath.exp(0.5f * logVar);
            f.set(dCode, dz);
            f.set(dCode + head, logVar >= floor ? dLogVar : 0);
        }
    }

    /** KL = −½ (1 + log σ² − μ² − σ²). */
    static void kullbackLeibler(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns;
            int code = base + s.get(table + CODE) + i * s.get(table + CODE_PITCH) + j;
            float mu = f.get(code), logVar = f.get(code + s.get(table + HEAD));
            f.set(base + s.get(table + KL) + i * s.get(table + KL_PITCH) + j,
                    -0.5f * (1 + logVar - mu * mu - TornadoMath.exp(logVar)));
        }
    }

    /** ∂μ = ∂KL μ; ∂log σ² = ½ ∂KL (σ² − 1). */
    static void kullbackLeiblerGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns, head = s.get(table + HEAD);
            int row = base + i * s.get(table + CODE_PITCH) + j, code = row + s.get(table + CODE),
                    dCode = row + s.get(table + DCODE);
            float upstream = f.get(base + s.get(table + DKL) + i * s.get(table + KL_PITCH) + j);
            f.set(dCode, upstream * f.get(code));
            f.set(dCode + head, 0.5f * upstream * (TornadoMath.exp(f.get(code + head)) - 1));
        }
    }
}
