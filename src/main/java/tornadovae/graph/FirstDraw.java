package tornadovae.graph;

import java.util.List;

/**
 * first[i, j] = draws[i·L, j]: of L draws for each image the first, for terms that compare images with each other, which draws of
 * one image would bias. L is the ratio of the rows.
 *
 * @param draws [B·L, c]
 * @param first [B, c]
 */
public record FirstDraw(Tensor draws, Tensor first) implements Op {

    public FirstDraw {
        draws.require("the draws", first.rows() * Repeat.requireMultiple(first, draws), first.columns());
    }

    @Override
    public List<Tensor> reads() { return List.of(draws); }

    @Override
    public List<Tensor> writes() { return List.of(first); }

    @Override
    public long flops() { return 0; }

    @Override
    public void differentiate(Gradients gradients) {
        if (gradients.reaches(first)) gradients.contribute(draws, dDraws -> new Gradient(gradients.of(first), dDraws));
    }

    /**
     * ∂draws[i·L, j] = ∂first[i, j]; 0 for the other draws.
     *
     * @param dFirst [B, c]
     * @param dDraws [B·L, c]
     */
    public record Gradient(Tensor dFirst, Tensor dDraws) implements Op {

        public Gradient {
            dDraws.require("the draws' gradient", dFirst.rows() * Repeat.requireMultiple(dFirst, dDraws), dFirst.columns());
        }

        @Override
        public List<Tensor> reads() { return List.of(dFirst); }

        @Override
        public List<Tensor> writes() { return List.of(dDraws); }

        @Override
        public long flops() { return 0; }
    }
}
