package tornadovae.model;

import java.util.List;

/**
 * The form of a loss, NLL + β K + w P or an importance-weighted bound: it decides the program. Replicas of one form can be
 * trained together, each with its own weights ({@link Objective}).
 *
 * @param kl what K is; {@link KlTerm#WEIGHTED} where a bound takes its place
 * @param penalty what P is; none where a bound takes its place
 * @param draws of z for each image
 * @param discriminator widths of the hidden layers of {@link Penalty#FACTOR}'s discriminator; empty for other penalties
 */
public record LossForm(KlTerm kl, Penalty penalty, Draws draws, List<Integer> discriminator) {

    /** What becomes of KL = KL(q(z|x)‖p(z)). */
    public enum KlTerm {
        /** K = KL. */
        WEIGHTED,
        /** K = Σ_j max(λ, KL_j): {@link tornadovae.graph.FreeBits}. */
        FREE_BITS,
        /** K = |KL − C|: {@link tornadovae.graph.AbsoluteDifference}. */
        CAPACITY,
        /** K = 0. */
        ABSENT
    }

    /** NLL + β KL: the vanilla VAE and the β-VAE. */
    public static final LossForm BETA_VAE = new LossForm(KlTerm.WEIGHTED, Penalty.NONE);

    public LossForm {
        discriminator = List.copyOf(discriminator);
        if (penalty != Penalty.FACTOR && !discriminator.isEmpty()) {
            throw new IllegalArgumentException(penalty + " has no discriminator");
        }
        if (draws.isBound() && (kl != KlTerm.WEIGHTED || penalty != Penalty.NONE)) {
            throw new IllegalArgumentException("an importance-weighted bound has neither K nor P, found " + kl + ", " + penalty);
        }
    }

    /** A form with one draw for each image. */
    public LossForm(KlTerm kl, Penalty penalty) {
        this(kl, penalty, Draws.ONE, List.of());
    }

    /** The same with other draws. */
    LossForm with(Draws other) {
        return new LossForm(kl, penalty, other, discriminator);
    }

    /** The same with another KL term. */
    LossForm with(KlTerm other) {
        return new LossForm(other, penalty, draws, discriminator);
    }

    /** Part of a checkpoint ({@code Checkpoint.TRAINING}): with one draw and no discriminator, as before there were any. */
    @Override
    public String toString() {
        return "LossForm[kl=" + kl + ", penalty=" + penalty + (draws.equals(Draws.ONE) ? "" : ", draws=" + draws)
                + (penalty == Penalty.FACTOR ? ", discriminator=" + discriminator : "") + "]";
    }
}
