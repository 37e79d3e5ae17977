package tornadovae.graph;

import java.util.List;

/**
 * −log p(x|z)[i] = Σ_j A(ℓ[i, j]) − x[i, j] ℓ[i, j], nats per image, for a continuous Bernoulli decoder with logits ℓ
 * (Loaiza-Ganem and Cunningham 2019, eq. 5). p(x) = e^{ℓx − A(ℓ)} is a density on [0, 1], whose log-normaliser A(ℓ) =
 * log((e^ℓ − 1)/ℓ), with A(0) = 0, is the paper's −log C(λ) + softplus(ℓ) at λ = σ(ℓ). Its closed form loses all digits near
 * λ = ½; there it is the series A(ℓ) = ℓ/2 + ℓ²/24 − ℓ⁴/2880 + ℓ⁶/181440 − …
 *
 * @param logits [B, pixels]
 * @param x [B, pixels], in [0, 1]
 * @param nll [B, 1]; it can fall below 0
 */
public record ContinuousBernoulliNll(Tensor logits, Tensor x, Tensor nll) implements Op {

    public ContinuousBernoulliNll {
        x.requireShapeOf(logits, "the images");
        nll.require("the negative log-likelihood", logits.rows(), 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(logits, x); }

    @Override
    public List<Tensor> writes() { return List.of(nll); }

    @Override
    public long flops() { return 8L * logits.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(nll)) {
            gradients.contribute(logits, dLogits -> new Gradient(logits, x, gradients.of(nll), dLogits));
        }
    }

    /**
     * ∂ℓ[i, j] = ∂nll[i] (A′(ℓ[i, j]) − x[i, j]) with A′ as in {@link ContinuousBernoulliMean}.
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
        public long flops() { return 8L * logits.size(); }
    }
}
