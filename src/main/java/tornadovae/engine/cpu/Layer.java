package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Affine;

/** y = act(x Wᵀ + b): {@link Affine}. */
final class Layer extends Product {

    private final Affine op;
    private final Buffer bias;

    Layer(Affine op, Storage storage) {
        super("Affine", Set.copyOf(op.reads()), Set.of(op.y()), storage.of(op.x()), storage.of(op.weight()).values,
                storage.of(op.weight()).panelSize, storage.of(op.y()));
        this.op = op;
        bias = storage.of(op.bias());
    }

    @Override
    void finish(int replica, int row, int rows, int panel, int columns, int c0, Scratch scratch) {
        float[] c = out.values[replica], b = bias.values[replica];
        int bias0 = panel * Lanes.PANEL;
        switch (op.activation()) {
            case IDENTITY -> Kernels.ACTIVATIONS.identity(c, c0, out.stride, rows, columns, b, bias0);
            case TANH -> Kernels.ACTIVATIONS.tanh(c, c0, out.stride, rows, columns, b, bias0);
            case RELU -> Kernels.ACTIVATIONS.relu(c, c0, out.stride, rows, columns, b, bias0);
            case SOFTPLUS -> Kernels.ACTIVATIONS.softplus(c, c0, out.stride, rows, columns, b, bias0);
        }
    }
}
