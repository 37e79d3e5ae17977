package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tornadovae.engine.Pattern;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Tensor;

/**
 * ∂W = ∂aᵀ x, used up by the optimiser panel by panel while it is in the second-level cache, and the same for the bias:
 * {@link Affine.WeightGradient} and {@link Affine.BiasGradient}, each with its update. One part is one panel of outputs. (An
 * update after each tile was 5 to 10 % slower: parameters and moments come from further away, and the processor fetches long runs
 * ahead.)
 */
final class WeightUpdate extends Work {

    /**
     * From this batch on a panel of ∂a is copied together first: its rows lie so far apart that it no longer fits the address
     * cache.
     */
    private static final int PACKED_BATCH = 512;

    private final Buffer x;
    private final Buffer da;
    private final UpdateRule weightRule;
    private final UpdateRule biasRule;

    /** @param layer whose gradients are used up, both */
    WeightUpdate(Pattern.LayerGradients layer, Storage storage) {
        super("WeightUpdate", reads(layer), writes(layer));
        x = storage.of(layer.weight().x());
        da = storage.of(layer.weight().da());
        weightRule = UpdateRule.of(layer.weightStep(), storage);
        biasRule = UpdateRule.of(layer.biasStep(), storage);
    }

    private static Set<Tensor> reads(Pattern.LayerGradients layer) {
        var reads = new HashSet<Tensor>();
        for (Op op : List.of(layer.weight(), layer.weightStep(), layer.biasStep())) reads.addAll(op.reads());
        reads.removeAll(List.of(layer.weight().dW(), layer.bias().db()));
        return reads;
    }

    private static Set<Tensor> writes(Pattern.LayerGradients layer) {
        var writes = new HashSet<>(layer.weightStep().writes());
        writes.addAll(layer.biasStep().writes());
        return writes;
    }

    @Override
    int parts() {
        return Lanes.panels(da.tensor.columns());
    }

    /** A panel of gradients, and perhaps a panel of ∂a. */
    @Override
    int scratchFloats() {
        return weightRule.w().panelSize + (da.tensor.rows() >= PACKED_BATCH ? da.tensor.rows() * Lanes.PANEL : 0);
    }

    @Override
    void run(int replica, int panel, Scratch scratch) {
        int first = panel * Lanes.PANEL, columns = Math.min(Lanes.PANEL, da.tensor.columns() - first);
        float[] dy = da.values[replica], gradient = scratch.memory;
        int dy0 = first, dyStep = da.stride, batch = da.tensor.rows();
        if (batch >= PACKED_BATCH) {
            dy0 = weightRule.w().panelSize;
            for (int row = 0; row < batch; row++) {
                System.arraycopy(dy, row * da.stride + first, scratch.memory, dy0 + row * Lanes.PANEL, Lanes.PANEL);
            }
            dy = scratch.memory;
            dyStep = Lanes.PANEL;
        }
        Buffer weight = weightRule.w();
        // narrow tiles leave the right half of the panel alone: it must not hold what an earlier panel left there
        if (columns <= Lanes.LANES) Arrays.fill(gradient, 0, weight.panelSize, 0);
        for (int input = 0; input < x.tensor.columns(); input += Kernels.PRODUCTS.rows()) {
            Product.multiply(columns, x.values[replica], input, 1, x.stride, dy, dy0, dyStep, batch, gradient,
                    input * Lanes.PANEL, Lanes.PANEL);
        }
        weightRule.begin(replica);
        weightRule.apply(replica, weight.index(first, 0), gradient, 0, weight.panelSize);
        weight.refreshBackward(replica, panel);

        Kernels.PRODUCTS.columnSums(dy, dy0, dyStep, batch, gradient, 0);
        biasRule.begin(replica);
        biasRule.apply(replica, biasRule.w().index(0, first), gradient, 0, Lanes.PANEL);
    }
}
