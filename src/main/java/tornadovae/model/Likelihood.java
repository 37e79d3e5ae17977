package tornadovae.model;

import java.util.Locale;

/** p(x|z). */
public enum Likelihood {
    /** Binary pixels with logits from one linear head; real pixels in [0, 1] are taken as probabilities. */
    BERNOULLI,
    /** Real pixels with a mean from a linear head and a {@link Variance}. */
    GAUSSIAN,
    /** Real pixels in [0, 1], with the density p(x) ∝ e^{ℓx} and logits ℓ from one linear head. */
    CONTINUOUS_BERNOULLI;

    /** What −log p(x|z) of a Bernoulli decoder is where pixels are not 0 or 1. */
    public static final String OF_GREY_PIXELS = "of grey pixels a cross-entropy, not a log-likelihood";

    /** Whether its −log p(x|z) is that, as far as settings tell. */
    public boolean isCrossEntropy(Binarize binarize) {
        return this == BERNOULLI && binarize == Binarize.NONE;
    }

    /** As experiment files have it: {@code continuous-bernoulli}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
