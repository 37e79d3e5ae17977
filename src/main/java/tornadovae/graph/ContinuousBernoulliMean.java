package tornadovae.graph;

import java.util.List;

/**
 * mean[i, j] = A′(ℓ[i, j]) = 1/(1 − e^−ℓ) − 1/ℓ, the mean of a continuous Bernoulli distribution with logit ℓ, which is not σ(ℓ)
 * (Loaiza-Ganem and Cunningham 2019, eq. 8); near 0 it is the series ½ + ℓ/12 − ℓ³/720 + ℓ⁵/30240 − … It has no adjoint: the loss
 * works on logits.
 */
public record ContinuousBernoulliMean(Tensor logits, Tensor mean) implements Op {

    public ContinuousBernoulliMean {
        mean.requireShapeOf(logits, "the means");
    }

    @Override
    public List<Tensor> reads() { return List.of(logits); }

    @Override
    public List<Tensor> writes() { return List.of(mean); }

    @Override
    public long flops() { return 5L * mean.size(); }
}
