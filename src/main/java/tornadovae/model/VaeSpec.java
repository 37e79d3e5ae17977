package tornadovae.model;

import java.util.List;
import java.util.Locale;
import tornadovae.UserError;
import tornadovae.graph.Activation;

/**
 * The architecture of a variational autoencoder with multi-layer perceptrons as encoder and decoder (Kingma and Welling 2014,
 * App. C). Replicas that share it can be trained together.
 *
 * @param pixels columns of x
 * @param hidden widths of the encoder's hidden layers, from x to z; none is a linear map
 * @param latent latent dimensions d
 * @param activation of the encoder's hidden layers
 * @param decoder its hidden layers, from z to x
 * @param variance of a Gaussian decoder; {@link Variance#PIXEL} with the others
 * @param binarize with a Bernoulli likelihood only
 * @param minLogVar lower clamp of a Gaussian decoder's log σ², nats
 * @param prior p(z)
 */
public record VaeSpec(int pixels, List<Integer> hidden, int latent, Activation activation, Layers decoder, Likelihood likelihood,
        Variance variance, Binarize binarize, float minLogVar, Prior prior) {

    public VaeSpec {
        hidden = List.copyOf(hidden);
        if (pixels < 1) throw new UserError("Images need at least one pixel, found " + pixels + ".");
        if (latent < 1 || latent > 4096) throw new UserError("latent must lie between 1 and 4096, found " + latent + ".");
        new Layers(hidden, activation).checkWeights(pixels, 2L * latent);   // μ and log σ² are one matrix
        boolean gaussian = likelihood == Likelihood.GAUSSIAN;
        decoder.checkWeights(latent, gaussian && variance.kind() == Variance.Kind.PIXEL ? 2L * pixels : pixels);
        if (likelihood != Likelihood.BERNOULLI && binarize != Binarize.NONE) {
            throw new UserError("binarize: " + binarize.name().toLowerCase(Locale.ROOT)
                    + " needs likelihood: bernoulli; a " + likelihood + " decoder models real pixels, so set binarize: none.");
        }
        if (!gaussian && !variance.equals(Variance.PIXEL)) {
            throw new UserError("variance: " + variance.kind().name().toLowerCase(Locale.ROOT)
                    + " needs likelihood: gaussian; a " + likelihood + " decoder has none, so leave it out.");
        }
        if (!(minLogVar >= -30 && minLogVar <= 0)) {
            throw new UserError(
                    "minLogVar must lie between -30 and 0, found " + minLogVar + ".");
        }
    }

    /** With a standard normal prior. */
    public VaeSpec(int pixels, List<Integer> hidden, int latent, Activation activation, Layers decoder, Likelihood likelihood,
            Variance variance, Binarize binarize, float minLogVar) {
        this(pixels, hidden, latent, activation, decoder, likelihood, variance, binarize, minLogVar, Prior.NORMAL);
    }

    /** With the encoder in a mirror as decoder. */
    public VaeSpec(int pixels, List<Integer> hidden, int latent, Activation activation, Likelihood likelihood, Binarize binarize,
            float minLogVar) {
        this(pixels, hidden, latent, activation, new Layers(hidden, activation).mirrored(), likelihood, Variance.PIXEL, binarize,
                minLogVar);
    }

    /** The encoder's hidden layers. */
    public Layers encoder() {
        return new Layers(hidden, activation);
    }

    /** The same with other hidden layers in the decoder. */
    public VaeSpec withDecoder(Layers other) {
        return new VaeSpec(pixels, hidden, latent, activation, other, likelihood, variance, binarize, minLogVar, prior);
    }

    /** The same with another variance of its pixels. */
    public VaeSpec with(Variance other) {
        return new VaeSpec(pixels, hidden, latent, activation, decoder, likelihood, other, binarize, minLogVar, prior);
    }

    /** The same with another prior. */
    public VaeSpec with(Prior other) {
        return new VaeSpec(pixels, hidden, latent, activation, decoder, likelihood, variance, binarize, minLogVar, other);
    }

    /** Whether it is a Gaussian decoder with a variance for each pixel. */
    public boolean hasVarianceOfPixels() {
        return likelihood == Likelihood.GAUSSIAN && variance.kind() == Variance.Kind.PIXEL;
    }

    /** Whether it is a Gaussian decoder with one variance for all pixels. */
    public boolean isIsotropic() {
        return likelihood == Likelihood.GAUSSIAN && variance.kind() != Variance.Kind.PIXEL;
    }

    /** Whether its decoder is a linear map and its pixels have one variance: probabilistic PCA (Tipping and Bishop 1999). */
    public boolean isLinearGaussian() {
        return isIsotropic() && decoder.hidden().isEmpty();
    }

    /** Whether the decoder is the encoder in a mirror. */
    public boolean isMirrored() {
        return decoder.equals(encoder().mirrored());
    }

    /** Part of a checkpoint ({@code Checkpoint.TRAINING}): a mirrored decoder and a standard normal prior are not named. */
    @Override
    public String toString() {
        return "VaeSpec[pixels=" + pixels + ", hidden=" + hidden + ", latent=" + latent + ", activation=" + activation
                + (isMirrored() ? "" : ", decoder=" + decoder) + ", likelihood=" + likelihood.name()
                + (variance.equals(Variance.PIXEL) ? "" : ", variance=" + variance) + ", binarize=" + binarize
                + ", minLogVar=" + minLogVar + (prior.isLearned() ? ", prior=" + prior : "") + "]";
    }
}
