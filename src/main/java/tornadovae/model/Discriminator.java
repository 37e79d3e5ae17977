package tornadovae.model;

import java.util.List;
import tornadovae.graph.Activation;
import tornadovae.graph.Add;
import tornadovae.graph.BatchMean;
import tornadovae.graph.BernoulliNll;
import tornadovae.graph.Fill;
import tornadovae.graph.Op;
import tornadovae.graph.Role;
import tornadovae.graph.ScaledAdd;
import tornadovae.graph.Tensor;

/**
 * A multi-layer perceptron that tells draws of q(z) from draws of Π_j q(z_j) (Kim and Mnih 2018, section 3): its logit ℓ(z) =
 * log D/(1 − D) estimates the log ratio of their densities, whose mean under q(z) is the total correlation. Its layers have
 * rectified linear units, where the paper's have leaky ones.
 *
 * <p>The order of updates is almost that of the paper's algorithm 2: the model's gradient is that with the discriminator before
 * the step, and the discriminator learns from the codes before the step. There the permuted codes of the other minibatch come
 * from the encoder after the model's update; here they come from the one before it, so that both update together.
 *
 * @param latent d
 * @param hidden widths of its hidden layers
 */
record Discriminator(int latent, List<Integer> hidden) {

    /** Adam with the paper's decay rates. */
    static final Optimiser OPTIMISER = new Optimiser(Optimiser.Kind.ADAM, 0.5, 0.9, 1e-8);

    /** What it minimises, [1, 1]. */
    static final Tensor LOSS = Tensor.scalar("discriminator", Role.ACTIVATION);

    private Network network() {
        return new Network("discriminator", latent, hidden, Activation.RELU, List.of("logit"), 1);
    }

    List<Parameter> parameters() {
        return network().parameters();
    }

    List<Tensor> parameterTensors() {
        return parameters().stream().map(Parameter::tensor).distinct().toList();
    }

    /**
     * Appends its loss, ½ (−log D(z) − log(1 − D(z̄))) in the mean over the rows, and TC = E ℓ(z).
     *
     * @param z        [B, d], draws of q(z)
     * @param permuted [B, d], z̄
     * @param tc       [1, 1]
     */
    void addTo(List<Op> ops, Tensor z, Tensor permuted, Tensor tc) {
        int rows = z.rows();
        Tensor ofCodes = network().forward(z, ops), ofPermuted = network().forward(permuted, ops, " of permuted codes");
        Tensor ones = row("ones", rows), zeros = row("zeros", rows), missed = row("missed codes", rows),
                mistaken = row("mistaken codes", rows), both = row("mistakes", rows);
        Tensor sum = Tensor.scalar("mistakes of the discriminator", Role.ACTIVATION);
        Tensor half = Tensor.scalar("half", Role.ACTIVATION);
        ops.add(new BatchMean(ofCodes, tc));
        ops.add(new Fill(1, ones));
        ops.add(new Fill(0, zeros));
        ops.add(new BernoulliNll(ofCodes, ones, missed));
        ops.add(new BernoulliNll(ofPermuted, zeros, mistaken));
        ops.add(new Add(missed, mistaken, both));
        ops.add(new BatchMean(both, sum));
        ops.add(new Fill(0.5f, half));
        ops.add(new ScaledAdd(LossWeights.ZERO, half, sum, LOSS));
    }

    private static Tensor row(String name, int rows) {
        return Tensor.activation("discriminator's " + name, rows, 1);
    }
}
