package tornadovae.math;

/**
 * The least-squares plane v ≈ v̄ + a (x − x̄) + b (y − ȳ), with a mean of its own for each group.
 *
 * @param a         slope along x
 * @param b         slope along y; both NaN where the points do not span a plane
 * @param explained R² = 1 − Σ residual² / Σ (v − v̄)², of the variation within groups; NaN where there is none
 */
public record PlaneFit(double a, double b, double explained) {

    private static final PlaneFit UNKNOWN = new PlaneFit(Double.NaN, Double.NaN, Double.NaN);

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
        return new PlaneFit(a, b, (a * xv + b * yv) / vv);
    }

    /** The direction in which v grows fastest, degrees from the x axis towards the y axis, (−180, 180]. */
    public double degrees() {
        return Math.toDegrees(Math.atan2(b, a));
    }
}
