package tornadovae.graph;

import java.util.List;

/**
 * The squared maximum mean discrepancy of codes and prior draws, unbiased (Gretton et al. 2012, eq. 4, with their lemma 6), in
 * terms of rows: MMD² = (1/n) Σ_i row[i] with row[i] = 1/(n−1) Σ_{j≠i} (k(z_i, z_j) + k(p_i, p_j)) − 2/n Σ_j k(z_i, p_j). Being
 * unbiased it can fall below 0.
 *
 * @param z [n, d], n ≥ 2
 * @param prior [n, d]: p
 * @param row [n, 1]
 */
public record MeanDiscrepancy(Kernel kernel, Tensor z, Tensor prior, Tensor row) implements Op {

    public MeanDiscrepancy {
        prior.requireShapeOf(z, "the prior's draws");
        row.require("the rows' shares", z.rows(), 1);
        requirePairs(z);
    }

    /** A mean over pairs needs one. */
    static void requirePairs(Tensor rows) {
        if (rows.rows() < 2) throw new IllegalArgumentException("pairs need at least two rows, but " + rows);
    }

    @Override
    public List<Tensor> reads() { return List.of(z, prior); }

    @Override
    public List<Tensor> writes() { return List.of(row); }

    @Override
    public long flops() { return 3L * z.rows() * z.rows() * (3L * z.columns() + kernel.flops()); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(row)) gradients.contribute(z, dz -> new Gradient(kernel, z, prior, gradients.of(row), dz));
    }

    /**
     * ∂z_i = 1/(n−1) Σ_{j≠i} (∂row_i + ∂row_j) ∂k(z_i, z_j)/∂z_i − 2/n ∂row_i Σ_j ∂k(z_i, p_j)/∂z_i.
     *
     * @param dRow [n, 1]
     * @param dz   [n, d]
     */
    public record Gradient(Kernel kernel, Tensor z, Tensor prior, Tensor dRow, Tensor dz) implements Op {

        public Gradient {
            prior.requireShapeOf(z, "the prior's draws");
            dRow.require("the rows' gradient", z.rows(), 1);
            dz.requireShapeOf(z, "the codes' gradient");
            requirePairs(z);
        }

        @Override
        public List<Tensor> reads() { return List.of(z, prior, dRow); }

        @Override
        public List<Tensor> writes() { return List.of(dz); }

        @Override
        public long flops() { return 2L * z.rows() * z.rows() * (6L * z.columns() + kernel.flops()); }
    }
}
