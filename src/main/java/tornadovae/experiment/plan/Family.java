package tornadovae.experiment.plan;

import java.util.Locale;
import java.util.Optional;
import tornadovae.data.DataSpec;
import tornadovae.engine.Memory;
import tornadovae.experiment.config.Configuration;
import tornadovae.experiment.config.Settings;
import tornadovae.graph.Program;
import tornadovae.model.Binarize;
import tornadovae.model.LossForm;
import tornadovae.model.Vae;
import tornadovae.model.VaeSpec;
import tornadovae.train.Recipe;

/**
 * What cells must have in common to be replicas of one program.
 *
 * @param recipe how they are trained
 * @param loss   what the program computes; weights are a replica's own
 * @param clips  whether gradients are clipped; the norm is a replica's own
 */
public record Family(DataSpec dataset, DataShape shape, Recipe recipe, LossForm loss, boolean clips) {

    private static final String BATCH = "training.batch";

    /** The usual minibatch is cut to what there is; one that was asked for is not. */
    public static Family of(Configuration c, DataShape shape) {
        int batch = c.whole(BATCH);
        if (Settings.get(BATCH).standard().equals((long) batch)) batch = Math.max(1, Math.min(batch, shape.train()));
        return new Family(c.dataset(), shape, c.recipe(shape.pixels(), batch), c.objective().form(),
                c.real("training.clipNorm") > 0);
    }

    public VaeSpec model() {
        return recipe.model();
    }

    /** Images a step. */
    public int batch() {
        return recipe.batch();
    }

    public int epochs() {
        return recipe.epochs();
    }

    /**
     * What of the training images no step of an epoch sees, or that they are fewer than the usual minibatch; empty where
     * neither is so.
     */
    Optional<String> notice() {
        String name = dataset.name();
        int left = shape.train() - stepsPerEpoch() * batch();
        if (left > 0) {
            return Optional.of(String.format(Locale.ROOT, "Each epoch leaves out %d of the %,d training images of "
                    + "%s, other ones each time: the rest of batches of %d.",
                    left, shape.train(), name, batch()));
        }
        return batch() == shape.train() && batch() < (Long) Settings.get(BATCH).standard()
                ? Optional.of(name + " has " + batch() + " images to train on, which are one batch.") : Optional.empty();
    }

    /** Weights and biases of one replica. */
    public long parameters() {
        return new Vae(model()).parameters().stream().mapToLong(p -> p.size()).sum();
    }

    /** How many replicas an array can hold the largest tensor of. */
    long mostReplicas() {
        return Integer.MAX_VALUE / memory(1).tensors().stream().mapToLong(tensor -> tensor.size()).max().orElseThrow();
    }

    /**
     * Bytes that so many replicas need for training and evaluation, without the images: the tensors of the programs, and twice
     * the parameters and optimiser state, which the trainer keeps on the host and the checkpoints hold while they are read or
     * written.
     */
    public long bytes(int replicas) {
        var vae = new Vae(model());
        long checkpoint = vae.parameterTensors().stream()
                .mapToLong(w -> w.bytes() * (1 + Vae.optimiserState(recipe.optimiser(), w).size())).sum();
        checkpoint += vae.parametersOf(loss).stream().mapToLong(p -> 3L * Float.BYTES * p.size()).sum();
        return memory(replicas).bytes() + 2 * replicas * checkpoint;
    }

    /** Bytes of the images that a session sees, and of the grey ones behind them if they are others. */
    long imageBytes() {
        return model().binarize() == Binarize.STATIC ? 2 * shape.bytes() : shape.bytes();
    }

    Memory memory(int replicas) {
        var vae = new Vae(model());
        return Memory.of(replicas, trainStep(), vae.evaluate(batch(), shape.test()));
    }

    /** The program of one training step. */
    public Program trainStep() {
        return new Vae(model()).trainStep(recipe.optimiser(), loss, clips, batch(), shape.train());
    }

    public int stepsPerEpoch() {
        return shape.train() / batch();
    }

    /** Training steps of one replica. */
    public long steps() {
        return (long) epochs() * stepsPerEpoch();
    }

    /** Images that one replica sees in training. */
    public long images() {
        return steps() * batch();
    }

    /** Floating-point operations of one training step of one replica. */
    public long flopsPerStep() {
        return trainStep().flops();
    }

    /** Floating-point operations of one replica's training, without evaluations and pictures. */
    public double flops() {
        return (double) flopsPerStep() * steps();
    }
}
