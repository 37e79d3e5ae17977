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
 * @param hidden widths of the encoder's hidden layers, from x to z; the decoder has the same in reverse
 * @param latent latent dimensions d
 * @param binarize with a Bernoulli likelihood only
 * @param minLogVar lower clamp of a Gaussian decoder's log σ², nats
 */
public record VaeSpec(int pixels, List<Integer> hidden, int latent, Activation activation, Likelihood likelihood,
        Binarize binarize, float minLogVar) {

    public VaeSpec {
        hidden = List.copyOf(hidden);
        if (pixels < 1) throw new UserError("Images need at least one pixel, found " + pixels + ".");
        if (hidden.isEmpty()) throw new UserError("hidden must name at least one layer, e.g. [500].");
        for (int width : hidden) {
            if (width < 1
                    || width > 65_536) {
                throw new UserError("hidden widths must lie between 1 and 65536, found " + width + ".");
            }
        }
        if (latent < 1 || latent > 4096) throw new UserError("latent must lie between 1 and 4096, found " + latent + ".");
        checkWeights(pixels, hidden.getFirst());
        for (int i = 1; i < hidden.size(); i++) checkWeights(hidden.get(i - 1), hidden.get(i));
        checkWeights(hidden.getLast(), 2 * latent);   // μ and log σ² are one matrix
        checkWeights(hidden.getFirst(), likelihood == Likelihood.GAUSSIAN ? 2L * pixels : pixels);
        if (activation == Activation.IDENTITY) throw new UserError("activation must be tanh, relu or softplus, found identity.");
        if (likelihood == Likelihood.GAUSSIAN && binarize != Binarize.NONE) {
            throw new UserError("binarize: " + binarize.name().toLowerCase(Locale.ROOT)
                    + " needs likelihood: bernoulli; a gaussian decoder models real pixels, so set binarize: none.");
        }
        if (!(minLogVar >= -30 && minLogVar <= 0)) {
            throw new UserError(
                    "minLogVar must lie between -30 and 0, found " + minLogVar + ".");
        }
    }

    private static void checkWeights(long in, long out) {
        if (in * out > Integer.MAX_VALUE) {
            throw new UserError("hidden gives " + in + " × " + out
                    + " weights between two layers, but at most 2147483647 are possible; make the layers narrower.");
        }
    }
}
