package tornadovae.model;

import java.util.ArrayList;
import java.util.List;
import tornadovae.graph.BatchMean;
import tornadovae.graph.ImportanceLoss;
import tornadovae.graph.LogImportanceWeight;
import tornadovae.graph.Op;
import tornadovae.graph.Role;
import tornadovae.graph.ScaledAdd;
import tornadovae.graph.Tensor;

/**
 * The ops from the log weights of a minibatch's draws to what is minimised by {@link Draws}: the negative importance-weighted
 * bound, nats per image.
 */
final class BoundLoss {

    /** What the encoder alone learns from, [1, 1]. */
    static final Tensor OF_ENCODER = term("total of the encoder");

    private BoundLoss() {}

    /** @param logWeight [B·M·K, 1], the draws of an image behind each other */
    static List<Op> ops(Draws draws, Tensor logWeight) {
        var ops = new ArrayList<Op>();
        int together = draws.use() == Draws.Use.PARTLY ? draws.ofImage() : draws.each();
        if (draws.use() != Draws.Use.COMBINED) {
            addMean(ops, logWeight, together, Loss.TOTAL);
        } else {
            Tensor bound = term("bound of all draws"), share = term("its share"), single = term("bound of one draw");
            addMean(ops, logWeight, together, bound);
            addMean(ops, logWeight, 1, single);
            ops.add(new ScaledAdd(LossWeights.ZERO, LossWeights.BOUND_SHARE, bound, share));
            ops.add(new ScaledAdd(share, LossWeights.BETA, single, Loss.TOTAL));
        }
        if (draws.use() == Draws.Use.PARTLY) addMean(ops, logWeight, draws.each(), OF_ENCODER);
        return ops;
    }

    private static Tensor term(String name) {
        return Tensor.scalar(name, Role.ACTIVATION);
    }

    private static void addMean(List<Op> ops, Tensor logWeight, int together, Tensor mean) {
        Tensor perBound = Tensor.activation(mean.name() + " of each bound", logWeight.rows() / together, 1);
        ops.add(new ImportanceLoss(1, logWeight, perBound));
        ops.add(new BatchMean(perBound, mean));
    }

    /** The loss that the encoder learns from, where it is another. */
    static Tensor ofEncoder(Draws draws) {
        return draws.use() == Draws.Use.PARTLY ? OF_ENCODER : Loss.TOTAL;
    }

    /** The forward ops as the encoder's gradient sees them: the same values, other adjoints. */
    static List<Op> seenByEncoder(Draws draws, List<Op> forward) {
        if (draws.use() != Draws.Use.DOUBLY_REPARAMETERISED) return forward;
        return forward.stream().map(op -> switch (op) {
            case LogImportanceWeight o -> new LogImportanceWeight(true, o.nll(), o.code(), o.epsilon(), o.z(), o.logWeight());
            case ImportanceLoss o -> new ImportanceLoss(2, o.logWeight(), o.loss());
            default -> op;
        }).toList();
    }
}
