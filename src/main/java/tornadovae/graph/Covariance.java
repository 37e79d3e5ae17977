package tornadovae.graph;

import java.util.List;

/**
 * The covariance of the inferred prior: c[a, b] = (1/B) Σ_i (μ_ia − μ̄_a)(μ_ib − μ̄_b), of the means; with {@code ofDraws} also +
 * (1/B) Σ_i σ²_ia on the diagonal, which makes it that of z (Kumar, Sattigeri and Balakrishnan 2018, eq. 5).
 *
 * @param ofDraws whether the codes' own variances are added
 * @param code [B, 2d]: μ in the first d columns, log σ² in the others
 * @param covariance [d, d]
 */
public record Covariance(boolean ofDraws, Tensor code, Tensor covariance) implements Op {

    public Covariance {
        covariance.require("the covariance", code.columns() / 2, code.columns() / 2);
    }

    @Override
    public List<Tensor> reads() { return List.of(code); }

    @Override
    public List<Tensor> writes() { return List.of(covariance); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 4L * code.rows() * covariance.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(
                covariance)) {
            gradients.contribute(code, dCode -> new Gradient(ofDraws, code, gradients.of(covariance), dCode));
        }
    }

    /**
     * ∂μ_ia = (1/B) Σ_b (∂c[a, b] + ∂c[b, a]) (μ_ib − μ̄_b);  ∂log σ²_ia = (1/B) ∂c[a, a] σ²_ia with {@code ofDraws}, else 0.
     *
     * @param dCovariance [d, d]
     * @param dCode       [B, 2d]
     */
    public record Gradient(boolean ofDraws, Tensor code, Tensor dCovariance, Tensor dCode) implements Op {

        public Gradient {
            dCovariance.require("the covariance's gradient", code.columns() / 2, code.columns() / 2);
            dCode.requireShapeOf(code, "the code's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(code, dCovariance); }

        @Override
        public List<Tensor> writes() { return List.of(dCode); }

        @Override
        public List<Tensor> halves() { return List.of(code, dCode); }

        @Override
        public long flops() { return 4L * code.rows() * dCovariance.size(); }
    }
}
