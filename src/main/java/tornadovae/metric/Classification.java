package tornadovae.metric;

import java.util.Arrays;
import tornadovae.math.Interval;

/**
 * What a classifier says of images whose classes are known.
 *
 * @param labels        {@code [images]}: their classes; at least one image
 * @param probabilities {@code [images][classes]}: p(class|x)
 */
public record Classification(int[] labels, double[][] probabilities) {

    /** Bins of {@link #calibrationError}. */
    private static final int BINS = 15;

    public Classification {
        if (labels.length == 0 || labels.length != probabilities.length) {
            throw new IllegalArgumentException(
                    labels.length + " labels do not fit " + probabilities.length + " rows of probabilities, or there are none");
        }
    }

    public int images() {
        return labels.length;
    }

    public int classes() {
        return probabilities[0].length;
    }

    /** The class with the largest probability, the first of equals. */
    public static int predicted(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) best = c;
        }
        return best;
    }

    /** Images whose class has the largest probability. */
    public int right() {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (predicted(probabilities[i]) == labels[i]) right++;
        }
        return right;
    }

    /** The share of {@link #right}. */
    public double accuracy() {
        return right() / (double) images();
    }

    /** The mean of the largest probability: what the accuracy would be if the classifier were as often right as it is sure. */
    public double meanConfidence() {
        return Arrays.stream(probabilities).mapToDouble(row -> row[predicted(row)]).average().orElseThrow();
    }

    /** The 95 % interval of the accuracy. */
    public Interval accuracyInterval() {
        return Interval.wilson(right(), images());
    }

    /** {@code [true][predicted]}: the share of a class' images that are taken for each class; NaN for a class without images. */
    public double[][] confusion() {
        double[][] confusion = new double[classes()][classes()];
        for (int i = 0; i < labels.length; i++) confusion[labels[i]][predicted(probabilities[i])]++;
        return perImage(confusion);
    }

    /** {@code [true][class]}: the mean probability of a class on images of another one; NaN for a class without images. */
    public double[][] meanProbabilities() {
        double[][] mean = new double[classes()][classes()];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < classes(); c++) mean[labels[i]][c] += probabilities[i][c];
        }
        return perImage(mean);
    }

    private double[][] perImage(double[][] sums) {
        int[] counts = new int[classes()];
        for (int label : labels) counts[label]++;
        for (int c = 0; c < sums.length; c++) {
            for (int other = 0; other < sums.length; other++) sums[c][other] /= counts[c];
        }
        return sums;
    }

    /**
     * Expected calibration error: Σ_b n_b/n |accuracy_b − confidence_b| over fifteen bins of equal width in the confidence, the
     * largest probability (Guo et al. 2017, eq. 3). By chance alone it is above 0, the more the fewer images there are.
     */
    public double calibrationError() {
        double[] excess = new double[BINS];
        for (int i = 0; i < labels.length; i++) {
            int best = predicted(probabilities[i]);
            double confidence = probabilities[i][best];
            excess[Math.clamp((int) Math.ceil(confidence * BINS) - 1, 0, BINS - 1)] += confidence - (best == labels[i] ? 1 : 0);
        }
        return Arrays.stream(excess).map(Math::abs).sum() / images();
    }
}
