package tornadovae.graph;

import java.util.List;

/**
 * mean = (1/B) Σ_i Σ_j value[i, j]: summed over columns, averaged over images.
 *
 * @param value [B, c]
 * @param mean  [1, 1]
 */
public record BatchMean(Tensor value, Tensor mean) implements Op {

    public BatchMean {
        mean.require("the mean", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(value); }

    @Override
    public List<Tensor> writes() { return List.of(mean); }

    @Override
    public long flops() { return value.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(mean)) gradients.contribute(value, dValue -> new Gradient(gradients.of(mean), dValue));
    }

    /**
     * ∂value[i, j] = ∂mean / B.
     *
     * @param dMean  [1, 1]
     * @param dValue [B, c]
     */
    public record Gradient(Tensor dMean, Tensor dValue) implements Op {

        @Override
        public List<Tensor> reads() { return List.of(dMean); }

        @Override
        public List<Tensor> writes() { return List.of(dValue); }

        @Override
        public long flops() { return dValue.size(); }
    }
}
