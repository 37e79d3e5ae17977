package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.Set;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Tensor;

/**
 * ∂x = ∂a W, and at once ∂x ⊙ act′ where x is the output of the layer below: {@link Affine.InputGradient},
 * {@link Affine.PreactivationGradient}.
 */
final class InputGradient extends Product {

    private final Activation below;
    private final Buffer y;

    /** @param below what to go on with, or null */
    InputGradient(Affine.InputGradient op, Affine.PreactivationGradient below, Storage storage) {
        this(op, below, storage, below == null ? op.dx() : below.da());
    }

    private InputGradient(Affine.InputGradient op, Affine.PreactivationGradient below, Storage storage, Tensor out) {
        super("InputGradient", reads(op, below), Set.of(out), storage.of(op.da()), storage.of(op.weight()).backward,
                storage.of(op.weight()).backwardPanelSize, storage.of(out));
        this.below = below == null ? Activation.IDENTITY : below.activation();
        y = below == null ? null : storage.of(below.y());
    }

    private static Set<Tensor> reads(Affine.InputGradient op, Affine.PreactivationGradient below) {
        var reads = new HashSet<>(op.reads());
        if (below != null) reads.add(below.y());
        return reads;
    }

    @Override
    void finish(int replica, int row, int rows, int panel, int columns, int c0, Scratch scratch) {
        if (below == Activation.IDENTITY) return;
        derivative(below, out.values[replica], c0, out.stride, rows, columns, y.values[replica],
                y.index(row, panel * Lanes.PANEL), y.stride);
    }

    /** c ← c ⊙ act′, from the layer's output y. */
    static void derivative(Activation activation, float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0,
            int yStride) {
        switch (activation) {
            case IDENTITY -> {}
            case TANH -> Kernels.ACTIVATIONS.tanhGradient(c, c0, cStride, rows, columns, y, y0, yStride);
            case RELU -> Kernels.ACTIVATIONS.reluGradient(c, c0, cStride, rows, columns, y, y0, yStride);
            case SOFTPLUS -> Kernels.ACTIVATIONS.softplusGradient(c, c0, cStride, rows, columns, y, y0, yStride);
        }
    }
}
