package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.Set;
import tornadovae.engine.Pattern;
import tornadovae.graph.Affine;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.Tensor;

/**
 * The decoder's last layer with the loss on it: ℓ = h Wᵀ + b, then per tile the loss and ∂ℓ in place of ℓ ({@link Affine},
 * {@link BernoulliNll} and its gradient in one). Each panel leaves its part of a row's loss in {@code partials}, so that the sum
 * has one order however many threads there are.
 */
final class BernoulliHead extends Product {

    private final Buffer bias;
    private final Buffer x;
    private final Buffer upstream;
    private final Buffer partials;

    /** @param partials [B, panels] */
    BernoulliHead(Pattern.BernoulliOutput head, Tensor partials, Storage storage) {
        this(head, partials, storage, head.gradient() == null ? head.loss().logits() : head.gradient().dLogits());
    }

    private BernoulliHead(Pattern.BernoulliOutput head, Tensor partials, Storage storage, Tensor out) {
        super("BernoulliHead", reads(head), Set.of(out, partials), storage.of(head.layer().x()),
                storage.of(head.layer().weight()).values,
                storage.of(head.layer().weight()).panelSize, storage.of(out));
        bias = storage.of(head.layer().bias());
        x = storage.of(head.loss().x());
        upstream = head.gradient() == null ? null : storage.of(head.gradient().dNll());
        this.partials = storage.of(partials);
    }

    private static Set<Tensor> reads(Pattern.BernoulliOutput head) {
        var reads = new HashSet<>(head.layer().reads());
        reads.add(head.loss().x());
        if (head.gradient() != null) reads.add(head.gradient().dNll());
        return reads;
    }

    @Override
    void finish(int replica, int row, int rows, int panel, int columns, int c0, Scratch scratch) {
        int column = panel * Lanes.PANEL;
        float[] logits = out.values[replica], images = x.values[replica];
        int x0 = x.index(row, column);
        Kernels.ACTIVATIONS.identity(logits, c0, out.stride, rows, columns, bias.values[replica], column);
        Kernels.LIKELIHOODS.bernoulli(logits, c0, out.stride, images, x0, x.stride, rows, columns, partials.values[replica],
                partials.index(row, panel), partials.stride);
        if (upstream != null) {
            Kernels.LIKELIHOODS.bernoulliGradient(logits, c0, out.stride, images, x0, x.stride, rows, columns,
                    upstream.values[replica][upstream.index(row, 0)]);
        }
    }
}
