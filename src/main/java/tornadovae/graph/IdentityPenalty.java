package tornadovae.graph;

import java.util.List;

/**
 * penalty = λ_od Σ_{a≠b} c[a, b]² + λ_d Σ_a (c[a, a] − 1)²: how far a covariance is from the identity (Kumar, Sattigeri and
 * Balakrishnan 2018, eq. 6 and 7).
 *
 * @param covariance [d, d]
 * @param offDiagonal [1, 1]: λ_od
 * @param diagonal [1, 1]: λ_d
 * @param penalty [1, 1]
 */
public record IdentityPenalty(Tensor covariance, Tensor offDiagonal, Tensor diagonal, Tensor penalty) implements Op {

    public IdentityPenalty {
        covariance.require("the covariance", covariance.columns(), covariance.columns());
        for (Tensor t : List.of(offDiagonal, diagonal, penalty)) t.require("a loss term", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(covariance, offDiagonal, diagonal); }

    @Override
    public List<Tensor> writes() { return List.of(penalty); }

    @Override
    public long flops() { return 3L * covariance.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(penalty)) {
            gradients.contribute(covariance,
                    dCovariance -> new Gradient(covariance, offDiagonal, diagonal, gradients.of(penalty), dCovariance));
        }
    }

    /**
     * ∂c[a, b] = 2 λ_od c[a, b] ∂penalty for a ≠ b;  ∂c[a, a] = 2 λ_d (c[a, a] − 1) ∂penalty.
     *
     * @param dPenalty    [1, 1]
     * @param dCovariance [d, d]
     */
    public record Gradient(Tensor covariance, Tensor offDiagonal, Tensor diagonal, Tensor dPenalty, Tensor dCovariance)
            implements Op {

        public Gradient {
            dCovariance.requireShapeOf(covariance, "the covariance's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(covariance, offDiagonal, diagonal, dPenalty); }

        @Override
        public List<Tensor> writes() { return List.of(dCovariance); }

        @Override
        public long flops() { return 3L * covariance.size(); }
    }
}
