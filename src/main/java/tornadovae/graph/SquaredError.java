package tornadovae.graph;

import java.util.List;

/**
 * squares[i] = Σ_j (x[i, j] − m[i, j])²: what a Gaussian decoder with one variance for all pixels needs of an image.
 *
 * @param mean m [B, pixels]
 * @param x [B, pixels]
 * @param squares [B, 1]
 */
public record SquaredError(Tensor mean, Tensor x, Tensor squares) implements Op {

    public SquaredError {
        x.requireShapeOf(mean, "the images");
        squares.require("the squared errors", mean.rows(), 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(mean, x); }

    @Override
    public List<Tensor> writes() { return List.of(squares); }

    @Override
    public long flops() { return 3L * mean.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(squares)) {
            gradients.contribute(mean, dMean -> new Gradient(mean, x, gradients.of(squares), dMean));
        }
    }

    /**
     * ∂m[i, j] = 2 ∂squares[i] (m[i, j] − x[i, j]).
     *
     * @param dSquares [B, 1]
     * @param dMean    [B, pixels]
     */
    public record Gradient(Tensor mean, Tensor x, Tensor dSquares, Tensor dMean) implements Op {

        public Gradient {
            dMean.requireShapeOf(mean, "the means' gradient");
            dSquares.require("the squared errors' gradient", mean.rows(), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(mean, x, dSquares); }

        @Override
        public List<Tensor> writes() { return List.of(dMean); }

        @Override
        public long flops() { return 3L * mean.size(); }
    }
}
