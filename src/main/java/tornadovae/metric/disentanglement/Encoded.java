package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tornadovae.data.Factor;
import tornadovae.train.Codes;

/**
 * Images of one part of a data set as a model encodes them, with the factors they were made from. The study of Locatello et al.
 * 2019 (arXiv 1811.12359) has 10,000 of them to learn from and 5,000 to test on, and takes the means of the encoder as codes.
 *
 * @param mu {@code [points][codes]}: the means of q(z|x), finite
 * @param logVar {@code [points][codes]}: log σ² of q(z|x); empty where it is not known, and only {@link SampledInformationGap}
 * asks for it
 * @param factors {@code [points][factors]}: 0 … values − 1
 * @param values {@code [factors]}: how many values each factor takes
 */
public record Encoded(double[][] mu, double[][] logVar, int[][] factors, int[] values) {

    public Encoded {
        if (mu.length < 2) {
            throw new IllegalArgumentException(
                    "measures of disentanglement need at least two points, found " + mu.length);
        }
        if (factors.length != mu.length) {
            throw new IllegalArgumentException(
                    mu.length + " codes cannot have " + factors.length + " rows of factors");
        }
        if (logVar.length != 0 && logVar.length != mu.length) {
            throw new IllegalArgumentException(
                    mu.length + " means cannot have " + logVar.length + " variances");
        }
        requireFinite("the mean of", mu, mu[0].length);
        requireFinite("the log variance of", logVar, mu[0].length);
        for (int i = 0; i < factors.length; i++) {
            if (factors[i].length != values.length) {
                throw new IllegalArgumentException(
                        "point %d has %d factor values, but there are %d factors".formatted(i, factors[i].length, values.length));
            }
            for (int f = 0; f < values.length; f++) {
                if (factors[i][f] < 0 || factors[i][f] >= values[f]) {
                    throw new IllegalArgumentException("factor %d takes values from 0 to %d, found %d at point %d".formatted(f,
                            values[f] - 1, factors[i][f], i));
                }
            }
        }
    }

    /** Codes without variances. */
    public static Encoded of(double[][] mu, int[][] factors, int... values) {
        return new Encoded(mu, new double[0][], factors, values);
    }

    /**
     * What {@link tornadovae.train.TrainedModel#encode} gives for the first images of a part.
     *
     * @param factors {@code [images][factors]}, at least as many rows as there are codes ({@link tornadovae.data.Part#factors})
     * @param kinds   what the columns mean; see {@link FactorValues} for continuous ones
     */
    public static Encoded of(Codes codes, float[][] factors, List<Factor> kinds) {
        int points = codes.mu().length;
        if (factors.length < points) {
            throw new IllegalArgumentException(
                    points + " codes cannot have " + factors.length + " rows of factors");
        }
        int[] values = kinds.stream().mapToInt(FactorValues::count).toArray();
        return new Encoded(codes.means(), codes.logVariances(), FactorValues.of(kinds, Arrays.copyOf(factors, points)), values);
    }

    public int points() {
        return mu.length;
    }

    /** The number of latent dimensions. */
    public int codes() {
        return mu[0].length;
    }

    /** {@code [points]}: the means of one dimension. */
    double[] code(int d) {
        double[] column = new double[mu.length];
        for (int i = 0; i < column.length; i++) column[i] = mu[i][d];
        return column;
    }

    /** {@code [points]}: the values of one factor. */
    int[] factor(int f) {
        int[] column = new int[factors.length];
        for (int i = 0; i < column.length; i++) column[i] = factors[i][f];
        return column;
    }

    /**
     * The factors that take more than one value among these points: nothing can be learned about the others, and every measure
     * leaves them out.
     */
    int[] varyingFactors() {
        return IntStream.range(0, values.length).filter(f -> Arrays.stream(factors).anyMatch(row -> row[f] != factors[0][f]))
                .toArray();
    }

    /** Refuses a test part of another shape than the training part. */
    void requireLike(Encoded test) {
        if (test.codes() != codes() || !Arrays.equals(test.values, values)) {
            throw new IllegalArgumentException("training points have %d codes and factors of %s values, test points %d and %s"
                    .formatted(codes(), Arrays.toString(values), test.codes(), Arrays.toString(test.values)));
        }
    }

    private static void requireFinite(String what, double[][] rows, int columns) {
        if (columns == 0) throw new IllegalArgumentException("points have no codes");
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "point %d has %d codes, but point 0 has %d".formatted(i, rows[i].length, columns));
            }
            for (int d = 0; d < columns; d++) {
                if (!Double.isFinite(rows[i][d])) {
                    throw new IllegalArgumentException(
                            "%s code %d at point %d is %s".formatted(what, d, i, rows[i][d]));
                }
            }
        }
    }
}
