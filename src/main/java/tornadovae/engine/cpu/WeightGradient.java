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
        panel(x, da, replica, panel, dW.values[replica], panel * dW.panelSize);
    }

    /** One panel of ∂W, [in][PANEL] from {@code to0} on. */
    static void panel(Buffer x, Buffer da, int replica, int panel, float[] to, int to0) {
        for (int input = 0; input < x.tensor.columns(); input += Kernels.PRODUCTS.columns()) {
            Kernels.PRODUCTS.columns(x.values[replica], x.index(0, input), da.values[replica], panel * da.panelSize,
                    da.tensor.rows(), to, to0 + input * Lanes.PANEL);
        }
    }
}
