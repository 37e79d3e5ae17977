package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.MixtureRatio;
import tornadovae.graph.Tensor;
import tornadovae.graph.UnitClamp;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Mixtures of Gaussians as priors, as plain loops: {@link tornadovae.graph.MixtureRatio}, {@link tornadovae.graph.UnitClamp}. */
final class MixtureLoops {

    /** Behind the components: codes and their gradient, with one pitch, and how many there are. */
    private static final int Z = 5, DZ = 6, Z_PITCH = 7, DRAWS = 8;
    private static final int SHARE = 9, SHARE_PITCH = 10;
    /** The ratio and its gradient, with one pitch; the components' gradient, laid out as they are. */
    private static final int RATIO = 11, DRATIO = 12, RATIO_PITCH = 13, DCODE = 14;
    /** Numbers, clamped ones and gradients, with a pitch each. */
    private static final int X = 15, X_PITCH = 16, Y = 17, Y_PITCH = 18, DX = 19, DX_PITCH = 20;
    private static final int SIZE = 21;

    private MixtureLoops() {}

    static Task task(MixtureRatio o, Layout layout) {
        return Task.ofLoops(o, MixtureLoops::ratio,
                mixture(o.z(), o.code(), o.share(), layout).put(RATIO, RATIO_PITCH, o.logRatio()), layout.count(o.logRatio()));
    }

    static Task task(MixtureRatio.DrawGradient o, Layout layout) {
        return Task.ofLoops(o, MixtureLoops::drawGradient, mixture(o.z(), o.code(), o.share(), layout)
                .put(DRATIO, RATIO_PITCH, o.dLogRatio()).put(DZ, o.dz()), layout.count(o.dz()));
    }

    static Task task(MixtureRatio.CodeGradient o, Layout layout) {
        return Task.ofLoops(o, MixtureLoops::codeGradient, mixture(o.z(), o.code(), o.share(), layout)
                .put(DRATIO, RATIO_PITCH, o.dLogRatio()).put(DCODE, o.dCode()), layout.count(o.code().rows(), o.z().columns()));
    }

    static Task task(UnitClamp o, Layout layout) {
        return Task.ofLoops(o, MixtureLoops::clamp,
                Table.shape(o.y(), layout, SIZE).put(X, X_PITCH, o.x()).put(Y, Y_PITCH, o.y()), layout.count(o.y()));
    }

    static Task task(UnitClamp.Gradient o, Layout layout) {
        return Task.ofLoops(o, MixtureLoops::clampGradient, Table.shape(o.dx(), layout, SIZE).put(X, X_PITCH, o.x())
                .put(Y, Y_PITCH, o.dy()).put(DX, DX_PITCH, o.dx()), layout.count(o.dx()));
    }

    private static Table mixture(Tensor z, Tensor code, Tensor share, Layout layout) {
        return Table.code(code, layout, SIZE).put(Z, Z_PITCH, z).put(DRAWS, z.rows()).put(SHARE, SHARE_PITCH, share);
    }

    /** log (1/K) Σ_k e^{a_ik} with a_ik = ½ Σ_j (z_ij² − log σ²_kj − (z_ij − μ_kj)² / σ²_kj), a code an iteration. */
    static void ratio(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int draws = s.get(table + DRAWS), components = s.get(table + ROWS), d = s.get(table + COLUMNS);
            int base = e / draws * s.get(REPLICA), i = e % draws, head = s.get(table + HEAD);
            int z = base + s.get(table + Z) + i * s.get(table + Z_PITCH),
                    share = base + s.get(table + SHARE) + i * s.get(table + SHARE_PITCH);
            float largest = 0, sum = 0; // a NaN that the maximum does not see, the sum sees
            for (int k = 0; k < components; k++) {
                int code = base + s.get(table + CODE) + k * s.get(table + CODE_PITCH);
                float a = 0;
                for (int j = 0; j < d; j++) {
                    float at = f.get(z + j), difference = at - f.get(code + j), logVar = f.get(code + head + j);
                    a += 0.5f * (at * at - logVar - difference * difference * TornadoMath.exp(-logVar));
                }
                f.set(share + k, a);
                if (k == 0 || a > largest) largest = a;
            }
            for (int k = 0; k < components; k++) {
                float weight = TornadoMath.exp(f.get(share + k) - largest);
                f.set(share + k, weight);
                sum += weight;
            }
            for (int k = 0; k < components; k++) f.set(share + k, f.get(share + k) / sum);
            f.set(base + s.get(table + RATIO) + i * s.get(table + RATIO_PITCH),
                    largest + TornadoMath.log(sum / components));
        }
    }

    /** ∂z_ij = ∂logRatio_i (z_ij − Σ_k share_ik (z_ij − μ_kj) / σ²_kj), a latent dimension of a code an iteration. */
    static void drawGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int draws = s.get(table + DRAWS), components = s.get(table + ROWS), d = s.get(table + COLUMNS);
            int base = e / (draws * d) * s.get(REPLICA), i = e / d % draws, j = e % d, head = s.get(table + HEAD);
            int at = base + i * s.get(table + Z_PITCH) + j,
                    share = base + s.get(table + SHARE) + i * s.get(table + SHARE_PITCH);
            float z = f.get(at + s.get(table + Z)), pull = 0;
            for (int k = 0; k < components; k++) {
                int code = base + s.get(table + CODE) + k * s.get(table + CODE_PITCH) + j;
                pull += f.get(share + k) * (z - f.get(code)) * TornadoMath.exp(-f.get(code + head));
            }
            f.set(at + s.get(table + DZ),
                    f.get(base + s.get(table + DRATIO) + i * s.get(table + RATIO_PITCH)) * (z - pull));
        }
    }

    /**
     * ∂μ_kj = Σ_i ∂logRatio_i share_ik (z_ij − μ_kj) / σ²_kj; ∂log σ²_kj = ½ Σ_i ∂logRatio_i share_ik ((z_ij − μ_kj)² / σ²_kj −
     * 1), a latent dimension of a component an iteration.
     */
    static void codeGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int draws = s.get(table + DRAWS), components = s.get(table + ROWS), d = s.get(table + COLUMNS);
            int base = e / (components * d) * s.get(REPLICA), k = e / d % components, j = e % d, head = s.get(table + HEAD);
            int at = base + k * s.get(table + CODE_PITCH) + j, code = at + s.get(table + CODE);
            float mean = f.get(code), precision = TornadoMath.exp(-f.get(code + head)), ofMean = 0, ofLogVar = 0;
            for (int i = 0; i < draws; i++) {
                float weight = f.get(base + s.get(table + DRATIO) + i * s.get(table + RATIO_PITCH))
                        * f.get(base + s.get(table + SHARE) + i * s.get(table + SHARE_PITCH) + k);
                float difference = f.get(base + s.get(table + Z) + i * s.get(table + Z_PITCH) + j) - mean,
                        scaled = difference * precision;
                ofMean += weight * scaled;
                ofLogVar += 0.5f * weight * (difference * scaled - 1);
            }
            f.set(at + s.get(table + DCODE), ofMean);
            f.set(at + s.get(table + DCODE) + head, ofLogVar);
        }
    }

    /** min(max(x, 0), 1), an element an iteration. */
    static void clamp(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns;
            float x = f.get(base + s.get(table + X) + i * s.get(table + X_PITCH) + j), above = x < 0 ? 0 : x;
            f.set(base + s.get(table + Y) + i * s.get(table + Y_PITCH) + j, above > 1 ? 1 : above);
        }
    }

    /** ∂y where 0 ≤ x ≤ 1, an element an iteration. */
    static void clampGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int base = e / (rows * columns) * s.get(REPLICA), i = e / columns % rows, j = e % columns;
            float x = f.get(base + s.get(table + X) + i * s.get(table + X_PITCH) + j),
                    upstream = f.get(base + s.get(table + Y) + i * s.get(table + Y_PITCH) + j);
            float above = x >= 0 ? upstream : 0;
            f.set(base + s.get(table + DX) + i * s.get(table + DX_PITCH) + j, x <= 1 ? above : 0);
        }
    }
}
