package tornadovae.bench;

import java.util.List;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.model.Binarize;
import tornadovae.model.Likelihood;
import tornadovae.model.LossForm;
import tornadovae.model.Optimiser;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;

/**
 * The comparison workloads: training steps on images of 28 × 28 with Adam, tanh layers. Peers run the same in other frameworks.
 */
public enum Workload {
    /** 784-500-20, Bernoulli, batch 100. */
    W1(List.of(500), 20, 100, Likelihood.BERNOULLI),
    /** 784-512-256-10, Bernoulli, batch 256. */
    W2(List.of(512, 256), 10, 256, Likelihood.BERNOULLI),
    /** W1 with batch 1000. */
    W3(List.of(500), 20, 1000, Likelihood.BERNOULLI),
    /** 784-500-2, Gaussian decoder, batch 128. */
    W4(List.of(500), 2, 128, Likelihood.GAUSSIAN),
    /** 784-1024-1024-32, Bernoulli, batch 512: products that fill a GPU by themselves. */
    W5(List.of(1024, 1024), 32, 512, Likelihood.BERNOULLI);

    public static final int PIXELS = 784;
    /** As many as MNIST has. */
    public static final int IMAGES = 60_000;

    final int batch;
    final Vae vae;

    Workload(List<Integer> hidden, int latent, int batch, Likelihood likelihood) {
        this.batch = batch;
        this.vae = vae(hidden, latent, likelihood);
    }

    public int batch() {
        return batch;
    }

    /** Widths of the hidden layers and all else that makes the model. */
    public VaeSpec model() {
        return vae.spec();
    }

    private static Vae vae(List<Integer> hidden, int latent, Likelihood likelihood) {
        return new Vae(new VaeSpec(PIXELS, hidden, latent, Activation.TANH, likelihood, Binarize.NONE, -8));
    }

    /** As those of the workloads with a Bernoulli likelihood, of other sizes. */
    static Vae vae(List<Integer> hidden, int latent) {
        return vae(hidden, latent, Likelihood.BERNOULLI);
    }

    Program trainStep() {
        return trainStep(LossForm.BETA_VAE, batch);
    }

    Program trainStep(LossForm form, int batch) {
        return trainStep(vae, form, batch);
    }

    static Program trainStep(Vae vae, LossForm form, int batch) {
        return vae.trainStep(Optimiser.ADAM, form, batch, IMAGES);
    }

    /** Floating-point operations of the matrix products of one step: what no implementation can leave out. */
    long productFlops() {
        return productFlops(trainStep());
    }

    static long productFlops(Program step) {
        return step.ops().stream().filter(Workload::isProduct).mapToLong(Op::flops).sum();
    }

    /** The matrix products of a step without what comes between them. */
    Program products(int batch) {
        return new Program("products", trainStep(LossForm.BETA_VAE, batch).ops().stream().filter(Workload::isProduct)
                .map(op -> op instanceof Affine layer
                        ? new Affine(layer.x(), layer.weight(), layer.bias(), Activation.IDENTITY, layer.y()) : op)
                .toList());
    }

    static boolean isProduct(Op op) {
        return op instanceof Affine || op instanceof Affine.WeightGradient || op instanceof Affine.InputGradient;
    }
}
