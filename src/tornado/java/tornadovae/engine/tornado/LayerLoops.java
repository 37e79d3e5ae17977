package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** {@link tornadovae.graph.Affine} and its adjoints as plain loops, an element of the result an iteration. */
final class LayerLoops {

    /** Terms of a sum, padding between heads included where it is 0. */
    private static final int LENGTH = 2;
    /** x, W, b and y of the layer; ∂b has no pitch. */
    private static final int X = 3, X_PITCH = 4, W = 5, W_PITCH = 6, BIAS = 7, Y = 8, Y_PITCH = 9;
    /** Gradients; ∂y has the pitch of y. */
    private static final int DA = 10, DA_PITCH = 11, DX = 12, DX_PITCH = 13, DW = 14, DW_PITCH = 15, DB = 16, DY = 17;
    /** An {@link Activation#ordinal()}. */
    private static final int ACTIVATION = 18;
    /** Columns of a head of y, and columns of padding between heads. */
    private static final int HEAD_COLUMNS = 19, HEAD_GAP = 20;
    private static final int SIZE = 21;

    private LayerLoops() {}

    static Task task(Affine o, Layout layout) {
        return Task.ofLoops(o, LayerLoops::affine,
                heads(o.y(), layout).put(LENGTH, o.x().columns()).put(X, X_PITCH, o.x()).put(W, o.weight())
                        .put(W_PITCH, layout.pitch(o.weight())).put(BIAS, o.bias()).put(ACTIVATION, o.activation().ordinal()),
                layout.count(o.y()));
    }

    static Task task(Affine.PreactivationGradient o, Layout layout) {
        return Task.ofLoops(o, LayerLoops::preactivationGradient,
                heads(o.y(), layout).put(DY, o.dy()).put(DA, o.da()).put(ACTIVATION, o.activation().ordinal()),
                layout.count(o.y()));
    }

    static Task task(Affine.WeightGradient o, Layout layout) {
        Block da = layout.block(o.da()), dW = layout.block(o.dW());
        int rows = Math.min(dW.rows(), da.pitch()); // with padding
        return Task.ofLoops(o, LayerLoops::weightGradient,
                new Table(layout, SIZE).put(ROWS, rows).put(COLUMNS, o.dW().columns()).put(LENGTH, o.da().rows())
                        .put(DA, da.offset()).put(DA_PITCH, da.pitch()).put(X, X_PITCH, o.x()).put(DW, dW.offset())
                        .put(DW_PITCH, dW.pitch()),
                layout.count(rows, o.dW().columns()));
    }

    static Task task(Affine.BiasGradient o, Layout layout) {
        Block da = layout.block(o.da());
        return Task.ofLoops(o, LayerLoops::biasGradient,
                new Table(layout, SIZE).put(COLUMNS, da.pitch()).put(LENGTH, o.da().rows()).put(DA, da.offset())
                        .put(DA_PITCH, da.pitch()).put(DB, o.db()),
                layout.count(1, da.pitch()));
    }

    static Task task(Affine.InputGradient o, Layout layout) {
        Block da = layout.block(o.da());
        return Task.ofLoops(o, LayerLoops::inputGradient,
                Table.shape(o.dx(), layout, SIZE).put(LENGTH, da.span()).put(DA, da.offset()).put(DA_PITCH, da.pitch())
                        .put(W, o.weight()).put(W_PITCH, layout.pitch(o.weight())).put(DX, DX_PITCH, o.dx()),
                layout.count(o.dx()));
    }

    private static Table heads(Tensor y, Layout layout) {
        Block block = layout.block(y);
        return Table.shape(y, layout, SIZE).put(Y, block.offset()).put(Y_PITCH, block.pitch())
                .put(HEAD_COLUMNS, block.headColumns()).put(HEAD_GAP, block.headGap());
    }

    /** y = act(x Wᵀ + b). */
    static void affine(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), in = s.get(table + LENGTH);
            int replica = e / (rows * columns), i = e / columns % rows, logical = e % columns;
            int o = logical < s.get(table + HEAD_COLUMNS) ? logical : logical + s.get(table + HEAD_GAP);
            int base = replica * s.get(REPLICA);
            int x = base + s.get(table + X) + i * s.get(table + X_PITCH),
                    w = base + s.get(table + W) + o * s.get(table + W_PITCH);
            float a = f.get(base + s.get(table + BIAS) + o);
            for (int k = 0; k < in; k++) a += f.get(x + k) * f.get(w + k);
            f.set(base + s.get(table + Y) + i * s.get(table + Y_PITCH) + o, activate(s.get(table + ACTIVATION), a));
        }
    }

    /** ∂x = ∂a W. */
    static void inputGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), out = s.get(table + LENGTH);
            int replica = e / (rows * columns), i = e / columns % rows, k = e % columns;
            int base = replica * s.get(REPLICA);
            int da = base + s.get(table + DA) + i * s.get(table + DA_PITCH), w = base + s.get(table + W) + k,
                    pitch = s.get(table + W_PITCH);
            float sum = 0;
            for (int o = 0; o < out; o++) sum += f.get(da + o) * f.get(w + o * pitch);
            f.set(base + s.get(table + DX) + i * s.get(table + DX_PITCH) + k, sum);
        }
    }

    /** ∂W = ∂aᵀ x. */
    static void weightGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), batch = s.get(table + LENGTH);
            int replica = e / (rows * columns), o = e / columns % rows, k = e % columns;
            int base = replica * s.get(REPLICA);
            int da = base + s.get(table + DA) + o, daPitch = s.get(table + DA_PITCH), x = base + s.get(table + X) + k,
                    xPitch = s.get(table + X_PITCH);
            float sum = 0;
            for (int i = 0; i < batch; i++) sum += f.get(da + i * daPitch) * f.get(x + i * xPitch);
            f.set(base + s.get(table + DW) + o * s.get(table + DW_PITCH) + k, sum);
        }
    }

    /** ∂b = Σ_i ∂a[i]. */
    static void biasGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int columns = s.get(table + COLUMNS), batch = s.get(table + LENGTH);
            int base = e / columns * s.get(REPLICA), o = e % columns;
            int da = base + s.get(table + DA) + o, pitch = s.get(table + DA_PITCH);
            float sum = 0;
            for (int i = 0; i < batch; i++) sum += f.get(da + i * pitch);
            f.set(base + s.get(table + DB) + o, sum);
        }
    }

    /** ∂a = ∂y ⊙ act′(a). */
    static void preactivationGradient(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS);
            int replica = e / (rows * columns), i = e / columns % rows, logical = e % columns;
            int j = logical < s.get(table + HEAD_COLUMNS) ? logical : logical + s.get(table + HEAD_GAP);
            int at = replica * s.get(REPLICA) + i * s.get(table + Y_PITCH) + j;
            float y = f.get(at + s.get(table + Y));
            f.set(at + s.get(table + DA), f.get(at + s.get(table + DY)) * derivative(s.get(table + ACTIVATION), y));
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
