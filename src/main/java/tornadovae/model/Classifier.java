package tornadovae.model;

import java.util.ArrayList;
import java.util.List;
import tornadovae.graph.Activation;
import tornadovae.graph.Adam;
import tornadovae.graph.Advance;
import tornadovae.graph.BatchMean;
import tornadovae.graph.CategoricalNll;
import tornadovae.graph.Gather;
import tornadovae.graph.Gradients;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Slice;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;

/**
 * A multi-layer perceptron that says which class an image shows, written down as programs over one set of parameters: p(class|x)
 * = softmax(ℓ(x)). It learns from images with their class appended, as {@link #columns} say.
 *
 * @param pixels columns of x
 * @param hidden widths of the hidden layers, rectified linear units
 * @param classes at least two
 */
public record Classifier(int pixels, List<Integer> hidden, int classes) {

    /** A replica's own numbers, [1, 1] each; the host writes them. */
    public static final Tensor SEED = Vae.SEED;
    public static final Tensor LEARNING_RATE = Vae.LEARNING_RATE;
    /** Optimiser steps done; {@link #trainStep} advances it. */
    public static final Tensor STEP = Vae.STEP;

    /** The mean loss of a minibatch, nats per image. */
    private static final Tensor LOSS = Tensor.scalar("classifier.loss", Role.ACTIVATION);

    public Classifier {
        hidden = List.copyOf(hidden);
        if (classes < 2) throw new IllegalArgumentException("a classifier needs at least two classes, found " + classes);
    }

    /** Columns of a training image: its pixels, then one for each class, 1 for its own and 0 for the others. */
    public int columns() {
        return pixels + classes;
    }

    /** The image batch x [B, pixels]. */
    public Tensor x(int batch) {
        return Tensor.activation("x", batch, pixels);
    }

    /** ℓ [B, classes], nats. */
    public Tensor logits(int batch) {
        return Tensor.activation("classifier.logits", batch, classes);
    }

    /** Weights and biases, layer by layer. */
    public List<Parameter> parameters() {
        return network().parameters();
    }

    /**
     * One step of minibatch training: gather → network → −log p(class|x) → backward → Adam.
     *
     * @param images training images; {@code ⌊images/batch⌋} steps are an epoch
     */
    public Program trainStep(Optimiser optimiser, int batch, int images) {
        if (optimiser.kind() != Optimiser.Kind.ADAM) {
            throw new IllegalArgumentException(
                    "a classifier is trained with Adam, not " + optimiser.kind());
        }
        var ops = new ArrayList<Op>();
        Tensor labelled = Tensor.activation("labelled", batch, columns()), target = Tensor.activation("class", batch, classes),
                nll = Tensor.activation("classifier.nll", batch, 1);
        ops.add(new Gather(Split.TRAIN, images, Gather.Order.SHUFFLED, SEED, STEP, labelled));
        ops.add(new Slice(labelled, 0, x(batch)));
        ops.add(new Slice(labelled, pixels, target));
        var forward = new ArrayList<Op>();
        forward.add(new CategoricalNll(network().forward(x(batch), forward), target, nll));
        forward.add(new BatchMean(nll, LOSS));
        ops.addAll(forward);
        Gradients gradients = Gradients.of(forward, LOSS);
        ops.addAll(gradients.ops());
        for (Parameter parameter : parameters()) {
            Tensor w = parameter.tensor();
            List<Tensor> moments = Vae.optimiserState(optimiser, w);
            ops.add(new Adam(w, gradients.of(w), moments.getFirst(), moments.getLast(), STEP, LEARNING_RATE, optimiser.beta1(),
                    optimiser.beta2(), optimiser.epsilon()));
        }
        ops.add(new Advance(STEP));
        return new Program("classifier.trainStep", ops);
    }

    /** The logits of images that the host has written: {@link #x} → {@link #logits}. */
    public Program classify(int batch) {
        var ops = new ArrayList<Op>();
        network().forward(x(batch), ops);
        return new Program("classifier.classify", ops);
    }

    private Network network() {
        return new Network("classifier", pixels, hidden, Activation.RELU, List.of("logits"), classes);
    }
}
