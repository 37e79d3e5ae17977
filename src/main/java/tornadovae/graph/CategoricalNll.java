package tornadovae.graph;

import java.util.List;

/**
 * −log p(class|x)[i] = Σ_j t[i, j] (L[i] − ℓ[i, j]) with L[i] = log Σ_j e^ℓ[i, j], nats per image, for a classifier with logits
 * ℓ: the cross-entropy of softmax(ℓ) (Bishop 2006, eq. 4.108). A target is 1 at an image's class and 0 elsewhere, or spread over
 * classes; a row of zeros has no loss.
 *
 * @param logits [B, classes]
 * @param target [B, classes], t
 * @param nll [B, 1]
 */
public record CategoricalNll(Tensor logits, Tensor target, Tensor nll) implements Op {

    public CategoricalNll {
        target.requireShapeOf(logits, "the targets");
        nll.require("the negative log-likelihood", logits.rows(), 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(logits, target); }

    @Override
    public List<Tensor> writes() { return List.of(nll); }

    @Override
    public long flops() { return 5L * logits.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients
                .reaches(nll)) {
            gradients.contribute(logits, dLogits -> new Gradient(logits, target, gradients.of(nll), dLogits));
        }
    }

    /**
     * ∂ℓ[i, j] = ∂nll[i] (e^(ℓ[i, j] − L[i]) Σ_k t[i, k] − t[i, j]).
     *
     * @param dNll    [B, 1]
     * @param dLogits [B, classes]
     */
    public record Gradient(Tensor logits, Tensor target, Tensor dNll, Tensor dLogits) implements Op {

        public Gradient {
            target.requireShapeOf(logits, "the targets");
            dLogits.requireShapeOf(logits, "the logits' gradient");
            dNll.require("the likelihood's gradient", logits.rows(), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(logits, target, dNll); }

        @Override
        public List<Tensor> writes() { return List.of(dLogits); }

        @Override
        public long flops() { return 7L * logits.size(); }
    }
}
