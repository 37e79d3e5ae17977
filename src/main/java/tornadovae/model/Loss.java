package tornadovae.model;

import java.util.ArrayList;
import java.util.List;
import tornadovae.graph.AbsoluteDifference;
import tornadovae.graph.BatchMean;
import tornadovae.graph.FreeBits;
import tornadovae.graph.Op;
import tornadovae.graph.Ramp;
import tornadovae.graph.Role;
import tornadovae.graph.ScaledAdd;
import tornadovae.graph.Tensor;

/**
 * The ops from a minibatch's NLL, KL, codes and draws to what is minimised: total = NLL + β(step) K + w P, all in nats per image.
 */
public final class Loss {

    /** The terms of one minibatch, [1, 1] each: −log p(x|z), KL(q‖p), and the objective. */
    public static final Tensor NLL = term("nll");
    public static final Tensor KL = term("kl");
    public static final Tensor TOTAL = term("total");

    private Loss() {}

    /** What is recorded of every step: NLL, KL, the penalty and the discriminator's loss where there is one, and the total. */
    public static List<Tensor> terms(LossForm form) {
        return switch (form.penalty()) {
            case NONE -> List.of(NLL, KL, TOTAL);
            case FACTOR -> List.of(NLL, KL, penalty(form), Discriminator.LOSS, TOTAL);
            default -> List.of(NLL, KL, penalty(form), TOTAL);
        };
    }

    /** P, named by {@link Penalty#term}. */
    public static Tensor penalty(LossForm form) {
        return term(form.penalty().term());
    }

    /**
     * @param nll    [B·L, 1], a row a draw
     * @param kl     [B, d]; [B·L, 1], a row a draw, with a learned prior
     * @param code   [B, 2d]
     * @param z      [B, d], a draw for each image
     * @param prior  [B, d]: draws from p(z), for an MMD; permuted codes for a discriminator
     * @param images N, the number of training images
     * @param step   [1, 1] integer: optimiser steps done before this one
     */
    static List<Op> ops(LossForm form, Tensor nll, Tensor kl, Tensor code, Tensor z, Tensor prior, int images, Tensor step) {
        var ops = new ArrayList<Op>();
        ops.add(new BatchMean(nll, NLL));
        ops.add(new BatchMean(kl, KL));
        boolean penalised = form.penalty() != Penalty.NONE, klIsIn = form.kl() != LossForm.KlTerm.ABSENT;
        Tensor bound = !klIsIn ? NLL : penalised ? term("nll+kl") : TOTAL;
        if (klIsIn) {
            Tensor beta = term("beta(step)");
            ops.add(new Ramp(step, LossWeights.RISE_STEPS, LossWeights.PERIOD_STEPS, LossWeights.BETA, beta));
            ops.add(new ScaledAdd(NLL, beta, klTerm(form.kl(), kl, step, ops), bound));
        }
        if (penalised) {
            Tensor penalty = penalty(form);
            if (form.penalty() == Penalty.FACTOR) {
                new Discriminator(z.columns(), form.discriminator()).addTo(ops, z, prior, penalty);
            } else {
                form.penalty().addTo(ops, code, z, prior, images, penalty);
            }
            ops.add(new ScaledAdd(bound, LossWeights.PENALTY_WEIGHT, penalty, TOTAL));
        }
        return ops;
    }

    private static Tensor klTerm(LossForm.KlTerm kind, Tensor kl, Tensor step, List<Op> ops) {
        return switch (kind) {
            case WEIGHTED, ABSENT -> KL;
            case FREE_BITS -> {
                Tensor sum = term("kl with free bits");
                ops.add(new FreeBits(kl, LossWeights.FREE_NATS, Tensor.activation("kl of dimensions", 1, kl.columns()), sum));
                yield sum;
            }
            case CAPACITY -> {
                Tensor capacity = term("capacity(step)"), gap = term("capacity gap");
                ops.add(new Ramp(step, LossWeights.CAPACITY_STEPS, LossWeights.NEVER, LossWeights.CAPACITY, capacity));
                ops.add(new AbsoluteDifference(KL, capacity, gap));
                yield gap;
            }
        };
    }

    private static Tensor term(String name) {
        return Tensor.scalar(name, Role.ACTIVATION);
    }
}
