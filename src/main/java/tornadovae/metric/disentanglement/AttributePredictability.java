package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * SAP, the separated attribute predictability (Kumar, Sattigeri and Balakrishnan, ICLR 2018, section 3): the test accuracy S_df
 * of a linear support vector machine (C = 0.01, balanced classes; Locatello et al. 2019) that tells factor f from code d alone,
 * and {@code SAP = (1/F) Σ_f (largest − second largest of S_·f)}. All factors are classified, none is regressed.
 */
public final class AttributePredictability {

    private static final double C = 0.01;

    private AttributePredictability() {}

    /**
     * Over the factors that vary; 0 when none does or all codes are constant. A single code has no rival: its gap is its
     * accuracy.
     */
    public static double of(Encoded train, Encoded test) {
        train.requireLike(test);
        int[] factors = train.varyingFactors();
        double[][] accuracy = IntStream.range(0, train.codes()).parallel().mapToObj(d -> ofCode(train, test, factors, d))
                .toArray(double[][]::new);
        return IntStream.range(0, factors.length)
                .mapToDouble(f -> InformationGap.gap(Arrays.stream(accuracy).mapToDouble(row -> row[f]).toArray())).average()
                .orElse(0);
    }

    private static double[] ofCode(Encoded train, Encoded test, int[] factors, int d) {
        double[][] x = column(train.code(d)), testX = column(test.code(d));
        return Arrays.stream(factors)
                .mapToDouble(f -> LinearClassifier.supportVectors(x, train.factor(f), C).accuracy(testX, test.factor(f)))
                .toArray();
    }

    private static double[][] column(double[] code) {
        return Arrays.stream(code).mapToObj(z -> new double[] {z}).toArray(double[][]::new);
    }
}
