package tornadovae.math;

import org.apache.commons.statistics.distribution.TDistribution;

/** How many values a paired comparison needs. */
public final class SampleSize {

    /** The probability with which a true difference of the size in question is shown. */
    public static final double POWER = 0.8;

    /** More than anyone runs. */
    private static final int MOST = 1_000_000;

    private SampleSize() {}

    /**
     * The smallest n at which a two-sided t test at 5 % shows a mean difference δ of differences with standard deviation s with a
     * probability of 80 %: √n |δ|/s ≥ t_{n−1}(0.975) + t_{n−1}(0.8), which is within one of the exact n by the noncentral t
     * (Guenther 1981).
     *
     * @return at least 2; 1,000,000 for that many or more; NaN values and δ = 0 give 1,000,000 too
     */
    public static int paired(double difference, double standardDeviation) {
        double size = Math.abs(difference) / standardDeviation;
        if (!(size > 0)) return MOST;
        int low = 1, high = MOST; // power grows with n
        while (high - low > 1) {
            int n = (low + high) >>> 1;
            var t = TDistribution.of(n - 1.0);
            boolean enough = Math.sqrt(n) * size >= t.inverseCumulativeProbability((1 + Interval.LEVEL) / 2)
                    + t.inverseCumulativeProbability(POWER);
            if (enough) high = n;
            else low = n;
        }
        return high;
    }

    /** Whether a number of values is one that {@link #paired} could give. */
    public static boolean isKnown(int n) {
        return n < MOST;
    }
}
