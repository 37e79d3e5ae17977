package tornadovae.math;

import java.util.Arrays;

/** How large a mean paired difference is beside the spread of the differences. */
public final class EffectSize {

    private EffectSize() {}

    /**
     * Cohen's d_z with Hedges' correction of its bias: J(n − 1) · d̄ / s, J(m) = Γ(m/2) / (√(m/2) Γ((m−1)/2)) (Hedges 1981). 0.2,
     * 0.5 and 0.8 are commonly called small, medium and large.
     *
     * @return NaN below three differences, from which it cannot be estimated without bias; ±∞ where all are the same, but 0 where
     * all are 0
     */
    public static double hedges(double... differences) {
        if (differences.length < 3) return Double.NaN;
        double first = differences[0], mean = Statistics.mean(differences);
        if (Arrays.stream(differences)
                .allMatch(d -> d == first)) {
            return first == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, first);
        }
        return correction(differences.length - 1) * mean / Statistics.standardDeviation(differences);
    }

    /** J(m) for m ≥ 2, by R(m) = Γ(m/2) / Γ((m−1)/2), R(2) = 1/√π, R(m) R(m−1) = (m−2)/2. */
    static double correction(int m) {
        double ratio = 1 / Math.sqrt(Math.PI);
        for (int k = 3; k <= m; k++) ratio = (k - 2) / 2.0 / ratio;
        return ratio / Math.sqrt(m / 2.0);
    }
}
