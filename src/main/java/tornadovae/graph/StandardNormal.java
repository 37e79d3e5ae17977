package tornadovae.graph;

import java.util.List;
import tornadovae.math.Philox;

/**
 * Noise: ε[i, j] = normal(seed, stream, cursor, i·columns + j) ~ N(0, 1).
 *
 * @param epsilon [B, d]
 */
public record StandardNormal(Philox.Stream stream, Tensor seed, Tensor cursor, Tensor epsilon) implements Op {

    @Override
    public List<Tensor> reads() { return List.of(seed, cursor); }

    @Override
    public List<Tensor> writes() { return List.of(epsilon); }

    @Override
    public long flops() { return 4L * epsilon.size(); }
}
