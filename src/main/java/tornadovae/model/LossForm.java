package tornadovae.model;

/**
 * The form of a loss, NLL + β K + w P or an importance-weighted bound: it decides the program. Replicas of one form can be
 * trained together, each with its own weights ({@link Objective}).
 *
 * @param kl what K is; {@link KlTerm#WEIGHTED} where a bound takes its place
 * @param penalty what P is; none where a bound takes its place
 * @param draws of z for each image
 */
public record LossForm(KlTerm kl, Penalty penalty, Draws draws) {

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
        if (draws.isBound() && (kl != KlTerm.WEIGHTED || penalty != Penalty.NONE)) {
            throw new IllegalArgumentException("an importance-weighted bound has neither K nor P, found " + kl + ", " + penalty);
        }
    }

    /** A form with one draw for each image. */
    public LossForm(KlTerm kl, Penalty penalty) {
        this(kl, penalty, Draws.ONE);
    }

    /** Part of a checkpoint ({@code Checkpoint.TRAINING}): with one draw, as before there were several. */
    @Override
    public String toString() {
        return "LossForm[kl=" + kl + ", penalty=" + penalty + (draws.equals(Draws.ONE) ? "" : ", draws=" + draws) + "]";
    }
}
