package tornadovae.model;

import java.util.Locale;
import tornadovae.UserError;

/**
 * The variance of a Gaussian decoder's pixels.
 *
 * @param kind where it comes from
 * @param sigma2 σ² of {@link Kind#FIXED}; 1 otherwise
 */
public record Variance(Kind kind, double sigma2) {

    public enum Kind {
        /** The decoder gives each pixel its own, by a head beside the mean's. */
        PIXEL,
        /** One for all pixels of all images, learned. */
        SHARED,
        /** One for all pixels: in training the minibatch's mean squared error, afterwards its running mean. */
        OPTIMAL,
        /** One for all pixels, given. */
        FIXED
    }

    public static final Variance PIXEL = new Variance(Kind.PIXEL, 1), SHARED = new Variance(Kind.SHARED, 1),
            OPTIMAL = new Variance(Kind.OPTIMAL, 1);

    public Variance {
        if (!(sigma2 >= 1e-12 && sigma2 <= 1e6)) {
            throw new UserError("sigma2 must lie between 1e-12 and 1000000, found " + sigma2 + ".");
        }
        if (kind != Kind.FIXED && sigma2 != 1) {
            throw new UserError("sigma2 needs variance: fixed; a variance that is " + kind.name().toLowerCase(Locale.ROOT)
                    + " is not given, so leave sigma2 out.");
        }
    }

    public static Variance fixed(double sigma2) {
        return new Variance(Kind.FIXED, sigma2);
    }

    /** As settings have it: {@code shared}, {@code fixed at 0.05}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (kind == Kind.FIXED ? " at " + sigma2 : "");
    }
}
