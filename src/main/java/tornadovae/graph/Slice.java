package tornadovae.graph;

import java.util.List;

/**
 * part[i, j] = whole[i, first + j]: some columns, e.g. the means of a Gaussian head. It has no adjoint: nothing that is trained
 * goes through it.
 */
public record Slice(Tensor whole, int first, Tensor part) implements Op {

    public Slice {
        part.require("the slice", whole.rows(), part.columns());
        if (first < 0 || first + part.columns() > whole.columns()) {
            throw new IllegalArgumentException(
                    "columns " + first + " … " + (first + part.columns() - 1) + " are not all in " + whole);
        }
    }

    @Override
    public List<Tensor> reads() { return List.of(whole); }

    @Override
    public List<Tensor> writes() { return List.of(part); }

    @Override
    public long flops() { return 0; }
}
