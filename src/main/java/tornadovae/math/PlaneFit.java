package tornadovae.math;

import org.apache.commons.statistics.distribution.FDistribution;

/**
 * The least-squares plane v ≈ v̄ + a (x − x̄) + b (y − ȳ), with a mean of its own for each group.
 *
 * @param a         slope along x
 * @param b         slope along y; both NaN where the points do not span a plane
 * @param explained adjusted R² = 1 − (Σ residual² / (n − g − 2)) / (Σ (v − v̄)² / (n − g)) of the variation within g groups
 * (Theil 1961), which is 0 on average for a plane that has nothing to do with v, and may fall below; NaN where there is none
 * @param interval  95 % of the share that is explained; both ends NaN where that is not known
 */
public record PlaneFit(double a, double b, double explained, Interval interval) {

    private static final Interval NO_INTERVAL = new Interval(Double.NaN, Double.NaN);
    private static final PlaneFit UNKNOWN = new PlaneFit(Double.NaN, Double.NaN, Double.NaN, NO_INTERVAL);

    /** @param group {@code [n]}, the same number for all where there are no groups */
    public static PlaneFit given(int[] group, double[] x, double[] y, double[] v) {
        double[] dx = Groups.centred(group, x), dy = Groups.centred(group, y), dv = Groups.centred(group, v);
        double xx = 0, xy = 0, yy = 0, xv = 0, yv = 0, vv = 0;
        for (int i = 0; i < v.length; i++) {
            xx += dx[i] * dx[i];
            xy += dx[i] * dy[i];
            yy += dy[i] * dy[i];
            xv += dx[i] * dv[i];
            yv += dy[i] * dv[i];
            vv += dv[i] * dv[i];
        }
        double determinant = xx * yy - xy * xy;
        if (v.length - Groups.count(group) < 3 || !(determinant > 1e-12 * xx * yy) || !(vv > 0)) return UNKNOWN;
        double a = (yy * xv - xy * yv) / determinant, b = (xx * yv - xy * xv) / determinant;
        int within = v.length - Groups.count(group);
        double plain = Math.clamp((a * xv + b * yv) / vv, 0, 1);
        return new PlaneFit(a, b, adjusted(plain, within), interval(plain, within));
    }

    private static double adjusted(double plain, int within) {
        return 1 - (1 - plain) * within / (within - 2);
    }

    /**
     * The values of ρ² at which F = (R² / 2) / ((1 − R²) / (m − 2)), m values within groups, is at its 2.5 % and 97.5 %
     * quantiles: F is close to that of two degrees of freedom with the noncentrality m ρ²/(1 − ρ²), scaled as by Helland (1987,
     * Biometrics 43).
     */
    private static Interval interval(double plain, int within) {
        double tail = (1 - Interval.LEVEL) / 2;
        return new Interval(share(plain, within, 1 - tail), share(plain, within, tail));
    }

    /** ρ² at which R² is a quantile; found by halving, since the distribution moves up with ρ². */
    private static double share(double plain, int within, double quantile) {
        int free = within - 2;
        if (free < 1) return Double.NaN;
        double odds = plain / (1 - plain), low = 0, high = 1;
        for (int halving = 0; halving < 50; halving++) {
            double rho = (low + high) / 2, ratio = rho / (1 - rho), mean = within * ratio + 2;
            double freedom = mean * mean / (within * ratio * (ratio + 2) + 2), scale = mean / freedom;
            double below = FDistribution.of(freedom, free).cumulativeProbability(odds * free / (scale * freedom));
            if (below > quantile) low = rho;
            else high = rho;
        }
        return (low + high) / 2;
    }

    /** The direction in which v grows fastest, degrees from the x axis towards the y axis, (−180, 180]. */
    public double degrees() {
        return Math.toDegrees(Math.atan2(b, a));
    }
}
