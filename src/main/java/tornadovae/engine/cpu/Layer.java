package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Affine;

/** y = act(x Wᵀ + b): {@link Affine}. */
final class Layer extends Product {

    private final Affine op;
    private final Buffer weight;
    private final Buffer bias;
    private final Buffer y;

    Layer(Affine op, Storage storage) {
        super("Affine", Set.copyOf(op.reads()), Set.of(op.y()), storage.of(op.x()), storage.of(op.y()));
        this.op = op;
        weight = storage.of(op.weight());
        bias = storage.of(op.bias());
        y = storage.of(op.y());
    }

    @Override
    float[] panels(int replica) {
        return weight.values[replica];
    }

    @Override
    int panelSize() {
        return weight.panelSize;
    }

    @Override
    void finish(int replica, int row, int rows, int panel, int columns, int c0, Scratch scratch) {
        float[] c = y.values[replica], b = bias.values[replica];
        int bias0 = panel * Lanes.PANEL;
        switch (op.activation()) {
            case IDENTITY -> Kernels.ACTIVATIONS.identity(c, c0, y.stride, rows, columns, b, bias0);
            case TANH -> Kernels.ACTIVATIONS.tanh(c, c0, y.stride, rows, columns, b, bias0);
            case RELU -> Kernels.ACTIVATIONS.relu(c, c0, y.stride, rows, columns, b, bias0);
            case SOFTPLUS -> Kernels.ACTIVATIONS.softplus(c, c0, y.stride, rows, columns, b, bias0);
        }
    }
}
