package tornadovae.graph;

import java.util.List;

/**
 * −log p(x|z)[i] = ½ (n (log 2π + s) + squares[i] e⁻ˢ), nats per image, of a Gaussian decoder with one variance for all n pixels,
 * with s = max(log σ², floor). It is a density: it can fall below 0.
 *
 * @param squares [B, 1]: {@link SquaredError}
 * @param pixels n
 * @param logVar [1, 1]: log σ². Where it is a parameter it is learned, else a constant to the gradient
 * @param floor lower clamp of log σ², nats; −∞ for none
 * @param nll [B, 1]
 */
public record IsotropicNll(Tensor squares, int pixels, Tensor logVar, float floor, Tensor nll) implements Op {

    public IsotropicNll {
        squares.require("the squared errors", nll.rows(), 1);
        nll.require("the negative log-likelihood", nll.rows(), 1);
        logVar.require("the log-variance", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(squares, logVar); }

    @Override
    public List<Tensor> writes() { return List.of(nll); }

    @Override
    public long flops() { return 4L * nll.rows(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(nll)) return;
        Tensor dNll = gradients.of(nll);
        gradients.contribute(squares, dSquares -> new ErrorGradient(logVar, floor, dNll, dSquares));
        if (logVar.role() == Role.PARAMETER) {
            gradients.contribute(logVar, dLogVar -> new VarianceGradient(squares, pixels, logVar, floor, dNll, dLogVar));
        }
    }

    /**
     * ∂squares[i] = ½ ∂nll[i] e⁻ˢ.
     *
     * @param dNll     [B, 1]
     * @param dSquares [B, 1]
     */
    public record ErrorGradient(Tensor logVar, float floor, Tensor dNll, Tensor dSquares) implements Op {

        public ErrorGradient {
            dSquares.requireShapeOf(dNll, "the squared errors' gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(logVar, dNll); }

        @Override
        public List<Tensor> writes() { return List.of(dSquares); }

        @Override
        public long flops() { return 2L * dNll.rows(); }
    }

    /**
     * ∂log σ² = ½ Σ_i ∂nll[i] (n − squares[i] e⁻ˢ), 0 below the floor.
     *
     * @param dNll    [B, 1]
     * @param dLogVar [1, 1]
     */
    public record VarianceGradient(Tensor squares, int pixels, Tensor logVar, float floor, Tensor dNll, Tensor dLogVar)
            implements Op {

        public VarianceGradient {
            dNll.requireShapeOf(squares, "the likelihood's gradient");
            dLogVar.require("the log-variance's gradient", 1, 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(squares, logVar, dNll); }

        @Override
        public List<Tensor> writes() { return List.of(dLogVar); }

        @Override
        public long flops() { return 4L * dNll.rows(); }
    }
}
