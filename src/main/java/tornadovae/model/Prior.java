package tornadovae.model;

import java.util.Locale;
import tornadovae.UserError;

/**
 * p(z). A learned one is a mixture of K Gaussians of equal weight, so that KL(q(z|x)‖p(z)) has no closed form: it is estimated by
 * log q(z|x) − log p(z) of the draws of z.
 *
 * @param kind       what the components are
 * @param components K, at least 1; 1 of {@link Kind#NORMAL}
 */
public record Prior(Kind kind, int components) {

    /** What p(z) is. */
    public enum Kind {
        /** N(0, I). */
        NORMAL,
        /** (1/K) Σ_k N(μ_k, diag σ²_k) with learned means and variances. */
        MIXTURE,
        /** (1/K) Σ_k q(z|u_k) with learned pseudo-inputs u_k: the VampPrior (Tomczak and Welling 2018, eq. 9). */
        VAMP
    }

    /** N(0, I). */
    public static final Prior NORMAL = new Prior(Kind.NORMAL, 1);

    /** The most components that a prior may have. */
    public static final int MOST_COMPONENTS = 10_000;

    public Prior {
        if (components < 1 || components > MOST_COMPONENTS) {
            throw new UserError("A prior has from 1 to " + MOST_COMPONENTS + " components, found " + components + ".");
        }
        if (kind == Kind.NORMAL && components != 1) {
            throw new UserError("components is for the priors mixture and vamp; a standard normal has none, so leave it out.");
        }
    }

    /** Whether it is another than N(0, I). */
    public boolean isLearned() {
        return kind != Kind.NORMAL;
    }

    /** A {@link UserError} refuses a loss that has no meaning with it. */
    public void requireFits(LossForm form) {
        if (!isLearned()) return;
        if (form.kl() == LossForm.KlTerm.FREE_BITS) {
            throw new UserError("freeBits counts the KL term by latent dimension, which " + inWords()
                    + " does not allow; leave freeBits out, or set prior: normal.");
        }
        if (form.penalty() != Penalty.NONE || form.kl() == LossForm.KlTerm.ABSENT) {
            throw new UserError("The objective pulls codes towards a standard normal or independent latent dimensions, which "
                    + inWords() + " is not; choose vae, beta-vae, capacity or an importance-weighted bound, or set "
                    + "prior: normal.");
        }
        if (kind == Kind.VAMP && form.draws().divides()) {
            throw new UserError("piwae and dreg give encoder and prior gradients of different losses, but " + inWords()
                    + " consists of the encoder; choose iwae without dreg, miwae or ciwae, or set prior: mixture.");
        }
    }

    private String inWords() {
        return kind == Kind.VAMP ? "a VampPrior" : "a mixture as prior";
    }

    /** As settings have it: {@code vamp of 500 components}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (isLearned() ? " of " + components + " components" : "");
    }
}
