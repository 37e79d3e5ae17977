package tornadovae.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reverse-mode differentiation of a list of ops: walks them backwards and appends the adjoint of each (the chain rule ∂L/∂a = Σ_b
 * ∂L/∂b · ∂b/∂a). Only tensors that depend on a parameter get a gradient. A tensor with several consumers gets the {@link Add
 * sum} of their contributions.
 */
public final class Gradients {

    private final List<Op> backward = new ArrayList<>();
    private final Map<Tensor, Tensor> gradientOf = new HashMap<>();
    private final Map<Tensor, Integer> contributions = new HashMap<>();
    private final Set<Tensor> learned = new HashSet<>();
    private final String sign;
    private final Predicate<Tensor> isParameter;

    private Gradients(String sign, Predicate<Tensor> isParameter) {
        this.sign = sign;
        this.isParameter = isParameter;
    }

    /** The gradients of a loss [1, 1] that {@code forward} computes, by all parameters. */
    public static Gradients of(List<Op> forward, Tensor loss) {
        return of(forward, loss, "∂", tensor -> tensor.role() == Role.PARAMETER);
    }

    /**
     * The gradients by some parameters alone, for parameters that learn from losses of their own.
     *
     * @param sign        what the gradients' names begin with, so that those of several losses can stand in one program
     * @param isParameter which tensors are learned
     */
    public static Gradients of(List<Op> forward, Tensor loss, String sign, Predicate<Tensor> isParameter) {
        var gradients = new Gradients(sign, isParameter);
        for (Op op : forward) {
            if (op.reads().stream().anyMatch(gradients::isLearned)) gradients.learned.addAll(op.writes());
        }
        if (!gradients.isLearned(loss)) throw new IllegalArgumentException(loss + " does not depend on any parameter");
        gradients.contribute(loss, seed -> new Fill(1, seed));
        for (Op op : forward.reversed()) op.differentiate(gradients);
        return gradients;
    }

    /** The backward ops, in the order in which they run after the forward ops. */
    public List<Op> ops() {
        return List.copyOf(backward);
    }

    /** ∂loss/∂tensor. */
    public Tensor of(Tensor tensor) {
        Tensor gradient = gradientOf.get(tensor);
        if (gradient == null) {
            throw new IllegalArgumentException(
                    "the loss does not depend on " + tensor + " through a differentiable op");
        }
        return gradient;
    }

    /** Whether the loss reaches this tensor; an op whose output it does not reach has no adjoint to append. */
    boolean reaches(Tensor tensor) {
        return gradientOf.containsKey(tensor);
    }

    /** Appends an op that is only a step on the way to a gradient. */
    void append(Op op) {
        backward.add(op);
    }

    /**
     * Appends the op that {@code adjoint} makes for the contribution to ∂loss/∂tensor, unless no parameter stands behind the
     * tensor.
     */
    void contribute(Tensor tensor, Function<Tensor, Op> adjoint) {
        if (!isLearned(tensor)) return;
        int number = contributions.merge(tensor, 1, Integer::sum);
        Tensor gradient = gradientLike(tensor, number == 1 ? "" : "#" + number);
        backward.add(adjoint.apply(gradient));
        accumulate(tensor, gradient);
    }

    /** Says that ∂loss/∂tensor has a contribution equal to a gradient that is already there. */
    void pass(Tensor tensor, Tensor gradient) {
        if (!isLearned(tensor)) return;
        contributions.merge(tensor, 1, Integer::sum);
        accumulate(tensor, gradient);
    }

    private void accumulate(Tensor tensor, Tensor contribution) {
        Tensor before = gradientOf.put(tensor, contribution);
        if (before == null) return;
        Tensor sum = gradientLike(tensor, "Σ" + contributions.get(tensor));
        backward.add(new Add(before, contribution, sum));
        gradientOf.put(tensor, sum);
    }

    private boolean isLearned(Tensor tensor) {
        return isParameter.test(tensor) || learned.contains(tensor);
    }

    /** A gradient of the shape of a tensor, on the way to one that {@link #of} gives. */
    Tensor stepLike(Tensor tensor, String name) {
        return new Tensor(sign + name, tensor.rows(), tensor.columns(), Role.GRADIENT);
    }

    private Tensor gradientLike(Tensor tensor, String suffix) {
        return stepLike(tensor, tensor.name() + suffix);
    }
}
