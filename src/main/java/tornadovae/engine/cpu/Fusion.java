package tornadovae.engine.cpu;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tornadovae.engine.Memory;
import tornadovae.graph.Activation;
import tornadovae.graph.Adagrad;
import tornadovae.graph.Adam;
import tornadovae.graph.Affine;
import tornadovae.graph.BatchMean;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.Fill;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/**
 * Turns a program's ops into work, several ops into one where an intermediate tensor is needed by nobody else:
 *
 * <ul>
 * <li>Affine, BernoulliNll and its gradient: {@link BernoulliHead}
 * <li>Affine, GaussianNll and its gradient: the layer writes where the gradient will stand, {@link LikelihoodRows#gaussianInPlace}
 * <li>Affine.InputGradient, Affine.PreactivationGradient: {@link InputGradient}
 * <li>Affine.WeightGradient, Affine.BiasGradient and their updates: {@link WeightUpdate}
 * </ul>
 */
final class Fusion {

    /**
     * @param works in an order in which they could run on one thread
     * @param gone  tensors that the program writes on paper, but whose values nobody finds after it has run
     */
    record Fused(List<Work> works, Set<Tensor> gone) {}

    /** Ops that become work together. */
    private record Cluster(List<Op> ops, Supplier<List<Work>> works) {}

    private final Program program;
    private final List<Program> others;
    private final Storage storage;
    private final RowOps rowOps;
    private final Set<Op> taken = new HashSet<>();
    private final Set<Tensor> overwritten = new HashSet<>();
    private final List<Cluster> clusters = new ArrayList<>();

    private Fusion(Program program, Memory memory, Storage storage, Map<Split, Images> data) {
        this.program = program;
        this.others = memory.programs().stream().filter(other -> !other.equals(program)).toList();
        this.storage = storage;
        this.rowOps = new RowOps(storage, data);
    }

    /** @param memory of the session, whose other programs may read what this one writes */
    static Fused fuse(Program program, Memory memory, Storage storage, Map<Split, Images> data) {
        var fusion = new Fusion(program, memory, storage, data);
        for (Op op : program.ops())
            if (!fusion.taken.contains(op)) fusion.cluster(op);
        List<Work> works = fusion.inOrder().stream().flatMap(cluster -> cluster.works.get().stream()).toList();
        var unwritten = new HashSet<Tensor>();
        for (Op op : program.ops()) unwritten.addAll(op.writes());
        for (Work work : works) unwritten.removeAll(work.writes);
        unwritten.addAll(fusion.overwritten);
        return new Fused(works, unwritten);
    }

    private void cluster(Op op) {
        boolean fused = switch (op) {
            case Affine layer -> bernoulliHead(layer) || gaussianHead(layer);
            case Affine.InputGradient gradient -> inputGradient(gradient);
            case Affine.WeightGradient gradient -> weightUpdate(gradient);
            default -> false;
        };
        if (!fused) add(() -> List.of(single(op)), op);
    }

    private Work single(Op op) {
        return switch (op) {
            case Affine layer -> new Layer(layer, storage);
            case Affine.InputGradient gradient -> new InputGradient(gradient, null, storage);
            case Affine.WeightGradient gradient -> new WeightGradient(gradient, storage);
            case Adam adam -> new Update(adam, storage);
            case Adagrad adagrad -> new Update(adagrad, storage);
            default -> rowOps.of(op);
        };
    }

    private boolean bernoulliHead(Affine layer) {
        BernoulliNll loss = find(BernoulliNll.class, candidate -> candidate.logits().equals(layer.y()));
        BernoulliNll.Gradient gradient = find(BernoulliNll.Gradient.class, candidate -> candidate.logits().equals(layer.y()));
        if (loss == null || !onlyForLoss(layer, gradient) || gradient != null && !constant(gradient.dNll())) return false;
        overwritten.add(layer.y());
        Tensor partials = Tensor.activation(loss.nll().name() + " by panels", loss.nll().rows(), Lanes.panels(layer.y().columns()));
        add(() -> List.of(new BernoulliHead(layer, loss, gradient, partials, storage), rowOps.sumOfColumns(partials, loss.nll())), layer, loss, gradient);
        return true;
    }

    private boolean gaussianHead(Affine layer) {
        GaussianNll loss = find(GaussianNll.class, candidate -> candidate.out().equals(layer.y()));
        GaussianNll.Gradient gradient = find(GaussianNll.Gradient.class, candidate -> candidate.out().equals(layer.y()));
        if (loss == null || !onlyForLoss(layer, gradient) || gradient != null && !constant(gradient.dNll())) return false;
        overwritten.add(layer.y());
        Tensor out = gradient == null ? layer.y() : gradient.dOut();
        var moved = new Affine(layer.x(), layer.weight(), layer.bias(), layer.activation(), out);
        add(() -> List.of(new Layer(moved, storage), new LikelihoodRows(storage).gaussianInPlace(loss, gradient, out)), layer, loss, gradient);
        return true;
    }

    /** Whether the layer is linear and nothing but a loss and its gradient read it. */
    private boolean onlyForLoss(Affine layer, Op gradient) {
        return layer.activation() == Activation.IDENTITY && readers(layer.y()).count() == (gradient == null ? 1 : 2);
    }

    /** Whether an upstream gradient is the same number for all rows and depends on no loss: ∂mean/∂row of a total that is seeded with 1. */
    private boolean constant(Tensor dNll) {
        BatchMean.Gradient mean = find(BatchMean.Gradient.class, candidate -> candidate.dValue().equals(dNll));
        return mean != null && find(Fill.class, candidate -> candidate.tensor().equals(mean.dMean())) != null;
    }

    private boolean inputGradient(Affine.InputGradient gradient) {
        Affine.PreactivationGradient below = find(Affine.PreactivationGradient.class, candidate -> candidate.dy().equals(gradient.dx()));
        if (below == null || readers(gradient.dx()).count() != 1) return false;
        add(() -> List.of(new InputGradient(gradient, below, storage)), gradient, below);
        return true;
    }

    private boolean weightUpdate(Affine.WeightGradient weightGradient) {
        Affine.BiasGradient biasGradient = find(Affine.BiasGradient.class, candidate -> candidate.da().equals(weightGradient.da()));
        if (biasGradient == null) return false;
        Op weightUpdate = onlyUpdate(weightGradient.dW()), biasUpdate = onlyUpdate(biasGradient.db());
        if (weightUpdate == null || biasUpdate == null) return false;
        add(() -> List.of(new WeightUpdate(weightGradient, weightUpdate, biasGradient, biasUpdate, storage)), weightGradient, biasGradient, weightUpdate, biasUpdate);
        return true;
    }

    /** The update that uses a gradient up, if nothing else reads it. */
    private Op onlyUpdate(Tensor gradient) {
        List<Op> readers = readers(gradient).toList();
        return readers.size() == 1 && Rule.updates(readers.getFirst()) ? readers.getFirst() : null;
    }

    private void add(Supplier<List<Work>> works, Op... ops) {
        List<Op> present = Stream.of(ops).filter(op -> op != null).toList();
        taken.addAll(present);
        clusters.add(new Cluster(present, works));
    }

    /** The first such op that is not part of a cluster yet. */
    private <T extends Op> T find(Class<T> type, Predicate<T> condition) {
        return program.ops().stream().filter(op -> !taken.contains(op)).filter(type::isInstance).map(type::cast).filter(condition).findFirst().orElse(null);
    }

    /** The ops that need a tensor's value as this program leaves it: its own, and those of other programs that do not make it anew first. */
    private Stream<Op> readers(Tensor tensor) {
        return Stream.concat(program.ops().stream(), others.stream().flatMap(other -> other.ops().stream().takeWhile(op -> !op.writes().contains(tensor))))
                .filter(op -> op.reads().contains(tensor));
    }

    /** The clusters such that whatever stood before one of a cluster's ops in the program, and matters to it, stands before the cluster. */
    private List<Cluster> inOrder() {
        var waiting = new ArrayList<>(clusters);
        var order = new ArrayList<Cluster>();
        while (!waiting.isEmpty()) {
            Cluster next = waiting.stream().filter(cluster -> waiting.stream().noneMatch(other -> other != cluster && precedes(other, cluster))).findFirst()
                    .orElseThrow(() -> new IllegalStateException("fused ops of " + program.name() + " wait for each other"));
            order.add(next);
            waiting.remove(next);
        }
        return order;
    }

    private boolean precedes(Cluster earlier, Cluster later) {
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
