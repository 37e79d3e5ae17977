package tornadovae.math;

/**
 * Spearman's rank correlation with its 95 % confidence interval, by Fisher's transformation with the variance of Bonett and
 * Wright (2000, Psychometrika 65, eq. 5): tanh(artanh ρ ± 1.96 √((1 + ρ²/2) / (n − 3 − c))), c the variables that are held fixed.
 *
 * @param n pairs
 * @param rho NaN where one side is constant, or below three pairs
 * @param low lower end of the interval; NaN where it is unknown
 * @param high upper end
 */
public record RankCorrelation(int n, double rho, double low, double high) {

    private static final double NORMAL_QUANTILE = Normal.quantile((1 + Interval.LEVEL) / 2);

    /** ρ: Pearson's correlation of ranks, equal values sharing the mean of theirs. No NaN. */
    public static RankCorrelation of(double[] a, double[] b) {
        return of(a.length, pearson(Ranks.of(a), Ranks.of(b)), 0);
    }

    /**
     * Given a group: the correlation of ranks of which their group's mean is taken off, which is the partial correlation of ranks
     * with the group's indicator variables held fixed. What differs between groups then counts for nothing.
     *
     * @param group {@code [n]}, 0 … 65535
     */
    public static RankCorrelation given(int[] group, double[] a, double[] b) {
        return of(a.length, pearson(Groups.centred(group, Ranks.of(a)), Groups.centred(group, Ranks.of(b))),
                Groups.count(group) - 1);
    }

    private static RankCorrelation of(int n, double rho, int fixed) {
        if (n < 3 || Double.isNaN(rho)) return new RankCorrelation(n, Double.NaN, Double.NaN, Double.NaN);
        int freedom = n - 3 - fixed;
        if (freedom < 1) return new RankCorrelation(n, rho, Double.NaN, Double.NaN);
        // ±∞ at ±1, whose interval is a point
        double half = NORMAL_QUANTILE * Math.sqrt((1 + rho * rho / 2) / freedom), z = Math.log((1 + rho) / (1 - rho)) / 2;
        return new RankCorrelation(n, rho, Math.tanh(z - half), Math.tanh(z + half));
    }

    /** r = Σ (a − ā)(b − b̄) / √(Σ (a − ā)² Σ (b − b̄)²), within [−1, 1]; NaN where one side does not vary beyond rounding. */
    public static double pearson(double[] a, double[] b) {
        if (a.length != b.length) throw new IllegalArgumentException(a.length + " and " + b.length + " values do not make pairs");
        if (a.length == 0) return Double.NaN;
        double meanA = Statistics.mean(a), meanB = Statistics.mean(b), ab = 0, aa = 0, bb = 0, squaresA = 0, squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
            squaresA += a[i] * a[i];
            squaresB += b[i] * b[i];
        }
        if (!(aa > 1e-20 * squaresA) || !(bb > 1e-20 * squaresB)) return Double.NaN;
        return Math.clamp(ab / Math.sqrt(aa) / Math.sqrt(bb), -1, 1);
    }
}
