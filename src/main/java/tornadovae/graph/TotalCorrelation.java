package tornadovae.graph;

import java.util.List;

/**
 * Every code's share in the total correlation of the latent dimensions, KL(q(z) ‖ Π_k q(z_k)) ≈ (1/B) Σ_i row[i] (Chen et al.
 * 2018, eq. 2): row[i] = log q(z_i) − Σ_k log q(z_ik), where log q(z_i) = log Σ_j w_ij Π_k q_ijk, log q(z_ik) = log Σ_j w_ij
 * q_ijk, and q_ijk is the density of N(μ_jk, σ²_jk) at z_ik.
 *
 * @param estimate the weights w_ij
 * @param images N, the number of training images; only the stratified weights ask for it
 * @param code [B, 2d]: μ in the first d columns, log σ² in the others; B ≥ 2
 * @param z [B, d]
 * @param logDensity [B, d + 1]: log q(z_ik), and log q(z_i) in the last column
 * @param row [B, 1], nats
 */
public record TotalCorrelation(DensityEstimate estimate, int images, Tensor code, Tensor z, Tensor logDensity, Tensor row)
        implements Op {

    public TotalCorrelation {
        code.require("mean and log-variance", z.rows(), 2 * z.columns());
        logDensity.require("the log densities", z.rows(), z.columns() + 1);
        row.require("the rows' shares", z.rows(), 1);
        MeanDiscrepancy.requirePairs(z);
        if (images < z.rows()) {
            throw new IllegalArgumentException(
                    "a minibatch of " + z.rows() + " cannot come from " + images + " images");
        }
    }

    @Override
    public List<Tensor> reads() { return List.of(code, z); }

    @Override
    public List<Tensor> writes() { return List.of(logDensity, row); }

    @Override
    public List<Tensor> halves() { return List.of(code); }

    @Override
    public long flops() { return 9L * z.rows() * z.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(row)) return;
        gradients.contribute(z, dz -> new DrawGradient(estimate, images, code, z, logDensity, gradients.of(row), dz));
        gradients.contribute(code, dCode -> new CodeGradient(estimate, images, code, z, logDensity, gradients.of(row), dCode));
    }

    /**
     * ∂z_ik = −Σ_j g_ijk (z_ik − μ_jk) / σ²_jk with g_ijk = ∂row_i w_ij (Π_k′ q_ijk′ / q(z_i) − q_ijk / q(z_ik)).
     *
     * @param dRow [B, 1]
     * @param dz   [B, d]
     */
    public record DrawGradient(DensityEstimate estimate, int images, Tensor code, Tensor z, Tensor logDensity, Tensor dRow,
            Tensor dz) implements Op {

        public DrawGradient {
            dRow.require("the rows' gradient", z.rows(), 1);
            dz.requireShapeOf(z, "the draws' gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(code, z, logDensity, dRow); }

        @Override
        public List<Tensor> writes() { return List.of(dz); }

        @Override
        public List<Tensor> halves() { return List.of(code); }

        @Override
        public long flops() { return 13L * z.rows() * z.size(); }
    }

    /**
     * ∂μ_jk = Σ_i g_ijk (z_ik − μ_jk) / σ²_jk; ∂log σ²_jk = ½ Σ_i g_ijk ((z_ik − μ_jk)² / σ²_jk − 1), with g as in
     * {@link DrawGradient}.
     *
     * @param dRow [B, 1]
     * @param dCode [B, 2d]
     */
    public record CodeGradient(DensityEstimate estimate, int images, Tensor code, Tensor z, Tensor logDensity, Tensor dRow,
            Tensor dCode) implements Op {

        public CodeGradient {
            dRow.require("the rows' gradient", z.rows(), 1);
            dCode.requireShapeOf(code, "the code's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(code, z, logDensity, dRow); }

        @Override
        public List<Tensor> writes() { return List.of(dCode); }

        @Override
        public List<Tensor> halves() { return List.of(code, dCode); }

        @Override
        public long flops() { return 16L * z.rows() * z.size(); }
    }
}
