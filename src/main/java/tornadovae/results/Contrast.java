package tornadovae.results;

import tornadovae.math.Claim;
import tornadovae.math.Interval;
import tornadovae.math.MeanInterval;
import tornadovae.math.Statistics;

/**
 * How two settings of a study differ in a measure. With two seeds in common or more it is the mean of paired differences. With
 * fewer it is the difference of the two means, and its spread is
 * what is known of it: that of the seeds within the study's settings, taken to be the same for all. Where no setting has two
 * seeds, nothing is known.
 *
 * @param difference  with its 95 % interval; n is the number of seeds in common
 * @param isBorrowed  whether its spread is that of all settings together
 */
public record Contrast(MeanInterval difference, boolean isBorrowed) {

    /** The first less the second. */
    public static Contrast of(Study study, Variant a, Variant b, String metric) {
        return of(study, a, b, metric, 1);
    }

    /** @param comparisons of which this one was picked out for its size */
    public static Contrast of(Study study, Variant a, Variant b, String metric, int comparisons) {
        double[] paired = a.paired(b, metric);
        if (paired.length > 1) {
            var plain = MeanInterval.of(paired);
            if (comparisons == 1 || plain.halfWidth() == 0) return new Contrast(plain, false);
            double half = Interval.studentQuantile(paired.length - 1, comparisons) * Statistics.standardError(paired);
            return new Contrast(new MeanInterval(plain.n(), plain.mean(), half), false);
        }
        double[] ours = a.values(metric), theirs = b.values(metric);
        if (ours.length == 0 || theirs.length == 0) return new Contrast(MeanInterval.of(), false);
        double difference = Statistics.mean(ours) - Statistics.mean(theirs), squares = 0;
        int freedom = 0;
        for (Variant setting : study.settings()) {
            double[] values = setting.values(metric);
            if (values.length < 2) continue;
            squares += (values.length - 1) * Math.pow(Statistics.standardDeviation(values), 2);
            freedom += values.length - 1;
        }
        if (freedom == 0) return new Contrast(new MeanInterval(paired.length, difference, Double.NaN), false);
        double error = Math.sqrt(squares / freedom * (1.0 / ours.length + 1.0 / theirs.length));
        return new Contrast(new MeanInterval(paired.length, difference, Interval.studentQuantile(freedom, comparisons) * error),
                true);
    }

    public Claim claim() {
        return Claim.ofSeeds(difference);
    }

    public double size() {
        return Math.abs(difference.mean());
    }

    /** {@code 46.8; 95 % interval 46.2 to 47.4}, without regard to the sign. */
    public String words() {
        return Numbers.shown(size()) + "; 95 % interval " + range();
    }

    /** {@code 46.2 to 47.4}, without regard to the sign, and whose spread that is. */
    public String range() {
        return Numbers.range(new MeanInterval(difference.n(), size(), difference.halfWidth()))
                + (isBorrowed ? ", by the spread of seeds in all settings" : "");
    }

    /** {@code cannot be said from 1 seed}, with the interval where there is one. */
    public String open() {
        if (Double.isNaN(difference.halfWidth())) return claim().open();
        return claim().open() + " (" + Numbers.signed(difference) + "; 95 % interval " + Numbers.range(difference)
                + (isBorrowed ? ", by the spread of seeds in all settings" : "") + ")";
    }
}
