package tornadovae.model;

/**
 * The form of a loss, NLL + β K + w P: it decides the program. Replicas of one form can be trained together, each with its own
 * weights ({@link Objective}).
 *
 * @param kl what K is
 * @param penalty what P is
 */
public record LossForm(KlTerm kl, Penalty penalty) {

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
}
