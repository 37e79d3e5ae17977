package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.Set;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.CategoricalNll;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.Tensor;

/** The losses and their gradients as row-wise work of their own, where they are not fused with the layer below. */
final class LikelihoodRows {

    private final Storage storage;

    LikelihoodRows(Storage storage) {
        this.storage = storage;
    }

    Work bernoulli(BernoulliNll o) {
        Buffer logits = storage.of(o.logits()), x = storage.of(o.x()), nll = storage.of(o.nll());
        return new RowWork(o, o.logits().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                Kernels.LIKELIHOODS.bernoulli(scratch.row(0, logits, r, i), 0, 0, scratch.row(1, x, r, i), 0, 0, 1,
                        o.x().columns(), nll.values[r], nll.index(i, 0), nll.stride);
            }
        });
    }

    Work bernoulliGradient(BernoulliNll.Gradient o) {
        Buffer logits = storage.of(o.logits()), x = storage.of(o.x()), dNll = storage.of(o.dNll()),
                dLogits = storage.of(o.dLogits());
        return new RowWork(o, o.dLogits().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                float[] gradient = scratch.row(0, logits, r, i);
                Kernels.LIKELIHOODS.bernoulliGradient(gradient, 0, 0, scratch.row(1, x, r, i), 0, 0, 1, o.x().columns(),
                        dNll.values[r][dNll.index(i, 0)]);
                dLogits.writeRow(r, i, gradient);
            }
        });
    }

    Work gaussian(GaussianNll o) {
        Buffer out = storage.of(o.out()), x = storage.of(o.x()), nll = storage.of(o.nll());
        return new RowWork(o, o.out().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) gaussian(out, x, r, i, o.floor(), 0, nll, scratch);
        });
    }

    Work gaussianGradient(GaussianNll.Gradient o) {
        Buffer out = storage.of(o.out()), x = storage.of(o.x()), dNll = storage.of(o.dNll()), dOut = storage.of(o.dOut());
        return new RowWork(o, o.dOut().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                dOut.writeRow(r, i, gaussian(out, x, r, i, o.floor(), dNll.values[r][dNll.index(i, 0)], null, scratch));
            }
        });
    }

    /**
     * The loss of what a layer left in {@code out}, then its gradient in the same place; the gradient's upstream is the same for
     * all rows. {@code gradient} may be null.
     */
    Work gaussianInPlace(GaussianNll loss, GaussianNll.Gradient gradient, Tensor out) {
        Buffer inPlace = storage.of(out), x = storage.of(loss.x()), nll = storage.of(loss.nll()),
                upstream = gradient == null ? null : storage.of(gradient.dNll());
        var reads = new HashSet<>(Set.of(out, loss.x()));
        if (gradient != null) reads.add(gradient.dNll());
        return new RowWork("GaussianNll", reads, Set.of(out, loss.nll()), loss.x().rows(), (r, first, last, scratch) -> {
            float scale = upstream == null ? 0 : upstream.values[r][upstream.index(first, 0)];
            for (int i = first; i < last; i++) {
                inPlace.writeRow(r, i, gaussian(inPlace, x, r, i, loss.floor(), scale, nll, scratch));
            }
        });
    }

    Work categorical(CategoricalNll o) {
        Buffer logits = storage.of(o.logits()), target = storage.of(o.target()), nll = storage.of(o.nll());
        int classes = o.logits().columns();
        // Σ_j t (L − ℓ)
        return new RowWork(o, o.nll().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                double whole = logSumExp(logits, r, i, classes), sum = 0;
                for (int j = 0; j < classes; j++) {
                    sum += target.values[r][target.index(i, j)] * (whole - logits.values[r][logits.index(i, j)]);
                }
                nll.values[r][nll.index(i, 0)] = (float) sum;
            }
        });
    }

    Work categoricalGradient(CategoricalNll.Gradient o) {
        Buffer logits = storage.of(o.logits()), target = storage.of(o.target()), dNll = storage.of(o.dNll()),
                dLogits = storage.of(o.dLogits());
        int classes = o.logits().columns();
        // ∂ℓ = ∂nll (e^(ℓ − L) Σ t − t)
        return new RowWork(o, o.dLogits().rows(), (r, first, last, scratch) -> {
            for (int i = first; i < last; i++) {
                double whole = logSumExp(logits, r, i, classes), weight = 0;
                for (int j = 0; j < classes; j++) weight += target.values[r][target.index(i, j)];
                for (int j = 0; j < classes; j++) {
                    dLogits.values[r][dLogits.index(i, j)] = (float) (dNll.values[r][dNll.index(i, 0)]
                            * (Math.exp(logits.values[r][logits.index(i, j)] - whole) * weight
                                    - target.values[r][target.index(i, j)]));
                }
            }
        });
    }

    /** log Σ_j e^ℓ of a row, without overflow. */
    private static double logSumExp(Buffer logits, int replica, int row, int columns) {
        float max = Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (int j = 0; j < columns; j++) max = Math.max(max, logits.values[replica][logits.index(row, j)]);
        for (int j = 0; j < columns; j++) sum += Math.exp(logits.values[replica][logits.index(row, j)] - max);
        return max + Math.log(sum);
    }

    /** The loss of one image into {@code nll}, which may be null; returns the gradient, in memory of the thread. */
    private static float[] gaussian(Buffer out, Buffer x, int replica, int i, float floor, float scale, Buffer nll,
            Scratch scratch) {
        int pixels = x.tensor.columns();
        float[] gradient = scratch.row(0, out, replica, i), image = scratch.row(1, x, replica, i);
        Kernels.LIKELIHOODS.gaussian(gradient, 0, pixels, 0, image, 0, 0, 1, pixels, floor, scale,
                nll == null ? scratch.loss : nll.values[replica], nll == null ? 0 : nll.index(i, 0), 1);
        return gradient;
    }
}
