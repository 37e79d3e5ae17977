package tornadovae.graph;

import java.util.List;

/**
 * The logarithm of an importance weight, nats: log w[i] = log p(x|z) + log p(z) − log q(z|x) = −nll[i] + ½ Σ_d (log σ²[i, d] +
 * ε[i, d]² − z[i, d]²), for q = N(μ, σ²), p = N(0, 1) and z = μ + σ ⊙ ε; the two log 2π cancel (Burda, Grosse and Salakhutdinov
 * 2016, eq. 8).
 *
 * @param stopped whether the adjoint takes the μ and σ of log q(z|x) as given, so that the encoder learns through z alone: the
 *                path derivative (Roeder, Wu and Duvenaud 2017, eq. 8). The value is the same
 * @param nll [B, 1]: −log p(x|z)
 * @param code [B, 2d]: μ in the first d columns, log σ² in the others
 * @param epsilon [B, d]
 * @param z [B, d], drawn from that code with that noise
 * @param logWeight [B, 1]
 */
public record LogImportanceWeight(boolean stopped, Tensor nll, Tensor code, Tensor epsilon, Tensor z, Tensor logWeight)
        implements Op {

    public LogImportanceWeight {
        code.require("mean and log-variance", z.rows(), 2 * z.columns());
        epsilon.requireShapeOf(z, "the noise");
        nll.require("the negative log-likelihood", z.rows(), 1);
        logWeight.requireShapeOf(nll, "the logarithm of the weight");
    }

    /** One whose adjoint is the derivative. */
    public LogImportanceWeight(Tensor nll, Tensor code, Tensor epsilon, Tensor z, Tensor logWeight) {
        this(false, nll, code, epsilon, z, logWeight);
    }

    @Override
    public List<Tensor> reads() { return List.of(nll, code, epsilon, z); }

    @Override
    public List<Tensor> writes() { return List.of(logWeight); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 5L * z.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(logWeight)) return;
        Tensor upstream = gradients.of(logWeight);
        gradients.contribute(nll, dNll -> new NllGradient(upstream, dNll));
        gradients.contribute(z, dz -> new DrawGradient(stopped, code, epsilon, z, upstream, dz));
        if (!stopped) gradients.contribute(code, dCode -> new CodeGradient(upstream, dCode));
    }

    /**
     * ∂nll[i] = −∂log w[i].
     *
     * @param dLogWeight [B, 1]
     * @param dNll       [B, 1]
     */
    public record NllGradient(Tensor dLogWeight, Tensor dNll) implements Op {

        public NllGradient {
            dNll.requireShapeOf(dLogWeight, "the likelihood's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(dLogWeight); }

        @Override
        public List<Tensor> writes() { return List.of(dNll); }

        @Override
        public long flops() { return dNll.size(); }
    }

    /**
     * ∂z[i, j] = −∂log w[i] z[i, j]; where μ and σ are stopped, ∂log w[i] (ε[i, j] / σ[i, j] − z[i, j]).
     *
     * @param dLogWeight [B, 1]
     * @param dz         [B, d]
     */
    public record DrawGradient(boolean stopped, Tensor code, Tensor epsilon, Tensor z, Tensor dLogWeight, Tensor dz)
            implements Op {

        public DrawGradient {
            code.require("mean and log-variance", z.rows(), 2 * z.columns());
            epsilon.requireShapeOf(z, "the noise");
            dz.requireShapeOf(z, "the draw's gradient");
            dLogWeight.require("the weight's gradient", z.rows(), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(code, epsilon, z, dLogWeight); }

        @Override
        public List<Tensor> writes() { return List.of(dz); }

        @Override
        public List<Tensor> halves() { return List.of(code); }

        @Override
        public long flops() { return (stopped ? 5L : 1L) * z.size(); }
    }

    /**
     * ∂μ[i, j] = 0; ∂log σ²[i, j] = ½ ∂log w[i], as ε does not depend on them.
     *
     * @param dLogWeight [B, 1]
     * @param dCode      [B, 2d]
     */
    public record CodeGradient(Tensor dLogWeight, Tensor dCode) implements Op {

        public CodeGradient {
            dLogWeight.require("the weight's gradient", dCode.rows(), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(dLogWeight); }

        @Override
        public List<Tensor> writes() { return List.of(dCode); }

        @Override
        public List<Tensor> halves() { return List.of(dCode); }

        @Override
        public long flops() { return dCode.size(); }
    }
}
