package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;
import tornadovae.math.Statistics;

/**
 * The FactorVAE score (Kim and Mnih, ICML 2018, section 4): among 64 points that share the value of one factor, drawn at random,
 * the code with the smallest variance relative to its variance over all training points, {@code argmin_d Var_64(z_d) / Var(z_d)},
 * votes for that factor. The classifier gives each code the factor that most of 10,000 votes of the training points are for, and
 * is tested on 5,000 votes of the test points. Codes of standard deviation below 0.05 do not vote (Locatello et al. 2019). See
 * {@link FixedFactor} for how points are drawn.
 */
public final class FactorVaeScore {

    static final double PRUNE_BELOW = 0.05;
    private static final int POINTS = 64;

    private FactorVaeScore() {}

    /** Both accuracies are 0 when no code is left, and with fewer than two factors, when there is nothing to tell apart. */
    public static Accuracy of(Encoded train, Encoded test, int seed) {
        int[] factors = FixedFactor.usable(train, test);
        double[] variances = new double[train.codes()];
        for (int d = 0; d < variances.length; d++) variances[d] = variance(train.code(d));
        int[] active = IntStream.range(0, variances.length).filter(d -> Math.sqrt(variances[d]) >= PRUNE_BELOW).toArray();
        if (factors.length < 2 || active.length == 0) return new Accuracy(0, 0);

        int[][] votes = votes(train, factors, active, variances, BetaVaeScore.TRAIN, new Draws(seed, Draws.FACTOR_VAE));
        int[] factorOf = Arrays.stream(votes).mapToInt(FactorVaeScore::argmax).toArray();
        int[][] testVotes = votes(test, factors, active, variances, BetaVaeScore.TEST, new Draws(seed, Draws.FACTOR_VAE + 1));
        return new Accuracy(right(votes, factorOf) / BetaVaeScore.TRAIN, right(testVotes, factorOf) / BetaVaeScore.TEST);
    }

    /** {@code [codes][factors]}: how many votes a code gave for a factor. */
    private static int[][] votes(Encoded points, int[] factors, int[] active, double[] variances, int count, Draws draws) {
        FixedFactor[] fixed = FixedFactor.of(points, factors);
        int[][] votes = new int[points.codes()][factors.length];
        double[][] z = new double[POINTS][];
        for (int vote = 0; vote < count; vote++) {
            int factor = draws.below(factors.length);
            int first = fixed[factor].any(draws);
            for (int i = 0; i < POINTS; i++) z[i] = points.mu()[i == 0 ? first : fixed[factor].like(first, draws)];
            int least = active[0];
            double smallest = Double.POSITIVE_INFINITY;
            for (int d : active) {
                double relative = variance(z, d) / variances[d];
                if (relative < smallest) {
                    smallest = relative;
                    least = d;
                }
            }
            votes[least][factor]++;
        }
        return votes;
    }

    private static double right(int[][] votes, int[] factorOf) {
        return IntStream.range(0, votes.length).map(d -> votes[d][factorOf[d]]).sum();
    }

    private static int argmax(int[] counts) {
        int best = 0;
        for (int f = 1; f < counts.length; f++) {
            if (counts[f] > counts[best]) best = f;
        }
        return best;
    }

    private static double variance(double[][] z, int d) {
        double mean = 0, squares = 0;
        for (double[] row : z) mean += row[d] / z.length;
        for (double[] row : z) squares += (row[d] - mean) * (row[d] - mean);
        return squares / (z.length - 1);
    }

    private static double variance(double[] code) {
        double deviation = Statistics.standardDeviation(code);
        return deviation * deviation;
    }
}
