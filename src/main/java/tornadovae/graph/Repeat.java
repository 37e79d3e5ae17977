package tornadovae.graph;

import java.util.List;

/**
 * repeated[i·L + l, j] = value[i, j] for l = 0 … L−1: a row for each of L draws of one image. L is the ratio of the rows.
 *
 * @param value    [B, c]
 * @param repeated [B·L, c]
 */
public record Repeat(Tensor value, Tensor repeated) implements Op {

    public Repeat {
        repeated.require("the repeated rows", value.rows() * requireMultiple(value, repeated), value.columns());
    }

    /** How many rows of one tensor belong to each of another. */
    static int requireMultiple(Tensor few, Tensor many) {
        if (many.rows() % few.rows() != 0) {
            throw new IllegalArgumentException(many + " has no whole number of rows for each row of " + few);
        }
        return many.rows() / few.rows();
    }

    /** L. */
    public int draws() {
        return repeated.rows() / value.rows();
    }

    @Override
    public List<Tensor> reads() { return List.of(value); }

    @Override
    public List<Tensor> writes() { return List.of(repeated); }

    @Override
    public long flops() { return 0; }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(repeated)) {
            gradients.contribute(value, dValue -> new Gradient(gradients.of(repeated), dValue));
        }
    }

    /**
     * ∂value[i, j] = Σ_l ∂repeated[i·L + l, j].
     *
     * @param dRepeated [B·L, c]
     * @param dValue    [B, c]
     */
    public record Gradient(Tensor dRepeated, Tensor dValue) implements Op {

        public Gradient {
            dRepeated.require("the repeated rows' gradient", dValue.rows() * requireMultiple(dValue, dRepeated),
                    dValue.columns());
        }

        /** L. */
        public int draws() {
            return dRepeated.rows() / dValue.rows();
        }

        @Override
        public List<Tensor> reads() { return List.of(dRepeated); }

        @Override
        public List<Tensor> writes() { return List.of(dValue); }

        @Override
        public long flops() { return dRepeated.size(); }
    }
}
