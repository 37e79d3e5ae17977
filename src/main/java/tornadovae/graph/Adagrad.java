package tornadovae.graph;

import java.util.List;

/**
 * One step of Adagrad (Duchi, Hazan and Singer 2011): s ← s + g²;  w ← w − η g / (√s + ε).
 *
 * @param w            any shape, as are {@code g} and {@code s}
 * @param s            sum of squared gradients
 * @param learningRate [1, 1]: η
 */
public record Adagrad(Tensor w, Tensor g, Tensor s, Tensor learningRate, double epsilon) implements OptimiserStep {

    public Adagrad {
        g.requireShapeOf(w, "the gradient");
        s.requireShapeOf(w, "the sum of squares");
    }

    @Override
    public List<Tensor> reads() { return List.of(w, g, s, learningRate); }

    @Override
    public List<Tensor> state() { return List.of(s); }

    @Override
    public List<Object> rule() { return List.of(learningRate, epsilon); }

    @Override
    public long flops() { return 6L * w.size(); }
}
