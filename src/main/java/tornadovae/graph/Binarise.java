package tornadovae.graph;

import java.util.List;
import tornadovae.math.Philox;

/**
 * A draw of binary pixels: b[i, j] = 1 if u &lt; p[i, j], else 0, with u = uniform(seed, stream, cursor, i·columns + j). It has
 * no gradient.
 *
 * @param p [B, pixels], probabilities in [0, 1]
 * @param b [B, pixels]
 */
public record Binarise(Philox.Stream stream, Tensor seed, Tensor cursor, Tensor p, Tensor b) implements Op {

    public Binarise {
        b.requireShapeOf(p, "the binary pixels");
    }

    @Override
    public List<Tensor> reads() { return List.of(seed, cursor, p); }

    @Override
    public List<Tensor> writes() { return List.of(b); }

    @Override
    public long flops() { return p.size(); }
}
