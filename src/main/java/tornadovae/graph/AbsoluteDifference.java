package tornadovae.graph;

import java.util.List;

/**
 * difference = |value − target|: how far the KL term is from its capacity (Burgess et al. 2018, eq. 8). The target is a
 * schedule's value, not learned.
 *
 * @param value [1, 1]
 * @param target [1, 1]
 * @param difference [1, 1]
 */
public record AbsoluteDifference(Tensor value, Tensor target, Tensor difference) implements Op {

    public AbsoluteDifference {
        for (Tensor t : List.of(value, target, difference)) t.require("a loss term", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(value, target); }

    @Override
    public List<Tensor> writes() { return List.of(difference); }

    @Override
    public long flops() { return 2; }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(
                difference)) {
            gradients.contribute(value, dValue -> new Gradient(value, target, gradients.of(difference), dValue));
        }
    }

    /**
     * ∂value = sign(value − target) ∂difference, 0 where they are equal.
     *
     * @param dDifference [1, 1]
     * @param dValue      [1, 1]
     */
    public record Gradient(Tensor value, Tensor target, Tensor dDifference, Tensor dValue) implements Op {

        @Override
        public List<Tensor> reads() { return List.of(value, target, dDifference); }

        @Override
        public List<Tensor> writes() { return List.of(dValue); }

        @Override
        public long flops() { return 2; }
    }
}
