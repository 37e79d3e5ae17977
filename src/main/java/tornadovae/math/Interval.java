package tornadovae.math;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A confidence interval of a mean. Of a single value, whose spread is unknown, and of a sample with NaN in it, both ends are NaN.
 *
 * @param low  lower end
 * @param high upper end
 */
public record Interval(double low, double high) {

    /** The confidence of the intervals that are reported. */
    public static final double LEVEL = 0.95;

    /** Resamples of {@link #bootstrap}: its ends are then known to about a sixtieth of the interval's width. */
    public static final int RESAMPLES = 2_000;

    /**
     * x̄ ± t_{n−1} s / √n with the quantile of Student's t: right for any number of normal values, such as a measure over seeds.
     */
    public static Interval student(double... sample) {
        double mean = Statistics.mean(sample), half = halfWidth(sample);
        return new Interval(mean - half, mean + half);
    }

    /** t_{n−1} s / √n, half the width of {@link #student}; NaN for a single value. */
    static double halfWidth(double... sample) {
        return sample.length < 2 ? Double.NaN : studentQuantile(sample.length - 1, 1) * Statistics.standardError(sample);
    }

    /**
     * Half the width of a 95 % interval in standard errors.
     *
     * @param freedom     of the standard error, at least 1
     * @param comparisons of which this is one that was picked out: the level is then shared among them (Bonferroni)
     */
    public static double studentQuantile(int freedom, int comparisons) {
        return TDistribution.of(freedom).inverseCumulativeProbability(1 - (1 - LEVEL) / 2 / comparisons);
    }

    /**
     * The percentile bootstrap (Efron and Tibshirani 1993, § 13.3): the 2.5 % and 97.5 % quantiles of the means of
     * {@link #RESAMPLES} samples of n, drawn from this one with replacement. It asks nothing of the distribution, but wants some
     * tens of values. Value i of resample b is number ⌊n · word(seed, MEASURE, b, i) / 2³²⌋, so equal seeds resample different
     * measures of the same images alike.
     */
    public static Interval bootstrap(int seed, double... sample) {
        double[] deviations = new double[sample.length];
        double mean = Statistics.mean(sample);
        if (sample.length < 2) return new Interval(Double.NaN, Double.NaN);
        for (int i = 0; i < sample.length; i++) deviations[i] = sample[i] - mean;
        double[] means = IntStream.range(0, RESAMPLES).parallel()
                .mapToDouble(resample -> mean + meanOfResample(seed, resample, deviations)).toArray();
        return new Interval(Statistics.quantile((1 - LEVEL) / 2, means), Statistics.quantile((1 + LEVEL) / 2, means));
    }

    /**
     * The interval of a share: the score interval of Wilson 1927, (p̂ + z²/2n ± z √(p̂ (1 − p̂)/n + z²/4n²)) / (1 + z²/n) with z
     * = Φ⁻¹(0.975). It lies within [0, 1] and has a width where all or none of the trials succeed.
     *
     * @param trials at least one
     */
    public static Interval wilson(int successes, int trials) {
        if (trials < 1 || successes < 0
                || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials + " is no share");
        }
        double share = successes / (double) trials, z = Normal.quantile((1 + LEVEL) / 2), perTrial = z * z / trials;
        double half = z * Math.sqrt(share * (1 - share) / trials + perTrial / (4 * trials));
        return new Interval(Math.max(0, (share + perTrial / 2 - half) / (1 + perTrial)),
                Math.min(1, (share + perTrial / 2 + half) / (1 + perTrial)));
    }

    private static double meanOfResample(int seed, int resample, double[] values) {
        int[] words = new int[4];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            if (i % 4 == 0) Philox.block(seed, Philox.Stream.MEASURE, resample, i / 4, words);
            sum += values[(int) ((words[i % 4] & 0xFFFFFFFFL) * values.length >>> 32)];
        }
        return sum / values.length;
    }
}
