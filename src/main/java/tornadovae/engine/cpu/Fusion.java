package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tornadovae.engine.Clusters;
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
import tornadovae.graph.RowNorm;
import tornadovae.graph.Multiply;
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
 * <li>Multiply and the update of what it scales: {@link Update}
 * </ul>
 */
final class Fusion {

    /**
     * @param works in an order in which they could run on one thread
     * @param gone  tensors that the program writes on paper, but whose values nobody finds after it has run
     */
    record Fused(List<Work> works, Set<Tensor> gone) {}

    private final Program program;
    private final Clusters<Work> clusters;
    private final Storage storage;
    private final RowOps rowOps;
    private final PairOps pairOps;
    private final Set<Tensor> overwritten = new HashSet<>();

    private Fusion(Program program, Memory memory, Storage storage, Map<Split, Images> data) {
        this.program = program;
        this.clusters = new Clusters<>(program, memory);
        this.storage = storage;
        this.rowOps = new RowOps(storage, data);
        this.pairOps = new PairOps(storage);
    }

    /** @param memory of the session, whose other programs may read what this one writes */
    static Fused fuse(Program program, Memory memory, Storage storage, Map<Split, Images> data) {
        var fusion = new Fusion(program, memory, storage, data);
        for (Op op : program.ops())
            if (!fusion.clusters.contains(op)) fusion.cluster(op);
        List<Work> works = fusion.clusters.inOrder();
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
            case Multiply multiply -> scaledUpdate(multiply);
            default -> false;
        };
        if (!fused) clusters.add(() -> works(op), op);
    }

    private List<Work> works(Op op) {
        List<Work> ofPairs = pairOps.of(op);
        return ofPairs.isEmpty() ? List.of(single(op)) : ofPairs;
    }

    private Work single(Op op) {
        return switch (op) {
            case Affine layer -> new Layer(layer, storage);
            case Affine.InputGradient gradient -> new InputGradient(gradient, null, storage);
            case Affine.WeightGradient gradient -> new WeightGradient(gradient, storage);
            case RowNorm norm -> new RowNorms(norm, storage);
            case Multiply multiply -> new Scaling(multiply, storage);
            case Adam adam -> new Update(adam, null, storage);
            case Adagrad adagrad -> new Update(adagrad, null, storage);
            default -> rowOps.of(op);
        };
    }

    private boolean bernoulliHead(Affine layer) {
        BernoulliNll loss = clusters.find(BernoulliNll.class, candidate -> candidate.logits().equals(layer.y()));
        BernoulliNll.Gradient gradient = clusters.find(BernoulliNll.Gradient.class, candidate -> candidate.logits().equals(layer.y()));
        if (loss == null || !onlyForLoss(layer, gradient) || gradient != null && !constant(gradient.dNll())) return false;
        overwritten.add(layer.y());
        Tensor partials = Tensor.activation(loss.nll().name() + " by panels", loss.nll().rows(), Lanes.panels(layer.y().columns()));
        clusters.add(() -> List.of(new BernoulliHead(layer, loss, gradient, partials, storage), rowOps.sumOfColumns(partials, loss.nll())), layer, loss, gradient);
        return true;
    }

    private boolean gaussianHead(Affine layer) {
        GaussianNll loss = clusters.find(GaussianNll.class, candidate -> candidate.out().equals(layer.y()));
        GaussianNll.Gradient gradient = clusters.find(GaussianNll.Gradient.class, candidate -> candidate.out().equals(layer.y()));
        if (loss == null || !onlyForLoss(layer, gradient) || gradient != null && !constant(gradient.dNll())) return false;
        overwritten.add(layer.y());
        Tensor out = gradient == null ? layer.y() : gradient.dOut();
        var moved = new Affine(layer.x(), layer.weight(), layer.bias(), layer.activation(), out);
        clusters.add(() -> List.of(new Layer(moved, storage), new LikelihoodRows(storage).gaussianInPlace(loss, gradient, out)), layer, loss, gradient);
        return true;
    }

    /** Whether the layer is linear and nothing but a loss and its gradient read it. */
    private boolean onlyForLoss(Affine layer, Op gradient) {
        return layer.activation() == Activation.IDENTITY && clusters.readers(layer.y()).count() == (gradient == null ? 1 : 2);
    }

    /** Whether an upstream gradient is the same number for all rows and depends on no loss: ∂mean/∂row of a total that is seeded with 1. */
    private boolean constant(Tensor dNll) {
        BatchMean.Gradient mean = clusters.find(BatchMean.Gradient.class, candidate -> candidate.dValue().equals(dNll));
        return mean != null && clusters.find(Fill.class, candidate -> candidate.tensor().equals(mean.dMean())) != null;
    }

    private boolean inputGradient(Affine.InputGradient gradient) {
        Affine.PreactivationGradient below = clusters.find(Affine.PreactivationGradient.class, candidate -> candidate.dy().equals(gradient.dx()));
        if (below == null || clusters.readers(gradient.dx()).count() != 1) return false;
        clusters.add(() -> List.of(new InputGradient(gradient, below, storage)), gradient, below);
        return true;
    }

    private boolean weightUpdate(Affine.WeightGradient weightGradient) {
        Affine.BiasGradient biasGradient = clusters.find(Affine.BiasGradient.class, candidate -> candidate.da().equals(weightGradient.da()));
        if (biasGradient == null) return false;
        Op weightUpdate = onlyUpdate(weightGradient.dW()), biasUpdate = onlyUpdate(biasGradient.db());
        if (weightUpdate == null || biasUpdate == null) return false;
        clusters.add(() -> List.of(new WeightUpdate(weightGradient, weightUpdate, biasGradient, biasUpdate, storage)), weightGradient, biasGradient, weightUpdate, biasUpdate);
        return true;
    }

    private boolean scaledUpdate(Multiply multiply) {
        Op update = onlyUpdate(multiply.scaled());
        if (update == null) return false;
        clusters.add(() -> List.of(new Update(update, multiply, storage)), multiply, update);
        return true;
    }

    /** The update that uses a gradient up, if nothing else reads it. */
    private Op onlyUpdate(Tensor gradient) {
        List<Op> readers = clusters.readers(gradient).toList();
        return readers.size() == 1 && UpdateRule.updates(readers.getFirst()) ? readers.getFirst() : null;
    }
}
