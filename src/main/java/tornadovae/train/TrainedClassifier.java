package tornadovae.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.data.Part;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.math.Permutation;
import tornadovae.model.Classifier;
import tornadovae.model.Initialisation;
import tornadovae.model.Optimiser;
import tornadovae.model.Parameter;

/**
 * Says which class an image shows: a perceptron of one hidden layer, trained with Adam on real images, its learning rate falling
 * linearly to 0. Its probabilities are calibrated by a temperature that was fitted to training images it did not learn from
 * ({@link Temperature}). It belongs to one thread at a time.
 */
public final class TrainedClassifier implements AutoCloseable {

    /** Units of the hidden layer. */
    public static final int HIDDEN = 256;

    private static final float LEARNING_RATE = 0.001f;
    private static final int BATCH = 100;
    private static final int EPOCHS = 6;
    /** A small data set is gone through more often. */
    private static final int LEAST_STEPS = 1_500;
    private static final int MOST_HELD_OUT = 5_000;
    /** The step of the order in which images are held out; no epoch has it. */
    private static final int HELD_OUT = Integer.MAX_VALUE;
    /** Images that are classified at once. Fixed, so that results do not depend on how many are asked for. */
    private static final int ROWS = 100;

    private final Classifier classifier;
    private final Program classify;
    private final Session session;
    private final int learned;
    private double temperature = 1;

    private TrainedClassifier(Classifier classifier, Session session, Program classify, int learned) {
        this.classifier = classifier;
        this.session = session;
        this.classify = classify;
        this.learned = learned;
    }

    /** Optimiser steps of a training on so many labelled images. */
    public static int steps(int images) {
        int perEpoch = perEpoch(images - heldOut(images));
        return Math.max(EPOCHS, Math.ceilDiv(LEAST_STEPS, perEpoch)) * perEpoch;
    }

    /**
     * Trains on a part's images; equal seeds give equal classifiers.
     *
     * @param part     at least two images, with labels 0 … classes − 1
     * @param classes  at least two
     * @param progress is told how many of {@link #steps} are done
     */
    public static TrainedClassifier train(Engine engine, Part part, int classes, int seed, IntConsumer progress) {
        if (part.count() < 2 || !part.hasLabels()) {
            throw new IllegalArgumentException(
                    "a classifier learns from at least two images with labels");
        }
        var order = new Permutation(part.count(), seed, HELD_OUT);
        int heldOut = heldOut(part.count()), learned = part.count() - heldOut;
        int[] learnedFrom = IntStream.range(heldOut, part.count()).map(order::at).toArray(),
                notLearnedFrom = IntStream.range(0, heldOut).map(order::at).toArray();
        var classifier = new Classifier(part.images().columns(), List.of(HIDDEN), classes);
        Map<Tensor, float[]> parameters = learn(engine, classifier, labelled(part, learnedFrom, classes), seed, progress);
        Program classify = classifier.classify(ROWS);
        Session session = engine.open(Memory.of(1, classify), Map.of());
        try {
            parameters.forEach(session::write);
            var trained = new TrainedClassifier(classifier, session, classify, learned);
            int[] labels = Arrays.stream(notLearnedFrom).map(i -> part.labels()[i]).toArray();
            float[][] logits = trained.logits(values(part.images(), notLearnedFrom));
            for (float[] ofImage : logits) {
                for (float logit : ofImage) {
                    if (!Float.isFinite(logit)) {
                        throw new UserError(1,
                                "The classifier of the images has diverged: a logit is " + logit + ".", null);
                    }
                }
            }
            trained.temperature = Temperature.fit(logits, labels);
            return trained;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    private static Map<Tensor, float[]> learn(Engine engine, Classifier classifier, Images images, int seed,
            IntConsumer progress) {
        int batch = Math.min(BATCH, images.count()), perEpoch = perEpoch(images.count());
        int epochs = Math.max(EPOCHS, Math.ceilDiv(LEAST_STEPS, perEpoch));
        Program trainStep = classifier.trainStep(Optimiser.ADAM, batch, images.count());
        var parameters = new LinkedHashMap<Tensor, float[]>();
        try (Session session = engine.open(Memory.of(1, trainStep), Map.of(Split.TRAIN, images))) {
            session.writeIntegers(Classifier.SEED, new int[] {seed});
            List<Parameter> all = classifier.parameters();
            for (int number = 0; number < all.size(); number++) {
                float[] values = new float[all.get(number).tensor().size()];
                Initialisation.glorot(all.get(number), number, seed, values, 0);
                session.write(all.get(number).tensor(), values);
                parameters.put(all.get(number).tensor(), values);
            }
            for (int epoch = 0; epoch < epochs; epoch++) {
                session.write(Classifier.LEARNING_RATE, new float[] {LEARNING_RATE * (epochs - epoch) / epochs});
                session.run(trainStep, perEpoch);
                session.readIntegers(Classifier.STEP, new int[1]); // waits for the device
                progress.accept((epoch + 1) * perEpoch);
            }
            parameters.forEach(session::read);
        }
        return parameters;
    }

    /** A tenth of the images, but at least a fifth or a hundred of few. */
    private static int heldOut(int images) {
        return Math.clamp(images / 10, Math.clamp(images / 5, 1, 100), MOST_HELD_OUT);
    }

    private static int perEpoch(int images) {
        return images / Math.min(BATCH, images);
    }

    /** The images with their class appended, one column a class. */
    private static Images labelled(Part part, int[] which, int classes) {
        int pixels = part.images().columns();
        byte[][] rows = new byte[which.length][];
        for (int i = 0; i < which.length; i++) {
            rows[i] = Arrays.copyOf(part.images().pixels()[which[i]], pixels + classes);
            rows[i][pixels + part.labels()[which[i]]] = (byte) 255;
        }
        return new Images(pixels + classes, rows);
    }

    private static float[][] values(Images images, int[] which) {
        float[][] values = new float[which.length][images.columns()];
        for (int i = 0; i < which.length; i++) {
            for (int j = 0; j < values[i].length; j++) values[i][j] = images.value(which[i], j);
        }
        return values;
    }

    /** Images it learned from, without those held out. */
    public int learned() {
        return learned;
    }

    /** T; above 1 where the network is surer than it should be. */
    public double temperature() {
        return temperature;
    }

    /**
     * p(class|x) = softmax(ℓ / T).
     *
     * @param x {@code [n][pixels]}, in [0, 1] as real images are
     * @return {@code [n][classes]}
     */
    public double[][] probabilities(float[][] x) {
        return Arrays.stream(logits(x)).map(logits -> Temperature.softmax(logits, temperature)).toArray(double[][]::new);
    }

    /** p(class|x) of the first {@code count} images, {@code [count][classes]}. */
    public double[][] probabilities(Images images, int count) {
        double[][] probabilities = new double[count][];
        for (int first = 0; first < count; first += ROWS) {
            int[] which = IntStream.range(first, Math.min(first + ROWS, count)).toArray();
            System.arraycopy(probabilities(values(images, which)), 0, probabilities, first, which.length);
        }
        return probabilities;
    }

    private float[][] logits(float[][] x) {
        float[][] logits = new float[x.length][];
        int pixels = classifier.pixels(), classes = classifier.classes();
        float[] in = new float[ROWS * pixels], out = new float[ROWS * classes];
        for (int first = 0; first < x.length; first += ROWS) {
            int rows = Math.min(ROWS, x.length - first);
            Arrays.fill(in, 0); // the rows that pad the last minibatch
            for (int i = 0; i < rows; i++) System.arraycopy(x[first + i], 0, in, i * pixels, pixels);
            session.write(classifier.x(ROWS), in);
            session.run(classify, 1);
            session.read(classifier.logits(ROWS), out);
            for (int i = 0; i < rows; i++) logits[first + i] = Arrays.copyOfRange(out, i * classes, (i + 1) * classes);
        }
        return logits;
    }

    @Override
    public void close() {
        session.close();
    }
}
