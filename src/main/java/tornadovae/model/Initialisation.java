package tornadovae.model;

import tornadovae.graph.Images;
import tornadovae.math.ContinuousBernoulli;
import tornadovae.math.Permutation;
import tornadovae.math.Philox;

/** First values of the parameters. */
public final class Initialisation {

    private Initialisation() {}

    /** Glorot uniform, but for the components of a {@link Prior.Kind#MIXTURE}. */
    public static void begin(Parameter parameter, int number, int seed, float[] into, int base) {
        if (parameter.name().equals(LearnedPrior.COMPONENTS)) components(parameter, number, seed, into, base);
        else glorot(parameter, number, seed, into, base);
    }

    /**
     * μ_kj ~ N(0, ½) and σ²_kj = ½: components that differ, whose mixture has mean 0 and variance 1 as codes have then. Element e
     * is √½ normal(seed, INITIALISATION, number, e).
     */
    private static void components(Parameter parameter, int number, int seed, float[] into, int base) {
        int latent = parameter.columns() / 2;
        for (int e = 0; e < parameter.size(); e++) {
            into[base + e] = (float) (e % (2 * latent) < latent
                    ? Math.sqrt(0.5) * Philox.normal(seed, Philox.Stream.INITIALISATION, number, e) : Math.log(0.5));
        }
    }

    /**
     * Pseudo-inputs begin at training images, as the code of Tomczak and Welling 2018 has it as an option; different ones, as far
     * as there are so many. Which ones, an order of the images decides that no epoch has.
     *
     * @param count K
     */
    public static void pseudoInputs(Images train, int seed, int count, float[] into, int base) {
        var order = new Permutation(train.count(), seed, -1);
        for (int k = 0, e = base; k < count; k++) {
            int image = order.at(k % train.count());
            for (int column = 0; column < train.columns(); column++, e++) into[e] = train.value(image, column);
        }
    }

    /**
     * Glorot uniform: W[o, k] ~ U(−a, a) with a = √(6 / (in + out)), biases 0   (Glorot and Bengio 2010, eq. 16).
     * Element e of parameter number p is uniform(seed, INITIALISATION, p, e).
     *
     * @param number the parameter's place in {@link Vae#parameters()}
     * @param into   the parameter's tensor, flat; only this parameter's run of it is written
     * @param base   where the tensor's first element lies in {@code into}
     */
    public static void glorot(Parameter parameter, int number, int seed, float[] into, int base) {
        if (parameter.isBias()) return;
        double limit = Math.sqrt(6.0 / (parameter.rows() + parameter.columns()));
        for (int e = 0; e < parameter.size(); e++) {
            float u = Philox.uniform(seed, Philox.Stream.INITIALISATION, number, e);
            into[base + parameter.offset() + e] = (float) (limit * (2 * u - 1));
        }
    }

    /**
     * The decoder's last bias such that with zero weights it reproduces the mean image: logit(x̄) for Bernoulli logits (x̄ kept
     * within [0.001, 0.999]), the ℓ of that mean for continuous Bernoulli ones, x̄ for Gaussian means.
     *
     * @param mean x̄ of one pixel, in [0, 1]
     */
    public static float decoderBias(Likelihood likelihood, float mean) {
        double p = Math.clamp(mean, 0.001, 0.999);
        return switch (likelihood) {
            case GAUSSIAN -> mean;
            case BERNOULLI -> (float) Math.log(p / (1 - p));
            case CONTINUOUS_BERNOULLI -> (float) ContinuousBernoulli.logit(p);
        };
    }
}
