package tornadovae.graph;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An ordered list of ops that an engine runs as a whole, for all replicas at once: a training step, an evaluation of one
 * minibatch, a decoding.
 *
 * @param name what it does: {@code trainStep}, {@code evaluate}, {@code encode}, {@code decode}
 */
public record Program(String name, List<Op> ops) {

    public Program {
        ops = List.copyOf(ops);
        if (ops.isEmpty()) throw new IllegalArgumentException("program " + name + " has no ops");
        if (new HashSet<>(ops).size() < ops.size()) throw new IllegalArgumentException("program " + name + " names an op twice");
    }

    /** All tensors, in the order of their first use. */
    public SequencedSet<Tensor> tensors() {
        var tensors = new LinkedHashSet<Tensor>();
        for (Op op : ops) {
            tensors.addAll(op.reads());
            tensors.addAll(op.writes());
        }
        return tensors;
    }

    /** Floating-point operations of one run for one replica. */
    public long flops() {
        return ops.stream().mapToLong(Op::flops).sum();
    }

    /** Bytes of all tensors for one replica. */
    public long bytes() {
        return tensors().stream().mapToLong(Tensor::bytes).sum();
    }

    /** A readable listing: a line an op with shapes, MFLOP and the bytes it touches, for one replica, and the sums. */
    public String describe() {
        var text = new StringBuilder("program " + name + ": " + ops.size() + " ops; for one replica:\n");
        text.append(String.format(Locale.ROOT, "%4s  %-30s %12s %12s  %s%n", "", "op", "MFLOP", "kB touched", "writes ← reads"));
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            long touched =
                    op.reads().stream().mapToLong(Tensor::bytes).sum() + op.writes().stream().mapToLong(Tensor::bytes).sum();
            text.append(String.format(Locale.ROOT, "%4d  %-30s %12.3f %12.1f  %s ← %s%n", i, nameOf(op), op.flops() / 1e6,
                    touched / 1e3, list(op.writes(), Tensor::toString), list(op.reads(), Tensor::name)));
        }
        text.append(String.format(Locale.ROOT, "total: %.3f MFLOP a run, %.2f MB of tensors%n", flops() / 1e6, bytes() / 1e6));
        return text.toString();
    }

    /** The op's class with its enclosing op: {@code Affine.WeightGradient}. */
    public static String nameOf(Op op) {
        Class<?> type = op.getClass();
        return type.getEnclosingClass() == null ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
    }

    private static String list(List<Tensor> tensors, Function<Tensor, String> text) {
        return tensors.isEmpty() ? "–" : tensors.stream().map(text).collect(Collectors.joining(", "));
    }
}
