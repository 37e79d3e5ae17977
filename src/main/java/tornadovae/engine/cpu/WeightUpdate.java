package tornadovae.engine.cpu;

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

    /** A panel of gradients. */
    @Override
    int scratchFloats() {
        return weightRule.w().panelSize;
    }

    @Override
    void run(int replica, int panel, Scratch scratch) {
        int first = panel * Lanes.PANEL;
        float[] gradient = scratch.memory;
        Buffer weight = weightRule.w();
        WeightGradient.panel(x, da, replica, panel, gradient, 0);
        weightRule.begin(replica);
        weightRule.apply(replica, weight.index(first, 0), gradient, 0, weight.tensor.columns() * Lanes.PANEL);
        weight.refreshBackward(replica, panel);

        Kernels.PRODUCTS.columnSums(da.values[replica], panel * da.panelSize, da.tensor.rows(), gradient, 0);
        biasRule.begin(replica);
        biasRule.apply(replica, biasRule.w().index(0, first), gradient, 0, Lanes.PANEL);
    }
}
