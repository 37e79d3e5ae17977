package tornadovae.engine.cpu;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tornadovae.engine.Clusters;
import tornadovae.engine.Memory;
import tornadovae.engine.Pattern;
import tornadovae.engine.Patterns;
import tornadovae.graph.Affine;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/**
 * Turns a program's ops into work: those of a {@link Pattern} into one or two, each of the others into its own, {@link
 * SingleOps}.
 */
final class Fusion {

    /**
     * @param works in an order in which they could run on one thread
     * @param gone  tensors that the program writes on paper, but whose values nobody finds after it has run
     */
    record Fused(List<Work> works, Set<Tensor> gone) {}

    private final Clusters<Work> clusters;
    private final Storage storage;
    private final SingleOps singleOps;
    private final Set<Tensor> overwritten = new HashSet<>();

    private Fusion(Program program, Storage storage, Map<Split, Images> data) {
        this.clusters = new Clusters<>(program);
        this.storage = storage;
        this.singleOps = new SingleOps(storage, data);
    }

    /** @param memory of the session, whose other programs may read what this one writes */
    static Fused fuse(Program program, Memory memory, Storage storage, Map<Split, Images> data) {
        var fusion = new Fusion(program, storage, data);
        var patterns = new HashMap<Op, Pattern>();
        for (Pattern pattern : Patterns.of(program, memory)) patterns.put(pattern.ops().getFirst(), pattern);
        for (Op op : program.ops()) {
            if (!fusion.clusters.contains(op) && !(patterns.containsKey(op) && fusion.lower(patterns.get(op)))) {
                fusion.clusters.add(() -> fusion.singleOps.of(op), List.of(op));
            }
        }
        List<Work> works = fusion.clusters.inOrder();

        var unwritten = new HashSet<Tensor>();
        for (Op op : program.ops()) unwritten.addAll(op.writes());
        for (Work work : works) unwritten.removeAll(work.writes);
        unwritten.addAll(fusion.overwritten);
        return new Fused(works, unwritten);
    }

    /** Whether this engine computes such a pattern in one go. */
    private boolean lower(Pattern pattern) {
        switch (pattern) {
            case Pattern.BernoulliOutput o -> bernoulliHead(o);
            case Pattern.GaussianOutput o -> gaussianHead(o);
            case Pattern.BackwardLayer o -> add(new InputGradient(o.product(), o.below(), storage), o);
            case Pattern.LayerGradients o when !o.kept() -> add(new WeightUpdate(o, storage), o);
            case Pattern.ClippedStep o -> add(new Update(o.step(), o.clip(), storage), o);
            case Pattern.LayerGradients _,Pattern.LatentDraw _,Pattern.LatentGradient _ -> {
                return false;
            }
        }
        return true;
    }

    private void add(Work work, Pattern pattern) {
        clusters.add(() -> List.of(work), pattern.ops());
    }

    /** The upstream gradient is spread over the rows all the same: the kernels read it there. */
    private void bernoulliHead(Pattern.BernoulliOutput head) {
        overwritten.add(head.layer().y());
        Tensor nll = head.loss().nll();
        Tensor partials = Tensor.activation(nll.name() + " by panels", nll.rows(), Lanes.panels(head.layer().y().columns()));
        clusters.add(() -> List.of(new BernoulliHead(head, partials, storage), singleOps.sumOfColumns(partials, nll)),
                withoutUpstream(head));
    }

    private void gaussianHead(Pattern.GaussianOutput head) {
        Affine layer = head.layer();
        overwritten.add(layer.y());
        Tensor out = head.gradient() == null ? layer.y() : head.gradient().dOut();
        var moved = new Affine(layer.x(), layer.weight(), layer.bias(), layer.activation(), out);
        clusters.add(() -> List.of(new Layer(moved, storage),
                new LikelihoodRows(storage).gaussianInPlace(head.loss(), head.gradient(), out)),
                withoutUpstream(head));
    }

    private static List<Op> withoutUpstream(Pattern.Output head) {
        return head.ops().stream().filter(op -> op != head.upstream()).toList();
    }
}
