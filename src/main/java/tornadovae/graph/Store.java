package tornadovae.graph;

import java.util.List;

/**
 * Collects the results of successive minibatches: all[(cursor mod b)·B + i, j] = batch[i, j] with b = ⌈N/B⌉, for rows that exist.
 *
 * @param batch  [B, c]
 * @param cursor [1, 1] integer
 * @param all    [N, c]
 */
public record Store(Tensor batch, Tensor cursor, Tensor all) implements Op {

    public Store {
        all.require("the collection", all.rows(), batch.columns());
    }

    @Override
    public List<Tensor> reads() { return List.of(batch, cursor); }

    @Override
    public List<Tensor> writes() { return List.of(all); }

    @Override
    public long flops() { return 0; }
}
