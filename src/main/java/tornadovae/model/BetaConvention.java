package tornadovae.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tornadovae.UserError;

/**
 * What programs and papers call β, or the weight of the KL term. All minimise c (NLL + β KL) + constant, with NLL and KL in
 * nats per image, and differ in c only; the β of it is their weight times a factor of sizes. docs/beta.md names who writes
 * what.
 */
public enum BetaConvention {
    // NLL + β KL
    NATS("sum over pixels of -log p, nats per image + w KL", _ -> 1),
    // NLL / N + w KL
    MEAN_BCE("mean over pixels of -log p + w KL", Sizes::pixels),
    // Σ (x−μ)² = 2 σ² NLL + constant
    SUM_MSE("sum over pixels of (x - mu)^2 + w KL", sizes -> 1 / (2 * sizes.sigma2())),
    HALF_MSE("1/2 sum over pixels of (x - mu)^2 + w KL", sizes -> 1 / sizes.sigma2()),
    MEAN_MSE("mean over pixels of (x - mu)^2 + w KL", sizes -> sizes.pixels() / (2 * sizes.sigma2())),
    // β_norm = β M / N
    NORMALISED("w = beta x latent dimensions / pixels", sizes -> sizes.pixels() / sizes.latent());

    /**
     * @param pixels N, values an image has: width times height times channels
     * @param latent M, latent dimensions
     * @param sigma2 of the Gaussian decoder, for pixels in [0, 1]
     */
    public record Sizes(double pixels, double latent, double sigma2) {

        public Sizes {
            for (double size : new double[] {pixels, latent, sigma2}) {
                if (!(size > 0) || Double.isInfinite(size)) {
                    throw new UserError("Sizes and variances must be positive "
                            + "numbers, not " + size + ".");
                }
            }
        }
    }

    private final String loss;
    private final ToDoubleFunction<Sizes> factor;

    BetaConvention(String loss, ToDoubleFunction<Sizes> factor) {
        this.loss = loss;
        this.factor = factor;
    }

    /** @throws UserError with all names, for one that is none of them */
    public static BetaConvention of(String name) {
        return Arrays.stream(values()).filter(each -> each.toString().equals(name)).findFirst().orElseThrow(() -> new UserError(
                "There is no convention '" + name + "'; known are "
                        + Arrays.stream(values()).map(String::valueOf).collect(Collectors.joining(", ")) + "."));
    }

    /** β in nats per image of a weight of this convention. */
    public double beta(double weight, Sizes sizes) {
        return weight * factor.applyAsDouble(sizes);
    }

    /** The weight of this convention that has the minimum of β. */
    public double weight(double beta, Sizes sizes) {
        return beta / factor.applyAsDouble(sizes);
    }

    /** Whether pixels have squared errors: a Gaussian decoder whose variance is fixed. */
    public boolean isGaussian() {
        return this == SUM_MSE || this == HALF_MSE || this == MEAN_MSE;
    }

    /** What is minimised, in words of plain ASCII. */
    public String loss() {
        return loss;
    }

    /** As users write it: {@code mean-mse}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
