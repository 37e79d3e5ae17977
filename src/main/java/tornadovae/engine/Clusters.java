package tornadovae.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/**
 * The ops of a program in clusters that an engine does together, and an order in which the clusters can run. Which ops belong together is the engine's to say.
 *
 * @param <W> what an engine makes of ops
 */
public final class Clusters<W> {

    private record Cluster<W>(List<Op> ops, Supplier<List<W>> works) {}

    private final Program program;
    private final List<Program> others;
    private final Set<Op> taken = new HashSet<>();
    private final List<Cluster<W>> clusters = new ArrayList<>();

    /** @param memory of the session, whose other programs may read what this one writes */
    public Clusters(Program program, Memory memory) {
        this.program = program;
        this.others = memory.programs().stream().filter(other -> !other.equals(program)).toList();
    }

    /** Ops that become work together; those that are null are left out. */
    public void add(Supplier<List<W>> works, Op... ops) {
        List<Op> present = Stream.of(ops).filter(op -> op != null).toList();
        taken.addAll(present);
        clusters.add(new Cluster<>(present, works));
    }

    public boolean contains(Op op) {
        return taken.contains(op);
    }

    /** The first such op that is not part of a cluster yet, or null. */
    public <T extends Op> T find(Class<T> type, Predicate<T> condition) {
        return program.ops().stream().filter(op -> !taken.contains(op)).filter(type::isInstance).map(type::cast).filter(condition).findFirst().orElse(null);
    }

    /** The ops that need a tensor's value as this program leaves it: its own, and those of other programs that do not make it anew first. */
    public Stream<Op> readers(Tensor tensor) {
        return Stream.concat(program.ops().stream(), others.stream().flatMap(other -> other.ops().stream().takeWhile(op -> !op.writes().contains(tensor))))
                .filter(op -> op.reads().contains(tensor));
    }

    /** The work of all clusters such that whatever stood before one of a cluster's ops in the program, and matters to it, stands before the cluster. */
    public List<W> inOrder() {
        var waiting = new ArrayList<>(clusters);
        var order = new ArrayList<W>();
        while (!waiting.isEmpty()) {
            Cluster<W> next = waiting.stream().filter(cluster -> waiting.stream().noneMatch(other -> other != cluster && precedes(other, cluster))).findFirst()
                    .orElseThrow(() -> new IllegalStateException("fused ops of " + program.name() + " wait for each other"));
            order.addAll(next.works.get());
            waiting.remove(next);
        }
        return order;
    }

    private boolean precedes(Cluster<W> earlier, Cluster<W> later) {
        for (Op first : earlier.ops)
            for (Op second : later.ops)
                if (position(first) < position(second) && conflict(first, second)) return true;
        return false;
    }

    private int position(Op op) {
        return program.ops().indexOf(op);
    }

    private static boolean conflict(Op first, Op second) {
        return first.writes().stream().anyMatch(tensor -> second.reads().contains(tensor) || second.writes().contains(tensor))
                || first.reads().stream().anyMatch(second.writes()::contains);
    }
}
