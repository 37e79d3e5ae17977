package tornadovae.math;

import java.util.Arrays;

/** Summaries of a sample in double precision; a NaN in the sample makes every summary NaN, and an empty sample is refused. */
public final class Statistics {

    private Statistics() {}

    /** x̄ = (1/n) Σ xᵢ, summed with Neumaier's compensation: the error does not grow with n. */
    public static double mean(double... sample) {
        return sum(atLeastOne(sample)) / sample.length;
    }

    /** s = √(Σ (xᵢ − x̄)² / (n − 1)), the unbiased variance's root; NaN for a single value, whose spread is unknown. */
    public static double standardDeviation(double... sample) {
        double mean = mean(sample);
        double[] squares = new double[sample.length];
        for (int i = 0; i < sample.length; i++) squares[i] = (sample[i] - mean) * (sample[i] - mean);
        return Math.sqrt(sum(squares) / (sample.length - 1));
    }

    /** The standard error of the mean, s / √n; NaN for a single value. */
    public static double standardError(double... sample) {
        return standardDeviation(sample) / Math.sqrt(sample.length);
    }

    /** The middle value, or the mean of the two middle values. */
    public static double median(double... sample) {
        return quantile(0.5, sample);
    }

    /**
     * The q-quantile, 0 ≤ q ≤ 1, interpolated linearly between the order statistics around index q (n − 1): definition 7 of
     * Hyndman and Fan 1996, the default of NumPy and R. The sample may be in any order and is left as it is.
     */
    public static double quantile(double q, double... sample) {
        if (!(q >= 0 && q <= 1)) throw new IllegalArgumentException("a quantile needs a fraction from 0 to 1, found " + q);
        double[] sorted = atLeastOne(sample).clone();
        Arrays.sort(sorted); // puts NaN last
        if (Double.isNaN(sorted[sorted.length - 1])) return Double.NaN;
        double index = q * (sorted.length - 1);
        int below = (int) index;
        double fraction = index - below;
        if (fraction == 0) return sorted[below]; // 0 · ∞ would be NaN
        return sorted[below] * (1 - fraction) + sorted[below + 1] * fraction;
    }

    private static double sum(double[] terms) {
        double sum = 0;
        double lost = 0;
        for (double term : terms) {
            double next = sum + term;
            lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }
        return Double.isFinite(sum) ? sum + lost : sum; // with ∞ the lost part is ∞ − ∞
    }

    private static double[] atLeastOne(double[] sample) {
        if (sample.length == 0) throw new IllegalArgumentException("a summary needs at least one value");
        return sample;
    }
}
