package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Disentanglement, completeness and informativeness (Eastwood and Williams, ICLR 2018, section 2) from the importances R_df of
 * code d for factor f, those of one gradient boosted classifier a factor as in Locatello et al. 2019 ({@link BoostedTrees}).
 *
 * @param importance {@code [codes][factors that vary]}: R, every column sums to 1, or to 0 where trees found nothing to split
 * @param disentanglement Σ_d ρ_d (1 − H_F(R_d·)): does a code tell about one factor only? From 0 to 1
 * @param completeness Σ_f ρ_f (1 − H_D(R_·f)): is a factor told by one code only? From 0 to 1
 * @param informativeness the mean accuracy over factors that vary; 0 when none does. Knowing nothing leaves it at the share of
 * the largest class
 */
public record Dci(double[][] importance, double disentanglement, double completeness, Accuracy informativeness) {

    private static final double SMALL = 1e-11; // the study's, so that a row of zeros counts as uniform
    private static final int STEPS_PER_FACTOR = 1 << 24;

    /** Over the factors that vary; all 0 when none does. */
    public static Dci of(Encoded train, Encoded test, int seed) {
        train.requireLike(test);
        int[] factors = train.varyingFactors();
        double[][] importance = new double[train.codes()][factors.length];
        double trainAccuracy = 0, testAccuracy = 0;
        for (int f = 0; f < factors.length; f++) {
            BoostedTrees trees = new BoostedTrees(train.mu(), train.factor(factors[f]), seed, Draws.TREES + f * STEPS_PER_FACTOR);
            for (int d = 0; d < importance.length; d++) importance[d][f] = trees.importances()[d];
            trainAccuracy += trees.trainAccuracy() / factors.length;
            testAccuracy += trees.accuracy(test.mu(), test.factor(factors[f])) / factors.length;
        }
        return new Dci(importance, disentanglement(importance), completeness(importance),
                new Accuracy(trainAccuracy, testAccuracy));
    }

    /**
     * Σ_d ρ_d (1 − H_F(R_d·)): the entropy of a code's importances with base F, weighted by the code's share ρ_d of all
     * importance.
     *
     * @param importance {@code [codes][factors]}, not negative; 0 when all are 0, and with a single factor every code of some
     * importance is disentangled
     */
    public static double disentanglement(double[][] importance) {
        return weighted(importance);
    }

    /**
     * Σ_f ρ_f (1 − H_D(R_·f)): the entropy of a factor's importances with base D, weighted by the factor's share ρ_f of all
     * importance.
     *
     * @param importance {@code [codes][factors]}, not negative; 0 when all are 0, and with a single code every factor that it
     * tells is complete
     */
    public static double completeness(double[][] importance) {
        int factors = importance.length == 0 ? 0 : importance[0].length;
        return weighted(IntStream.range(0, factors).mapToObj(f -> Arrays.stream(importance).mapToDouble(row -> row[f]).toArray())
                .toArray(double[][]::new));
    }

    private static double weighted(double[][] rows) {
        double total = 0, score = 0;
        for (double[] row : rows) {
            for (double r : row) {
                if (!(r >= 0 && r < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("an importance is " + r);
                total += r;
            }
        }
        if (total == 0) return 0;
        for (double[] row : rows) score += Arrays.stream(row).sum() / total * (1 - entropy(row));
        return score;
    }

    /** −Σ p log p / log n of the row's shares p. */
    private static double entropy(double[] row) {
        if (row.length == 1) return 0;
        double sum = Arrays.stream(row).sum() + SMALL * row.length, entropy = 0;
        for (double r : row) entropy -= (r + SMALL) / sum * Math.log((r + SMALL) / sum);
        return entropy / Math.log(row.length);
    }
}
