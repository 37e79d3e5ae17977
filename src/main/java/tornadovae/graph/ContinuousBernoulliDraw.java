package tornadovae.graph;

import java.util.List;
import tornadovae.math.Philox;

/**
 * A draw from a continuous Bernoulli distribution by the inverse of its distribution function (Loaiza-Ganem and Cunningham 2019,
 * app. A): x[i, j] = log(1 + u (e^ℓ − 1)) / ℓ with u = uniform(seed, stream, cursor, i·columns + j); where |ℓ| &lt; 1/16, the
 * series u + u(1−u) ℓ/2 + u(1−u)(1−2u) ℓ²/6 + u(1−u)(1−6u(1−u)) ℓ³/24. It has no gradient.
 *
 * @param logits [B, pixels]
 * @param sample [B, pixels], in [0, 1]
 */
public record ContinuousBernoulliDraw(Philox.Stream stream, Tensor seed, Tensor cursor, Tensor logits, Tensor sample)
        implements Op {

    public ContinuousBernoulliDraw {
        sample.requireShapeOf(logits, "the draw");
    }

    @Override
    public List<Tensor> reads() { return List.of(seed, cursor, logits); }

    @Override
    public List<Tensor> writes() { return List.of(sample); }

    @Override
    public long flops() { return 6L * sample.size(); }
}
