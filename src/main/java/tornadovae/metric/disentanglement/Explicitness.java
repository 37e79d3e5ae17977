package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;
import tornadovae.math.Statistics;

/**
 * Explicitness (Ridgeway and Mozer, NeurIPS 2018, section 3): the area under the ROC curve of a logistic regression on all codes,
 * C = 1 and one against the rest as scikit-learn had it for Locatello et al. 2019, averaged over the values of a factor and then
 * over factors. Codes have mean 0 and variance 1 over the training points. Knowing nothing gives 0.5.
 *
 * @param train the mean area on the training points
 * @param test the mean area on the test points
 */
public record Explicitness(double train, double test) {

    /**
     * Over the factors that vary, 0 when none does; and over the values that the classifier was fitted to and that some but not
     * all of the points have.
     */
    public static Explicitness of(Encoded train, Encoded test) {
        train.requireLike(test);
        double[][] scale = IntStream.range(0, train.codes()).mapToObj(d -> scale(train.code(d))).toArray(double[][]::new);
        double[][] x = standardised(train.mu(), scale), testX = standardised(test.mu(), scale);
        double[][] areas = Arrays.stream(train.varyingFactors()).parallel().mapToObj(f -> {
            LinearClassifier classifier = LinearClassifier.logistic(x, train.factor(f));
            return new double[] {area(classifier, x, train.factor(f)), area(classifier, testX, test.factor(f))};
        }).toArray(double[][]::new);
        return areas.length == 0 ? new Explicitness(0, 0)
                : new Explicitness(Statistics.mean(Arrays.stream(areas).mapToDouble(a -> a[0]).toArray()),
                        Statistics.mean(Arrays.stream(areas).mapToDouble(a -> a[1]).toArray()));
    }

    /** The mean over the values of a factor; 0.5 where no value can be ranked. */
    private static double area(LinearClassifier classifier, double[][] x, int[] y) {
        double[][] probabilities = Arrays.stream(x).map(classifier::probabilities).toArray(double[][]::new);
        return IntStream.range(0, classifier.labels().length)
                .mapToDouble(k -> area(Arrays.stream(probabilities).mapToDouble(p -> p[k]).toArray(), y, classifier.labels()[k]))
                .filter(area -> !Double.isNaN(area)).average().orElse(0.5);
    }

    /**
     * P(score of a positive &gt; score of a negative) + ½ P(equal) (Mann and Whitney 1947); NaN without positives or negatives.
     */
    static double area(double[] scores, int[] y, int positive) {
        double[] positives =
                IntStream.range(0, y.length).filter(i -> y[i] == positive).mapToDouble(i -> scores[i]).sorted().toArray();
        double[] negatives =
                IntStream.range(0, y.length).filter(i -> y[i] != positive).mapToDouble(i -> scores[i]).sorted().toArray();
        int below = 0, upTo = 0;
        double sum = 0;
        for (double score : positives) {
            while (below < negatives.length && negatives[below] < score) below++;
            while (upTo < negatives.length && negatives[upTo] <= score) upTo++;
            sum += 0.5 * below + 0.5 * upTo;
        }
        return sum / positives.length / negatives.length;
    }

    /** x̄ and 1 / s of a code, with 0 for 1 / s when it is constant. */
    private static double[] scale(double[] code) {
        double deviation = Statistics.standardDeviation(code);
        return new double[] {Statistics.mean(code), deviation == 0 ? 0 : 1 / deviation};
    }

    private static double[][] standardised(double[][] rows, double[][] scale) {
        return Arrays.stream(rows)
                .map(row -> IntStream.range(0, row.length).mapToDouble(d -> (row[d] - scale[d][0]) * scale[d][1]).toArray())
                .toArray(double[][]::new);
    }
}
