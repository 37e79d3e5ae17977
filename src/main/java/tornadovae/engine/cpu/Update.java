package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.Set;
import tornadovae.graph.OptimiserStep;
import tornadovae.graph.Multiply;
import tornadovae.graph.Tensor;

/**
 * An optimiser's step on a gradient that is there as a whole, scaled on the way if it is clipped: {@link tornadovae.graph.Adam},
 * {@link tornadovae.graph.Adagrad}. One part is a panel, or the whole of a bias.
 */
final class Update extends Work {

    private final UpdateRule rule;
    private final Buffer g;
    private final Buffer factor;

    /** @param multiply what the gradient goes through first, or null */
    Update(OptimiserStep op, Multiply multiply, Storage storage) {
        super(op.getClass().getSimpleName(), reads(op, multiply), Set.copyOf(op.writes()));
        rule = UpdateRule.of(op, storage);
        g = storage.of(multiply == null ? op.g() : multiply.value());
        factor = multiply == null ? null : storage.of(multiply.factor());
    }

    private static Set<Tensor> reads(OptimiserStep op, Multiply multiply) {
        var reads = new HashSet<>(op.reads());
        if (multiply != null) {
            reads.remove(multiply.scaled());
            reads.addAll(multiply.reads());
        }
        return reads;
    }

    @Override
    int parts() {
        return g.layout == Buffer.Layout.PANELS ? Lanes.panels(g.tensor.rows()) : g.tensor.rows();
    }

    /** The scaled gradients of a part. */
    @Override
    int scratchFloats() {
        return factor == null ? 0 : count();
    }

    private int count() {
        return g.layout == Buffer.Layout.PANELS ? g.panelSize : g.stride;
    }

    @Override
    void run(int replica, int part, Scratch scratch) {
        rule.begin(replica);
        int count = count(), first = part * count;
        if (factor == null) {
            rule.apply(replica, first, g.values[replica], first, count);
        } else {
            float f = factor.values[replica][0];
            float[] gradient = g.values[replica], scaled = scratch.memory;
            for (int e = 0; e < count; e++) scaled[e] = f * gradient[first + e];
            rule.apply(replica, first, scaled, 0, count);
        }
        if (g.layout == Buffer.Layout.PANELS) rule.w().refreshBackward(replica, part);
    }
}
