package tornadovae.graph;

import java.util.List;

/**
 * A reparameterised draw: z = μ + σ ⊙ ε with σ = exp(½ max(log σ², floor))   (Kingma and Welling 2014, eq. 10).
 *
 * @param code    [B, 2d]: μ in the first d columns, log σ² in the others
 * @param epsilon [B, d]
 * @param floor   lower clamp of log σ²; −∞ for none. The gradient is 0 below it
 * @param z       [B, d]
 */
public record Reparameterise(Tensor code, Tensor epsilon, float floor, Tensor z) implements Op {

    public Reparameterise {
        code.require("mean and log-variance", z.rows(), 2 * z.columns());
        epsilon.requireShapeOf(z, "the noise");
    }

    @Override
    public List<Tensor> reads() { return List.of(code, epsilon); }

    @Override
    public List<Tensor> writes() { return List.of(z); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 4L * z.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(z)) gradients.contribute(code, dCode -> new Gradient(code, epsilon, floor, gradients.of(z), dCode));
    }

    /**
     * ∂μ = ∂z; ∂log σ² = ½ ∂z ⊙ ε ⊙ σ where log σ² ≥ floor, else 0.
     *
     * @param dz    [B, d]
     * @param dCode [B, 2d]
     */
    public record Gradient(Tensor code, Tensor epsilon, float floor, Tensor dz, Tensor dCode) implements Op {

        public Gradient {
            dCode.requireShapeOf(code, "the code's gradient");
            dz.requireShapeOf(epsilon, "the draw's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(code, epsilon, dz); }

        @Override
        public List<Tensor> writes() { return List.of(dCode); }

        @Override
        public List<Tensor> halves() { return List.of(code, dCode); }

        @Override
        public long flops() { return 5L * dz.size(); }
    }
}
