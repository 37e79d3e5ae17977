package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.Reparameterise} and {@link tornadovae.graph.KullbackLeibler} with their adjoints as plain loops, a latent dimension of an image an iteration.
 * Every table begins: rows, columns d, code, code pitch, head (columns from μ to log σ²).
 */
final class LatentLoops {

    private LatentLoops() {}

    /** z = μ + e^{½ max(log σ², floor)} ε. Then: ε, z, pitch of both. */
    static void reparameterise(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / (rows * columns) * s.get(0), i = e / columns % rows, j = e % columns;
            int code = base + s.get(table + 2) + i * s.get(table + 3) + j, at = base + i * s.get(table + 7) + j;
            float sigma = TornadoMath.exp(0.5f * LikelihoodLoops.max(f.get(code + s.get(table + 4)), floor));
            f.set(at + s.get(table + 6), f.get(code) + sigma * f.get(at + s.get(table + 5)));
        }
    }

    /** ∂μ = ∂z; ∂log σ² = ½ ∂z ε σ above the floor. Then: ε, ∂z, pitch of both, ∂code. */
    static void reparameteriseGradient(FloatArray f, IntArray s, int table, int count, float floor) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / (rows * columns) * s.get(0), i = e / columns % rows, j = e % columns, head = s.get(table + 4);
            int row = base + i * s.get(table + 3) + j, dCode = row + s.get(table + 8), at = base + i * s.get(table + 7) + j;
            float logVar = f.get(row + s.get(table + 2) + head), dz = f.get(at + s.get(table + 6));
            float dLogVar = 0.5f * dz * f.get(at + s.get(table + 5)) * TornadoMath.exp(0.5f * logVar);
            f.set(dCode, dz);
            f.set(dCode + head, logVar >= floor ? dLogVar : 0);
        }
    }

    /** KL = −½ (1 + log σ² − μ² − σ²). Then: KL, its pitch. */
    static void kullbackLeibler(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / (rows * columns) * s.get(0), i = e / columns % rows, j = e % columns;
            int code = base + s.get(table + 2) + i * s.get(table + 3) + j;
            float mu = f.get(code), logVar = f.get(code + s.get(table + 4));
            f.set(base + s.get(table + 5) + i * s.get(table + 6) + j, -0.5f * (1 + logVar - mu * mu - TornadoMath.exp(logVar)));
        }
    }

    /** ∂μ = ∂KL μ; ∂log σ² = ½ ∂KL (σ² − 1). Then: ∂KL, its pitch, ∂code. */
    static void kullbackLeiblerGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int base = e / (rows * columns) * s.get(0), i = e / columns % rows, j = e % columns, head = s.get(table + 4);
            int row = base + i * s.get(table + 3) + j, code = row + s.get(table + 2), dCode = row + s.get(table + 7);
            float upstream = f.get(base + s.get(table + 5) + i * s.get(table + 6) + j);
            f.set(dCode, upstream * f.get(code));
            f.set(dCode + head, 0.5f * upstream * (TornadoMath.exp(f.get(code + head)) - 1));
        }
    }
}
