package tornadovae.graph;

import java.util.List;

/**
 * KL(q‖p)[i, j] = −½ (1 + log σ² − μ² − σ²), a nat count per image and latent dimension, for q = N(μ, σ²), p = N(0, 1) (Kingma
 * and Welling 2014, App. B).
 *
 * @param code [B, 2d]: μ in the first d columns, log σ² in the others
 * @param kl [B, d]
 */
public record KullbackLeibler(Tensor code, Tensor kl) implements Op {

    public KullbackLeibler {
        code.require("mean and log-variance", kl.rows(), 2 * kl.columns());
    }

    @Override
    public List<Tensor> reads() { return List.of(code); }

    @Override
    public List<Tensor> writes() { return List.of(kl); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 6L * kl.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(kl)) gradients.contribute(code, dCode -> new Gradient(code, gradients.of(kl), dCode));
    }

    /**
     * ∂μ = ∂kl ⊙ μ; ∂log σ² = ½ ∂kl ⊙ (σ² − 1).
     *
     * @param dKl   [B, d]
     * @param dCode [B, 2d]
     */
    public record Gradient(Tensor code, Tensor dKl, Tensor dCode) implements Op {

        public Gradient {
            dCode.requireShapeOf(code, "the code's gradient");
            code.require("mean and log-variance", dKl.rows(), 2 * dKl.columns());
        }

        @Override
        public List<Tensor> reads() { return List.of(code, dKl); }

        @Override
        public List<Tensor> writes() { return List.of(dCode); }

        @Override
        public List<Tensor> halves() { return List.of(code, dCode); }

        @Override
        public long flops() { return 5L * dKl.size(); }
    }
}
