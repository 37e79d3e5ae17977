package tornadovae.graph;

import java.util.List;

/**
 * −log p(x|z)[i] = ½ Σ_j (log 2π + s + (x[i, j] − m)² e⁻ˢ), nats per image, with m = out[i, j], s = max(out[i, pixels + j],
 * floor) the log-variance (Kingma and Welling 2014, App. C.2). It is a density: it can fall below 0.
 *
 * @param out [B, 2·pixels]: means in the first half of the columns, log-variances in the second
 * @param x [B, pixels]
 * @param floor lower clamp of the log-variance, nats
 * @param nll [B, 1]
 */
public record GaussianNll(Tensor out, Tensor x, float floor, Tensor nll) implements Op {

    public GaussianNll {
        out.require("mean and log-variance", x.rows(), 2 * x.columns());
        nll.require("the negative log-likelihood", x.rows(), 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(out, x); }

    @Override
    public List<Tensor> writes() { return List.of(nll); }

    @Override
    public List<Tensor> halves() { return List.of(out); }

    @Override
    public long flops() { return 7L * x.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(nll)) gradients.contribute(out, dOut -> new Gradient(out, x, floor, gradients.of(nll), dOut));
    }

    /**
     * ∂m = ∂nll[i] (m − x) e⁻ˢ; ∂s = ½ ∂nll[i] (1 − (x − m)² e⁻ˢ) where the log-variance is not below the floor, else 0.
     *
     * @param dNll [B, 1]
     * @param dOut [B, 2·pixels]
     */
    public record Gradient(Tensor out, Tensor x, float floor, Tensor dNll, Tensor dOut) implements Op {

        public Gradient {
            dOut.requireShapeOf(out, "the decoder's gradient");
            dNll.require("the likelihood's gradient", x.rows(), 1);
        }

        @Override
        public List<Tensor> reads() { return List.of(out, x, dNll); }

        @Override
        public List<Tensor> writes() { return List.of(dOut); }

        @Override
        public List<Tensor> halves() { return List.of(out, dOut); }

        @Override
        public long flops() { return 9L * x.size(); }
    }
}
