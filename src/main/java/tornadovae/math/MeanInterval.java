package tornadovae.math;

import java.util.Arrays;

/**
 * A mean with its 95 % confidence interval, x̄ ± t(0.975; n − 1) · s/√n (Student 1908): right for a normal sample, and nearly so
 * for the mean of any sample without long tails.
 *
 * @param n the size of the sample
 * @param mean NaN for an empty sample
 * @param halfWidth of the interval; NaN below two values, whose spread is unknown
 */
public record MeanInterval(int n, double mean, double halfWidth) {

    /** A NaN in the sample makes both numbers NaN. */
    public static MeanInterval of(double... sample) {
        int n = sample.length;
        if (n == 0) return new MeanInterval(0, Double.NaN, Double.NaN);
        // else rounding would make a width
        if (n > 1 && Arrays.stream(sample).allMatch(value -> value == sample[0])) return new MeanInterval(n, sample[0], 0);
        return new MeanInterval(n, Statistics.mean(sample), Interval.halfWidth(sample));
    }
}
