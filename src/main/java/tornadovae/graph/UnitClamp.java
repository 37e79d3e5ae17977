package tornadovae.graph;

import java.util.List;

/**
 * y[i, j] = min(max(x[i, j], 0), 1): what keeps pseudo-inputs among pixels, as the hardtanh from 0 to 1 in the code of Tomczak
 * and Welling 2018. The gradient passes where 0 ≤ x ≤ 1, as PyTorch's {@code clamp} does.
 *
 * @param x [B, in]
 * @param y [B, in]
 */
public record UnitClamp(Tensor x, Tensor y) implements Op {

    public UnitClamp {
        y.requireShapeOf(x, "the clamped numbers");
    }

    @Override
    public List<Tensor> reads() { return List.of(x); }

    @Override
    public List<Tensor> writes() { return List.of(y); }

    @Override
    public long flops() { return 2L * y.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(y)) gradients.contribute(x, dx -> new Gradient(x, gradients.of(y), dx));
    }

    /**
     * ∂x = ∂y where 0 ≤ x ≤ 1, else 0.
     *
     * @param dy [B, in]
     * @param dx [B, in]
     */
    public record Gradient(Tensor x, Tensor dy, Tensor dx) implements Op {

        public Gradient {
            dy.requireShapeOf(x, "the clamped numbers' gradient");
            dx.requireShapeOf(x, "the gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(x, dy); }

        @Override
        public List<Tensor> writes() { return List.of(dx); }

        @Override
        public long flops() { return 2L * dx.size(); }
    }
}
