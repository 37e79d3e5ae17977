package tornadovae.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;
import tornadovae.math.Interval;
import tornadovae.math.Statistics;

/**
 * A number with its 95 % interval.
 *
 * @param low  lower end; the number itself where it is exact, NaN where its spread is unknown
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

    /** Nothing is known of it. */
    static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    static Estimate exact(double value) {
        return new Estimate(value, value, value);
    }

    /** An estimate of the mean of a sample, by Student's t. */
    static Estimate mean(double... sample) {
        Interval interval = Interval.student(sample);
        return new Estimate(Statistics.mean(sample), interval.low(), interval.high());
    }

    /** An estimate of the difference of two independent samples' means, a − b, without equal variances (Welch 1947). */
    static Estimate difference(double[] a, double[] b) {
        double value = Statistics.mean(a) - Statistics.mean(b);
        if (a.length < 2 || b.length < 2) return new Estimate(value, Double.NaN, Double.NaN);
        double ofA = Math.pow(Statistics.standardError(a), 2), ofB = Math.pow(Statistics.standardError(b), 2), sum = ofA + ofB;
        if (!(sum > 0)) return exact(value);
        double freedom = sum * sum / (ofA * ofA / (a.length - 1) + ofB * ofB / (b.length - 1));
        return of(value, Math.sqrt(sum), freedom);
    }

    /** An estimate of a share, by Wilson's score. */
    static Estimate share(int of, int all) {
        Interval interval = Interval.wilson(of, all);
        return new Estimate(of / (double) all, interval.low(), interval.high());
    }

    /** By a standard error with its degrees of freedom. */
    static Estimate of(double value, double error, double freedom) {
        if (!Double.isFinite(freedom) || !Double.isFinite(error)) return new Estimate(value, Double.NaN, Double.NaN);
        double half = TDistribution.of(freedom).inverseCumulativeProbability((1 + Interval.LEVEL) / 2) * error;
        return new Estimate(value, value - half, value + half);
    }

    Estimate times(double factor) {
        double a = low * factor, b = high * factor;
        return new Estimate(value * factor, Math.min(a, b), Math.max(a, b));
    }

    Estimate minus(double constant) {
        return new Estimate(value - constant, low - constant, high - constant);
    }

    boolean isKnown() {
        return !Double.isNaN(value);
    }

    /** Whether all of the interval lies above a number; false where it is unknown. */
    boolean isAbove(double number) {
        return low > number;
    }

    /** Whether all of the interval lies below a number; false where it is unknown. */
    boolean isBelow(double number) {
        return high < number;
    }

    /** For JSON, which has no numbers that are not finite: those are left out. */
    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        if (Double.isFinite(value)) map.put("value", value);
        if (Double.isFinite(low)) map.put("low", low);
        if (Double.isFinite(high)) map.put("high", high);
        return map;
    }
}
