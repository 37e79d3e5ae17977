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
import tornadovae.math.Interval;
import tornadovae.metric.Classification;
import tornadovae.train.TrainedClassifier;

/**
 * Who says which class a decoded image shows: a classifier that learned the training images of a data set, with what is known of its judgement from the test images. One judges
 * all models of a data set; it belongs to one thread at a time.
 */
public final class Judge implements AutoCloseable {

    /** Of the classifier, so that all models of a data set have the same judge, whatever their own seeds. */
    private static final int SEED = 1;

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

    /** Whether a data set has what a judge needs: labels on training and test images, and training images of two classes or more. */
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

    /** Of the classes. */
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

    /** p(class|x): {@code [n][pixels]} → {@code [n][classes]}. */
    public double[][] probabilities(float[][] images) {
        return classifier.probabilities(images);
    }

    /** How far its judgement can be trusted, in sentences. */
    public List<String> findings() {
        var findings = new ArrayList<String>();
        Interval interval = test.accuracyInterval();
        findings.add("A perceptron that learned %d real training images names the class of %s of %d test images (95 %% interval %s to %s).".formatted(classifier.learned(),
                Sentences.percent(test.accuracy()), test.images(), Sentences.percent(interval.low()), Sentences.percent(interval.high())));
        findings.add(String.format(Locale.ROOT, "Its confidence differs from its accuracy by %s on average (expected calibration error, with a temperature of %.2f).",
                Sentences.percent(test.calibrationError()), classifier.temperature()));
        double[][] confusion = test.confusion();
        int label = 0, taken = 0;
        for (int a = 0; a < names.size(); a++)
            for (int b = 0; b < names.size(); b++)
                if (a != b && confusion[a][b] > (label == taken ? 0 : confusion[label][taken])) {
                    label = a;
                    taken = b;
                }
        if (label != taken) findings.add("Most often it takes %s for %s: %s of the test images of %s.".formatted(names.get(label), names.get(taken),
                Sentences.percent(confusion[label][taken]), names.get(label)));
        return findings;
    }

    /** For atlas.json. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("test_accuracy", test.accuracy());
        map.put("test_accuracy_low", test.accuracyInterval().low());
        map.put("test_accuracy_high", test.accuracyInterval().high());
        map.put("train_images", classifier.learned());
        map.put("test_images", test.images());
        map.put("temperature", classifier.temperature());
        map.put("calibration_error", test.calibrationError());
        map.put("confusion", test.confusion());
        map.put("findings", findings());
        return map;
    }

    @Override
    public void close() {
        classifier.close();
    }
}
