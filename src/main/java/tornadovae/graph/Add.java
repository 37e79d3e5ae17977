package tornadovae.graph;

import java.util.List;

/** sum = a + b, element by element; all three have one shape. */
public record Add(Tensor a, Tensor b, Tensor sum) implements Op {

    public Add {
        b.requireShapeOf(a, "the second summand");
        sum.requireShapeOf(a, "the sum");
    }

    @Override
    public List<Tensor> reads() { return List.of(a, b); }

    @Override
    public List<Tensor> writes() { return List.of(sum); }

    @Override
    public long flops() { return a.size(); }

    @Override
    public void differentiate(Gradients gradients) {
        if (!gradients.reaches(sum)) return;
        gradients.pass(a, gradients.of(sum));
        gradients.pass(b, gradients.of(sum));
    }
}
