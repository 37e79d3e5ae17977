package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Affine;

/** ∂W = ∂aᵀ x, kept: {@link Affine.WeightGradient} where no update uses it up at once. One part is one panel of outputs. */
final class WeightGradient extends Work {

    private final Buffer x;
    private final Buffer da;
    private final Buffer dW;

    WeightGradient(Affine.WeightGradient op, Storage storage) {
        super("WeightGradient", Set.copyOf(op.reads()), Set.of(op.dW()));
        x = storage.of(op.x());
        da = storage.of(op.da());
        dW = storage.of(op.dW());
    }

    @Override
    int parts() {
        return Lanes.panels(da.tensor.columns());
    }

    @Override
    void run(int replica, int panel, Scratch scratch) {
        int first = panel * Lanes.PANEL, columns = Math.min(Lanes.PANEL, da.tensor.columns() - first);
        for (int input = 0; input < x.tensor.columns(); input += Kernels.PRODUCTS.rows()) {
            Product.multiply(columns, x.values[replica], input, 1, x.stride, da.values[replica], first, da.stride,
                    da.tensor.rows(), dW.values[replica], dW.index(first, input), Lanes.PANEL);
        }
    }
}
