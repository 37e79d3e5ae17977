package tornadovae.graph;

import java.util.List;

/**
 * norm[i] = √Σ_j value[i, j]², the Euclidean norm of every row. A sum of squares leaves the range of float32 long before the norm
 * does; engines keep it from that, so that a norm is finite wherever float32 can hold it.
 *
 * @param value [r, c]
 * @param norm [r, 1]
 */
public record RowNorm(Tensor value, Tensor norm) implements Op {

    public RowNorm {
        norm.require("the rows' norms", value.rows(), 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(value); }

    @Override
    public List<Tensor> writes() { return List.of(norm); }

    @Override
    public long flops() { return 2L * value.size(); }
}
