package tornadovae.report;

import tornadovae.chart.Point;
import tornadovae.math.MeanInterval;
import tornadovae.results.Numbers;
import tornadovae.results.Study;

/** Points of charts from samples over seeds. */
final class Points {

    static final String INTERVALS = "Intervals are 95 % confidence intervals of the mean over seeds (Student’s t).";

    private Points() {}

    /** The mean with its confidence interval; none of a single seed. */
    static Point of(double x, MeanInterval y, String label) {
        String seeds = label + (label.isEmpty() ? "" : ", ") + Numbers.count(y.n(), "seed");
        return y.n() < 2 ? Point.of(x, y.mean(), seeds)
                : new Point(x, y.mean(), y.mean() - y.halfWidth(), y.mean() + y.halfWidth(), seeds);
    }

    /** {@link #INTERVALS} where there are several seeds; otherwise that there are none. */
    static String caption(Study study) {
        return study.seeds() > 1 ? INTERVALS : "One seed: there are no intervals, and small differences may be chance.";
    }
}
