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
 * @param binarize with a Bernoulli likelihood only
 * @param minLogVar lower clamp of a Gaussian decoder's log σ², nats
 */
public record VaeSpec(int pixels, List<Integer> hidden, int latent, Activation activation, Layers decoder, Likelihood likelihood,
        Binarize binarize, float minLogVar) {

    public VaeSpec {
        hidden = List.copyOf(hidden);
        if (pixels < 1) throw new UserError("Images need at least one pixel, found " + pixels + ".");
        if (latent < 1 || latent > 4096) throw new UserError("latent must lie between 1 and 4096, found " + latent + ".");
        new Layers(hidden, activation).checkWeights(pixels, 2L * latent);   // μ and log σ² are one matrix
        decoder.checkWeights(latent, likelihood == Likelihood.GAUSSIAN ? 2L * pixels : pixels);
        if (likelihood == Likelihood.GAUSSIAN && binarize != Binarize.NONE) {
            throw new UserError("binarize: " + binarize.name().toLowerCase(Locale.ROOT)
                    + " needs likelihood: bernoulli; a gaussian decoder models real pixels, so set binarize: none.");
        }
        if (!(minLogVar >= -30 && minLogVar <= 0)) {
            throw new UserError(
                    "minLogVar must lie between -30 and 0, found " + minLogVar + ".");
        }
    }

    /** With the encoder in a mirror as decoder. */
    public VaeSpec(int pixels, List<Integer> hidden, int latent, Activation activation, Likelihood likelihood, Binarize binarize,
            float minLogVar) {
        this(pixels, hidden, latent, activation, new Layers(hidden, activation).mirrored(), likelihood, binarize, minLogVar);
    }

    /** The encoder's hidden layers. */
    public Layers encoder() {
        return new Layers(hidden, activation);
    }

    /** The same with other hidden layers in the decoder. */
    public VaeSpec withDecoder(Layers other) {
        return new VaeSpec(pixels, hidden, latent, activation, other, likelihood, binarize, minLogVar);
    }

    /** Whether the decoder is the encoder in a mirror. */
    public boolean isMirrored() {
        return decoder.equals(encoder().mirrored());
    }

    /** Part of a checkpoint ({@code Checkpoint.TRAINING}): a mirrored decoder is not named, as before there were others. */
    @Override
    public String toString() {
        return "VaeSpec[pixels=" + pixels + ", hidden=" + hidden + ", latent=" + latent + ", activation=" + activation
                + (isMirrored() ? "" : ", decoder=" + decoder) + ", likelihood=" + likelihood + ", binarize=" + binarize
                + ", minLogVar=" + minLogVar + "]";
    }
}
