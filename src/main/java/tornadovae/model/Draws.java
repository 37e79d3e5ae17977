package tornadovae.model;

/**
 * How often z is drawn for each image, and what becomes of the draws. With log w = log p(x|z) + log p(z) − log q(z|x), the bound
 * of K draws is I_K = log (1/K) Σ_k w_k; it is maximised.
 *
 * @param use  what becomes of the draws
 * @param sets M: bounds that are averaged, or draws that the NLL is averaged over
 * @param each K: draws of each bound; 1 where there is none
 */
public record Draws(Use use, int sets, int each) {

    /** What becomes of an image's draws. */
    public enum Use {
        /** The NLL is averaged over them, and the other terms are as with one draw. */
        MEAN,
        /** (1/M) Σ_m I_K: the importance-weighted bound (Burda et al. 2016), averaged over M of them (Rainforth et al. 2018). */
        BOUND,
        /**
         * The same, but the encoder's gradient is the doubly reparameterised estimate, Σ_k v_k² ∂log w_k/∂z_k ∂z_k/∂φ with
         * normalised weights v (Tucker et al. 2019, eq. 8): unbiased as the derivative is, and of less variance for large K.
         */
        DOUBLY_REPARAMETERISED,
        /** The decoder learns from I_MK, the encoder from (1/M) Σ_m I_K: PIWAE (Rainforth et al. 2018, section 5). */
        PARTLY,
        /** (1 − β) I_K + β (1/K) Σ_k log w_k: CIWAE, between the IWAE's bound and the VAE's (Rainforth et al. 2018, eq. 11). */
        COMBINED
    }

    /** One draw for each image. */
    public static final Draws ONE = mean(1);

    public Draws {
        if (sets < 1 || each < 1) throw new IllegalArgumentException("an image needs a draw, found " + sets + " × " + each);
    }

    /** So many draws for each image, over which the NLL is averaged. */
    public static Draws mean(int draws) {
        return new Draws(Use.MEAN, draws, 1);
    }

    /** Draws of one image. */
    public int ofImage() {
        return Math.multiplyExact(sets, each);
    }

    /** Whether the importance-weighted bound takes the place of NLL + K. */
    public boolean isBound() {
        return use != Use.MEAN;
    }

    /** Whether the encoder learns from a loss, or by an estimate, of its own. */
    boolean divides() {
        return use == Use.DOUBLY_REPARAMETERISED || use == Use.PARTLY;
    }
}
