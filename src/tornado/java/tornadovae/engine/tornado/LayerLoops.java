package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link tornadovae.graph.Affine} and its adjoints as plain loops, an element of the result an iteration. */
final class LayerLoops {

    private LayerLoops() {}

    /** y = act(x Wᵀ + b). Table: rows, columns, in, x, x pitch, W, W pitch, b, y, y pitch, activation, columns of a head, gap between heads. */
    static void affine(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), in = s.get(table + 2);
            int replica = e / (rows * columns), i = e / columns % rows, logical = e % columns;
            int o = logical < s.get(table + 11) ? logical : logical + s.get(table + 12);
            int base = replica * s.get(0);
            int x = base + s.get(table + 3) + i * s.get(table + 4), w = base + s.get(table + 5) + o * s.get(table + 6);
            float a = f.get(base + s.get(table + 7) + o);
            for (int k = 0; k < in; k++) a += f.get(x + k) * f.get(w + k);
            f.set(base + s.get(table + 8) + i * s.get(table + 9) + o, activate(s.get(table + 10), a));
        }
    }

    /** ∂x = ∂a W. Table: rows, columns of ∂x, columns of ∂a with padding, ∂a, ∂a pitch, W, W pitch, ∂x, ∂x pitch. */
    static void inputGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), out = s.get(table + 2);
            int replica = e / (rows * columns), i = e / columns % rows, k = e % columns;
            int base = replica * s.get(0);
            int da = base + s.get(table + 3) + i * s.get(table + 4), w = base + s.get(table + 5) + k, pitch = s.get(table + 6);
            float sum = 0;
            for (int o = 0; o < out; o++) sum += f.get(da + o) * f.get(w + o * pitch);
            f.set(base + s.get(table + 7) + i * s.get(table + 8) + k, sum);
        }
    }

    /** ∂W = ∂aᵀ x. Table: rows of ∂W with padding, columns of ∂W, batch, ∂a, ∂a pitch, x, x pitch, ∂W, ∂W pitch. */
    static void weightGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), batch = s.get(table + 2);
            int replica = e / (rows * columns), o = e / columns % rows, k = e % columns;
            int base = replica * s.get(0);
            int da = base + s.get(table + 3) + o, daPitch = s.get(table + 4), x = base + s.get(table + 5) + k, xPitch = s.get(table + 6);
            float sum = 0;
            for (int i = 0; i < batch; i++) sum += f.get(da + i * daPitch) * f.get(x + i * xPitch);
            f.set(base + s.get(table + 7) + o * s.get(table + 8) + k, sum);
        }
    }

    /** ∂b = Σ_i ∂a[i]. Table: columns with padding, batch, ∂a, ∂a pitch, ∂b. */
    static void biasGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table), batch = s.get(table + 1);
            int base = e / columns * s.get(0), o = e % columns;
            int da = base + s.get(table + 2) + o, pitch = s.get(table + 3);
            float sum = 0;
            for (int i = 0; i < batch; i++) sum += f.get(da + i * pitch);
            f.set(base + s.get(table + 4) + o, sum);
        }
    }

    /** ∂a = ∂y ⊙ act′(a). Table: rows, columns, pitch, y, ∂y, ∂a, activation, columns of a head, gap between heads. */
    static void preactivationGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1);
            int replica = e / (rows * columns), i = e / columns % rows, logical = e % columns;
            int j = logical < s.get(table + 7) ? logical : logical + s.get(table + 8);
            int at = replica * s.get(0) + i * s.get(table + 2) + j;
            float y = f.get(at + s.get(table + 3));
            f.set(at + s.get(table + 5), f.get(at + s.get(table + 4)) * derivative(s.get(table + 6), y));
        }
    }

    static float activate(int activation, float a) {
        if (activation == VectorFunctions.TANH) return TornadoMath.tanh(a);
        if (activation == VectorFunctions.RELU) return LikelihoodLoops.max(a, 0f);
        if (activation == VectorFunctions.SOFTPLUS) return LikelihoodLoops.softplus(a);
        return a;
    }

    static float derivative(int activation, float y) {
        if (activation == VectorFunctions.TANH) return 1 - y * y;
        if (activation == VectorFunctions.RELU) return y > 0 ? 1 : 0;
        if (activation == VectorFunctions.SOFTPLUS) return 1 - TornadoMath.exp(-y);
        return 1;
    }
}
