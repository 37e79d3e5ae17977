package tornadovae.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tornadovae.graph.Op;
import tornadovae.graph.Program;

/**
 * The ops of a program in clusters that an engine does together, and an order in which the clusters can run. Which ops belong
 * together is the engine's to say.
 *
 * @param <W> what an engine makes of ops
 */
public final class Clusters<W> {

    private record Cluster<W>(List<Op> ops, Supplier<List<W>> works) {}

    private final Program program;
    private final Set<Op> taken = new HashSet<>();
    private final List<Cluster<W>> clusters = new ArrayList<>();

    public Clusters(Program program) {
        this.program = program;
    }

    /** Ops that become work together. */
    public void add(Supplier<List<W>> works, List<? extends Op> ops) {
        taken.addAll(ops);
        clusters.add(new Cluster<>(List.copyOf(ops), works));
    }

    public boolean contains(Op op) {
        return taken.contains(op);
    }

    /**
     * The work of all clusters such that whatever stood before one of a cluster's ops in the program, and matters to it, stands
     * before the cluster.
     */
    public List<W> inOrder() {
        var waiting = new ArrayList<>(clusters);
        var order = new ArrayList<W>();
        while (!waiting.isEmpty()) {
            Cluster<W> next = waiting.stream()
                    .filter(cluster -> waiting.stream().noneMatch(other -> other != cluster && precedes(other, cluster)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("fused ops of " + program.name() + " wait for each other"));
            order.addAll(next.works.get());
            waiting.remove(next);
        }
        return order;
    }

    private boolean precedes(Cluster<W> earlier, Cluster<W> later) {
        for (Op first : earlier.ops) {
            for (Op second : later.ops) {
                if (position(first) < position(second) && conflict(first, second)) return true;
            }
        }
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
