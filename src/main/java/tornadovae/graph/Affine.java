package tornadovae.graph;

import java.util.List;

/**
 * A layer: y = act(x Wᵀ + b), that is y[i, o] = act(Σ_k x[i, k] W[o, k] + b[o]).
 *
 * @param x      [B, in]
 * @param weight [out, in]
 * @param bias   [1, out]
 * @param y      [B, out]
 */
public record Affine(Tensor x, Tensor weight, Tensor bias, Activation activation, Tensor y) implements Op {

    public Affine {
        weight.require("the weight", y.columns(), x.columns());
        bias.require("the bias", 1, y.columns());
        y.require("the layer's output", x.rows(), y.columns());
    }

    @Override
    public List<Tensor> reads() { return List.of(x, weight, bias); }

    @Override
    public List<Tensor> writes() { return List.of(y); }

    @Override
    public long flops() { return 2L * x.rows() * weight.size() + y.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(y)) return;
        Tensor dy = gradients.of(y);
        Tensor da = dy;
        if (activation != Activation.IDENTITY) {
            da = gradients.stepLike(y, "pre(" + y.name() + ")");
            gradients.append(new PreactivationGradient(activation, y, dy, da));
        }
        Tensor upstream = da;
        gradients.contribute(weight, dW -> new WeightGradient(upstream, x, dW));
        gradients.contribute(bias, db -> new BiasGradient(upstream, db));
        gradients.contribute(x, dx -> new InputGradient(upstream, weight, dx));
    }

    /**
     * ∂a = ∂y ⊙ act′(a), with act′ written in terms of y (see {@link Activation}).
     *
     * @param y  [B, out], the layer's output
     * @param dy [B, out]
     * @param da [B, out]
     */
    public record PreactivationGradient(Activation activation, Tensor y, Tensor dy, Tensor da) implements Op {

        public PreactivationGradient {
            dy.requireShapeOf(y, "the output's gradient");
            da.requireShapeOf(y, "the pre-activation's gradient");
        }

        @Override
        public List<Tensor> reads() { return List.of(y, dy); }

        @Override
        public List<Tensor> writes() { return List.of(da); }

        @Override
        public long flops() { return 3L * y.size(); }
    }

    /**
     * ∂W = ∂aᵀ x, that is ∂W[o, k] = Σ_i ∂a[i, o] x[i, k].
     *
     * @param da [B, out]
     * @param x  [B, in]
     * @param dW [out, in]
     */
    public record WeightGradient(Tensor da, Tensor x, Tensor dW) implements Op {

        public WeightGradient {
            x.require("the layer's input", da.rows(), x.columns());
            dW.require("the weight's gradient", da.columns(), x.columns());
        }

        @Override
        public List<Tensor> reads() { return List.of(da, x); }

        @Override
        public List<Tensor> writes() { return List.of(dW); }

        @Override
        public long flops() { return 2L * da.rows() * dW.size(); }
    }

    /**
     * ∂b[o] = Σ_i ∂a[i, o].
     *
     * @param da [B, out]
     * @param db [1, out]
     */
    public record BiasGradient(Tensor da, Tensor db) implements Op {

        public BiasGradient {
            db.require("the bias' gradient", 1, da.columns());
        }

        @Override
        public List<Tensor> reads() { return List.of(da); }

        @Override
        public List<Tensor> writes() { return List.of(db); }

        @Override
        public long flops() { return da.size(); }
    }

    /**
     * ∂x = ∂a W, that is ∂x[i, k] = Σ_o ∂a[i, o] W[o, k].
     *
     * @param da     [B, out]
     * @param weight [out, in]
     * @param dx     [B, in]
     */
    public record InputGradient(Tensor da, Tensor weight, Tensor dx) implements Op {

        public InputGradient {
            weight.require("the weight", da.columns(), dx.columns());
            dx.require("the input's gradient", da.rows(), dx.columns());
        }

        @Override
        public List<Tensor> reads() { return List.of(da, weight); }

        @Override
        public List<Tensor> writes() { return List.of(dx); }

        @Override
        public long flops() { return 2L * da.rows() * weight.size(); }
    }
}
