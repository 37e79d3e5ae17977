package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Tensor;

/**
 * ∂W = ∂aᵀ x, used up by the optimiser tile by tile while it is in the first-level cache, and the same for the bias: {@link Affine.WeightGradient} and
 * {@link Affine.BiasGradient}, each with its update. One part is one panel of outputs.
 */
final class WeightUpdate extends Work {

    private final Buffer x;
    private final Buffer da;
    private final Rule weightRule;
    private final Rule biasRule;

    WeightUpdate(Affine.WeightGradient weightGradient, Op weightUpdate, Affine.BiasGradient biasGradient, Op biasUpdate, Storage storage) {
        super("WeightUpdate", reads(weightGradient, biasGradient, weightUpdate, biasUpdate), writes(weightUpdate, biasUpdate));
        x = storage.of(weightGradient.x());
        da = storage.of(weightGradient.da());
        weightRule = Rule.of(weightUpdate, storage);
        biasRule = Rule.of(biasUpdate, storage);
    }

    private static Set<Tensor> reads(Affine.WeightGradient weightGradient, Affine.BiasGradient biasGradient, Op... updates) {
        var reads = new HashSet<>(weightGradient.reads());
        for (Op update : updates) reads.addAll(update.reads());
        reads.removeAll(List.of(weightGradient.dW(), biasGradient.db()));
        return reads;
    }

    private static Set<Tensor> writes(Op... updates) {
        var writes = new HashSet<Tensor>();
        for (Op update : updates) writes.addAll(update.writes());
        return writes;
    }

    @Override
    int parts() {
        return Lanes.panels(da.tensor.columns());
    }

    @Override
    void run(int replica, int panel, Scratch scratch) {
        int height = Kernels.PRODUCTS.rows(), first = panel * Lanes.PANEL, columns = Math.min(Lanes.PANEL, da.tensor.columns() - first);
        float[] dy = da.values[replica];
        float[] tile = columns <= Lanes.LANES ? scratch.narrowTile : scratch.tile;
        Buffer weight = weightRule.w();
        weightRule.begin(replica);
        biasRule.begin(replica);
        for (int input = 0; input < x.tensor.columns(); input += height) {
            Product.multiply(columns, x.values[replica], input, 1, x.stride, dy, first, da.stride, da.tensor.rows(), tile, 0, Lanes.PANEL);
            weightRule.apply(replica, weight.index(first, input), tile, 0, height * Lanes.PANEL);
        }
        weight.refreshBackward(replica, panel);
        Kernels.PRODUCTS.columnSums(dy, first, da.stride, da.tensor.rows(), scratch.tile, 0);
        biasRule.apply(replica, biasRule.w().index(0, first), scratch.tile, 0, Lanes.PANEL);
    }
}
