package tornadovae.graph;

import java.util.List;

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1, in PyTorch's form) with t = step + 1:
 * m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  w ← w − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε).
 * A moment whose magnitude has fallen below 10⁻³⁰ becomes 0: such numbers change nothing but are slow on CPUs.
 *
 * @param w            any shape, as are {@code g}, {@code m} and {@code v}
 * @param step         [1, 1] integer: optimiser steps done before this one
 * @param learningRate [1, 1]: η
 */
public record Adam(Tensor w, Tensor g, Tensor m, Tensor v, Tensor step, Tensor learningRate, double beta1, double beta2,
        double epsilon) implements OptimiserStep {

    public Adam {
        g.requireShapeOf(w, "the gradient");
        m.requireShapeOf(w, "the first moment");
        v.requireShapeOf(w, "the second moment");
    }

    @Override
    public List<Tensor> reads() { return List.of(w, g, m, v, step, learningRate); }

    @Override
    public List<Tensor> state() { return List.of(m, v); }

    @Override
    public List<Object> rule() { return List.of(step, learningRate, beta1, beta2, epsilon); }

    @Override
    public long flops() { return 12L * w.size(); }
}
