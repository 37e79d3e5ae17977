package tornadovae.graph;

import java.util.List;

/** tensor[i, j] = value: the seed ∂loss/∂loss = 1 of the backward pass. */
public record Fill(float value, Tensor tensor) implements Op {

    @Override
    public List<Tensor> reads() { return List.of(); }

    @Override
    public List<Tensor> writes() { return List.of(tensor); }

    @Override
    public long flops() { return 0; }
}
