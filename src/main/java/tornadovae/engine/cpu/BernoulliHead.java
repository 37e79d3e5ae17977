package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.Set;
import tornadovae.graph.Affine;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.Tensor;

/**
 * The decoder's last layer with the loss on it: ℓ = h Wᵀ + b, then per tile the loss and ∂ℓ in place of ℓ ({@link Affine}, {@link BernoulliNll} and its gradient in one).
 * Each panel leaves its part of a row's loss in {@code partials}, so that the sum has one order however many threads there are.
 */
final class BernoulliHead extends Product {

    private final Buffer bias;
    private final Buffer x;
    private final Buffer upstream;
    private final Buffer partials;

    /**
     * @param gradient the loss' adjoint, or null in an evaluation; its upstream gradient must be the same for all rows of a minibatch
     * @param partials [B, panels]
     */
    BernoulliHead(Affine layer, BernoulliNll loss, BernoulliNll.Gradient gradient, Tensor partials, Storage storage) {
        this(layer, loss, gradient, partials, storage, gradient == null ? loss.logits() : gradient.dLogits());
    }

    private BernoulliHead(Affine layer, BernoulliNll loss, BernoulliNll.Gradient gradient, Tensor partials, Storage storage, Tensor out) {
        super("BernoulliHead", reads(layer, loss, gradient), Set.of(out, partials), storage.of(layer.x()), storage.of(layer.weight()).values,
                storage.of(layer.weight()).panelSize, storage.of(out));
        bias = storage.of(layer.bias());
        x = storage.of(loss.x());
        upstream = gradient == null ? null : storage.of(gradient.dNll());
        this.partials = storage.of(partials);
    }

    private static Set<Tensor> reads(Affine layer, BernoulliNll loss, BernoulliNll.Gradient gradient) {
        var reads = new HashSet<>(layer.reads());
        reads.add(loss.x());
        if (gradient != null) reads.add(gradient.dNll());
        return reads;
    }

    @Override
    void finish(int replica, int row, int rows, int panel, int columns, int c0, Scratch scratch) {
        int column = panel * Lanes.PANEL;
        float[] logits = out.values[replica], images = x.values[replica];
        int x0 = x.index(row, column);
        Kernels.ACTIVATIONS.identity(logits, c0, out.stride, rows, columns, bias.values[replica], column);
        Kernels.LIKELIHOODS.bernoulli(logits, c0, out.stride, images, x0, x.stride, rows, columns, partials.values[replica], partials.index(row, panel), partials.stride);
        if (upstream != null)
            Kernels.LIKELIHOODS.bernoulliGradient(logits, c0, out.stride, images, x0, x.stride, rows, columns, upstream.values[replica][upstream.index(row, 0)]);
    }
}
