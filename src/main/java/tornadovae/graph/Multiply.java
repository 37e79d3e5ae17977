package tornadovae.graph;

import java.util.List;

/**
 * scaled[i, j] = factor · value[i, j]: a gradient on its way back through a weighted term, or on to the optimiser.
 *
 * @param value  any shape, as is {@code scaled}
 * @param factor [1, 1]
 */
public record Multiply(Tensor value, Tensor factor, Tensor scaled) implements Op {

    public Multiply {
        factor.require("the factor", 1, 1);
        scaled.requireShapeOf(value, "the scaled tensor");
    }

    @Override
    public List<Tensor> reads() { return List.of(value, factor); }

    @Override
    public List<Tensor> writes() { return List.of(scaled); }

    @Override
    public long flops() { return value.size(); }
}
