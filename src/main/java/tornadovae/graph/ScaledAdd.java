package tornadovae.graph;

import java.util.List;

/**
 * sum = a + w b, the joining of loss terms: NLL + β KL. The weight is a hyperparameter or a schedule's value, not learned.
 *
 * @param a      [1, 1]
 * @param weight [1, 1]
 * @param b      [1, 1]
 * @param sum    [1, 1]
 */
public record ScaledAdd(Tensor a, Tensor weight, Tensor b, Tensor sum) implements Op {

    public ScaledAdd {
        for (Tensor t : List.of(a, weight, b, sum)) t.require("a loss term", 1, 1);
    }

    @Override
    public List<Tensor> reads() { return List.of(a, weight, b); }

    @Override
    public List<Tensor> writes() { return List.of(sum); }

    @Override
    public long flops() { return 2; }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(sum)) return;
        gradients.pass(a, gradients.of(sum));
        gradients.contribute(b, dB -> new Multiply(gradients.of(sum), weight, dB));
    }
}
