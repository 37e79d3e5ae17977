package tornadovae.model;

import tornadovae.UserError;

/**
 * The rule that turns gradients into updates. The learning rate is not part of it: it is a replica's own.
 *
 * @param kind    {@link Kind#ADAM} or {@link Kind#ADAGRAD}
 * @param beta1   Adam's decay of the first moment
 * @param beta2   Adam's decay of the second moment
 * @param epsilon added to the denominator
 */
public record Optimiser(Kind kind, double beta1, double beta2, double epsilon) {

    public enum Kind { ADAM, ADAGRAD }

    /** PyTorch's defaults. */
    public static final Optimiser ADAM = new Optimiser(Kind.ADAM, 0.9, 0.999, 1e-8);
    public static final Optimiser ADAGRAD = new Optimiser(Kind.ADAGRAD, 0, 0, 1e-10);

    public Optimiser {
        if (!(beta1 >= 0 && beta1 < 1)) throw new UserError("beta1 must lie in [0, 1), found " + beta1 + ".");
        if (!(beta2 >= 0 && beta2 < 1)) throw new UserError("beta2 must lie in [0, 1), found " + beta2 + ".");
        if (!(epsilon > 0)) throw new UserError("epsilon must be above 0, found " + epsilon + ".");
    }
}
