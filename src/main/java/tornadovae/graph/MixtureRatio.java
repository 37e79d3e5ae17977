package tornadovae.graph;

import java.util.List;

/**
 * How much denser a mixture of K Gaussians of equal weight is at a code than the standard normal, nats: logRatio[i] = log (1/K)
 * Σ_k N(z_i; μ_k, σ²_k) − log N(z_i; 0, I) = log (1/K) Σ_k e^{a_ik} with a_ik = ½ Σ_j (z_ij² − log σ²_kj − (z_ij − μ_kj)² /
 * σ²_kj); all log 2π cancel. Added to what a standard normal prior gives it makes the mixture the prior: a learned one, or the
 * VampPrior, whose components are codes q(z|u_k) (Tomczak and Welling 2018, eq. 9). The largest a_ik is taken out of the sum, so
 * that nothing overflows.
 *
 * @param z [B, d]
 * @param code [K, 2d]: μ in the first d columns, log σ² in the others
 * @param share [B, K]: the share e^{a_ik} / Σ_l e^{a_il} that a component has in the density at a code
 * @param logRatio [B, 1]
 */
public record MixtureRatio(Tensor z, Tensor code, Tensor share, Tensor logRatio) implements Op {

    public MixtureRatio {
        requireMixture(z, code, share);
        logRatio.require("the logarithm of the ratio", z.rows(), 1);
    }

    private static void requireMixture(Tensor z, Tensor code, Tensor share) {
        code.require("mean and log-variance", code.rows(), 2 * z.columns());
        share.require("the components' shares", z.rows(), code.rows());
    }

    @Override
    public List<Tensor> reads() { return List.of(z, code); }

    @Override
    public List<Tensor> writes() { return List.of(share, logRatio); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 4L * code.rows() * z.size() + 4L * share.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(logRatio)) return;
        Tensor upstream = gradients.of(logRatio);
        gradients.contribute(z, dz -> new DrawGradient(z, code, share, upstream, dz));
        gradients.contribute(code, dCode -> new CodeGradient(z, code, share, upstream, dCode));
    }

    /**
     * ∂z_ij = ∂logRatio_i (z_ij − Σ_k share_ik (z_ij − μ_kj) / σ²_kj).
     *
     * @param dLogRatio [B, 1]
     * @param dz        [B, d]
     */
    public record DrawGradient(Tensor z, Tensor code, Tensor share, Tensor dLogRatio, Tensor dz) implements Op {

        public DrawGradient {
            requireMixture(z, code, share);
            dLogRatio.require("the ratio's gradient", z.rows(), 1);
            dz.requireShapeOf(z, "the draw's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(z, code, share, dLogRatio); }

        @Override
        public List<Tensor> writes() { return List.of(dz); }

        @Override
        public List<Tensor> halves() { return List.of(code); }

        @Override
        public long flops() { return 4L * code.rows() * z.size(); }
    }

    /**
     * ∂μ_kj = Σ_i g_ik (z_ij − μ_kj) / σ²_kj; ∂log σ²_kj = ½ Σ_i g_ik ((z_ij − μ_kj)² / σ²_kj − 1), g_ik = ∂logRatio_i share_ik.
     *
     * @param dLogRatio [B, 1]
     * @param dCode     [K, 2d]
     */
    public record CodeGradient(Tensor z, Tensor code, Tensor share, Tensor dLogRatio, Tensor dCode) implements Op {

        public CodeGradient {
            requireMixture(z, code, share);
            dLogRatio.require("the ratio's gradient", z.rows(), 1);
            dCode.requireShapeOf(code, "the components' gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(z, code, share, dLogRatio); }

        @Override
        public List<Tensor> writes() { return List.of(dCode); }

        @Override
        public List<Tensor> halves() { return List.of(code, dCode); }

        @Override
        public long flops() { return 7L * code.rows() * z.size(); }
    }
}
