package tornadovae.graph;

import java.util.List;

/**
 * −log p(x|z)[i] = Σ_j softplus(ℓ[i, j]) − x[i, j] ℓ[i, j], nats per image, for a Bernoulli decoder with logits ℓ (Kingma and
 * Welling 2014, App. C.1).
 *
 * @param logits [B, pixels]
 * @param x [B, pixels], in [0, 1]
 * @param nll [B, 1]
 */
public record BernoulliNll(Tensor logits, Tensor x, Tensor nll) implements Op {

    public BernoulliNll {
        x.requireShapeOf(logits, "the images");
        nll.require("the negative log-likelihood", logits.rows(), 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(logits, x); }

    @Override
    public List<Tensor> writes() { return List.of(nll); }

    @Override
    public long flops() { return 5L * logits.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(nll)) gradients.contribute(logits, dLogits -> new Gradient(logits, x, gradients.of(nll), dLogits));
    }

    /**
     * ∂ℓ[i, j] = ∂nll[i] (σ(ℓ[i, j]) − x[i, j]).
     *
     * @param dNll    [B, 1]
     * @param dLogits [B, pixels]
     */
    public record Gradient(Tensor logits, Tensor x, Tensor dNll, Tensor dLogits) implements Op {

        public Gradient {
            dLogits.requireShapeOf(logits, "the logits' gradient");
            dNll.require("the likelihood's gradient", logits.rows(), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(logits, x, dNll); }

        @Override
        public List<Tensor> writes() { return List.of(dLogits); }

        @Override
        public long flops() { return 4L * logits.size(); }
    }
}
