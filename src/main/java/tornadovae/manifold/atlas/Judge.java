package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.graph.Split;
import tornadovae.math.Interval;
import tornadovae.metric.Classification;
import tornadovae.train.TrainedClassifier;
import tornadovae.train.TrainedModel;

/**
 * Who says which class a decoded image shows: a classifier that learned the training images of a data set, with what is known of
 * its judgement from the test images. One judges all models of a data set; it belongs to one thread at a time.
 */
public final class Judge implements AutoCloseable {

    /** The seed of the classifier, so that all models of a data set have the same judge, whatever their own seeds. */
    private static final int SEED = 1;
    /** Images that are decoded before they are classified. */
    private static final int BLOCK = 1_000;

    private final TrainedClassifier classifier;
    private final List<String> names;
    private final Classification test;
    private final double[][] meanDistances;

    private Judge(TrainedClassifier classifier, Dataset data) {
        this.classifier = classifier;
        this.names = data.classNames();
        this.test = new Classification(data.test().labels(), classifier.probabilities(data.test().images(), data.test().count()));
        this.meanDistances = ClassMeans.of(data.train(), names.size()).distances();
    }

    /**
     * Whether a data set has what a judge needs: labels on training and test images, and training images of two classes or more.
     */
    public static boolean isPossible(Dataset data) {
        return data.train().hasLabels() && data.test().hasLabels() && Arrays.stream(data.train().labels()).distinct().count() > 1;
    }

    /** Steps of {@link #train}, for its progress. */
    public static int steps(Dataset data) {
        return TrainedClassifier.steps(data.train().count());
    }

    /** @param progress is told how many of {@link #steps} are done */
    public static Judge train(Engine engine, Dataset data, IntConsumer progress) {
        var classifier = TrainedClassifier.train(engine, data.train(), data.classNames().size(), SEED, progress);
        try {
            return new Judge(classifier, data);
        } catch (Throwable e) {
            classifier.close();
            throw e;
        }
    }

    /** The names of the classes. */
    public List<String> names() {
        return names;
    }

    /** What the classifier says of the test images. */
    public Classification test() {
        return test;
    }

    /** {@code [classes][classes]}: the distance of the classes' mean training images; NaN for a class without. */
    public double[][] meanDistances() {
        return meanDistances;
    }

    /**
     * p(class|x): {@code [n][pixels]} → {@code [n][classes]}, of what is seen: what a Gaussian decoder gives beyond black and
     * white is cut off.
     */
    public double[][] probabilities(float[][] images) {
        float[][] seen = new float[images.length][];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = images[i].clone();
            for (int c = 0; c < seen[i].length; c++) seen[i][c] = Math.clamp(seen[i][c], 0f, 1f);
        }
        return classifier.probabilities(seen);
    }

    /**
     * What it says of the test images after a model has encoded and decoded them again, mean by mean. Decoded images are smoother
     * than those it learned from: where few of them show the class of their original, either the model has lost it or the
     * classifier does not see it.
     *
     * @param model opened with the data set's images
     */
    public Classification reconstructions(TrainedModel model) {
        float[][] codes = model.encode(Split.TEST, test.images()).mu();
        double[][] probabilities = new double[codes.length][];
        for (int first = 0; first < codes.length; first += BLOCK) {
            float[][] block = Arrays.copyOfRange(codes, first, Math.min(first + BLOCK, codes.length));
            System.arraycopy(probabilities(model.decode(block)), 0, probabilities, first, block.length);
        }
        return new Classification(test.labels(), probabilities);
    }

    /** How far its judgement can be trusted, in sentences. */
    public List<String> findings(Classification reconstructions) {
        var findings = new ArrayList<String>();
        Interval interval = test.accuracyInterval();
        findings.add(("A perceptron that learned %d real training images names the class of %s of %d test images (95 %% "
                + "interval %s to %s).").formatted(classifier.learned(), Sentences.percent(test.accuracy()), test.images(),
                        Sentences.percent(interval.low()), Sentences.percent(interval.high())));
        findings.add(String.format(Locale.ROOT,
                "Its confidence differs from its accuracy by %s on average (expected calibration error, with a "
                        + "temperature of %.2f).",
                Sentences.percent(test.calibrationError()), classifier.temperature()));
        double[][] confusion = test.confusion();
        int label = 0, taken = 0;
        for (int a = 0; a < names.size(); a++) {
            for (int b = 0; b < names.size(); b++) {
                if (a != b && confusion[a][b] > (label == taken ? 0 : confusion[label][taken])) {
                    label = a;
                    taken = b;
                }
            }
        }
        if (label != taken) {
            findings.add("Most often it takes %s for %s: %s of the test images of %s.".formatted(names.get(label),
                    names.get(taken), Sentences.percent(confusion[label][taken]), names.get(label)));
        }
        findings.add("Of the same images, encoded and decoded by the model, it finds %s in their class."
                .formatted(Sentences.percent(reconstructions.accuracy())));
        findings.add(("Its mean confidence in those answers is %s: it was calibrated on real, sharp images, so on decoded "
                + "ones, which are blurred, that is no probability of being right.").formatted(
                        Sentences.percent(reconstructions.meanConfidence())));
        return findings;
    }

    /** For atlas.json; {@code reconstructions} are those of the model that the atlas is about. */
    public Map<String, Object> toMap(Classification reconstructions) {
        var map = new LinkedHashMap<String, Object>();
        map.put("test_accuracy", test.accuracy());
        map.put("test_accuracy_low", test.accuracyInterval().low());
        map.put("test_accuracy_high", test.accuracyInterval().high());
        map.put("train_images", classifier.learned());
        map.put("test_images", test.images());
        map.put("temperature", classifier.temperature());
        map.put("calibration_error", test.calibrationError());
        map.put("confusion", test.confusion());
        map.put("reconstruction_accuracy", reconstructions.accuracy());
        map.put("reconstruction_accuracy_low", reconstructions.accuracyInterval().low());
        map.put("reconstruction_accuracy_high", reconstructions.accuracyInterval().high());
        map.put("reconstruction_confidence", reconstructions.meanConfidence());
        map.put("findings", findings(reconstructions));
        return map;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
