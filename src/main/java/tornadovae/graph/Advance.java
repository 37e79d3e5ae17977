package tornadovae.graph;

import java.util.List;

/** counter += 1, at the end of a step; [1, 1] integer. */
public record Advance(Tensor counter) implements Op {

    @Override
    public List<Tensor> reads() { return List.of(counter); }

    @Override
    public List<Tensor> writes() { return List.of(counter); }

    @Override
    public long flops() { return 0; }
}
