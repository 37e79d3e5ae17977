package tornadovae.graph;

import java.util.List;

/**
 * p[i, j] = σ(ℓ[i, j]) = 1 / (1 + e^−ℓ): the mean of a Bernoulli decoder. Used for pictures, so it has no adjoint; the loss works
 * on logits.
 */
public record Sigmoid(Tensor logits, Tensor p) implements Op {

    public Sigmoid {
        p.requireShapeOf(logits, "the probabilities");
    }

    @Override
    public List<Tensor> reads() { return List.of(logits); }

    @Override
    public List<Tensor> writes() { return List.of(p); }

    @Override
    public long flops() { return 3L * p.size(); }
}
