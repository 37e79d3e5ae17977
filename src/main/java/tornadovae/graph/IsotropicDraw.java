package tornadovae.graph;

import java.util.List;

/**
 * A draw from a Gaussian with one variance for all pixels: x[i, j] = m[i, j] + exp(½ max(log σ², floor)) ε[i, j]. It has no
 * adjoint: nothing that is trained goes through it.
 *
 * @param mean m [B, pixels]
 * @param logVar [1, 1]
 * @param epsilon [B, pixels]
 * @param sample [B, pixels]
 */
public record IsotropicDraw(Tensor mean, Tensor logVar, float floor, Tensor epsilon, Tensor sample) implements Op {

    public IsotropicDraw {
        epsilon.requireShapeOf(mean, "the noise");
        sample.requireShapeOf(mean, "the draw");
        logVar.require("the log-variance", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(mean, logVar, epsilon); }

    @Override
    public List<Tensor> writes() { return List.of(sample); }

    @Override
    public long flops() { return 2L * sample.size(); }
}
