package tornadovae.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * What shortens a gradient to a given length, all parameters together: factor = min(1, c / (‖g‖ + 10⁻⁶)) with ‖g‖² = Σ norm²
 * (Pascanu, Mikolov and Bengio 2013, algorithm 1, which has c/‖g‖ where ‖g‖ ≥ c; the 10⁻⁶ is that of PyTorch's
 * {@code clip_grad_norm_}, taken over so that both give the same numbers). Where ‖g‖ &lt; c − 10⁻⁶ the factor is 1 exactly.
 *
 * <p>The factor is NaN where ‖g‖ is not finite: c/∞ = 0 would turn an overflow into a step of length 0, and a replica that goes
 * astray into one that stands still.
 *
 * @param norms of parts of the gradient, see {@link RowNorm}: [r, 1] each, added up in this order and row by row
 * @param limit [1, 1]: c &gt; 0
 * @param norm [1, 1]: ‖g‖
 * @param factor [1, 1]
 */
public record ClipFactor(List<Tensor> norms, Tensor limit, Tensor norm, Tensor factor) implements Op {

    /** Added to the norm. */
    public static final float EPSILON = 1e-6f;

    public ClipFactor {
        norms = List.copyOf(norms);
        if (norms.isEmpty()) throw new IllegalArgumentException("a gradient has at least one part");
        for (Tensor part : norms) part.require("a part's norms", part.rows(), 1);
        for (Tensor t : List.of(limit, norm, factor)) t.require("a number of the clipping", 1, 1);
    }

    @Override
    public List<Tensor> reads() {
        var reads = new ArrayList<>(norms);
        reads.add(limit);
        return reads;
    }

    @Override
    public List<Tensor> writes() { return List.of(norm, factor); }

    @Override
    public long flops() { return 2L * norms.stream().mapToInt(Tensor::rows).sum() + 4; }
}
