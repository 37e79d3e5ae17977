package tornadovae.math;

/**
 * The density p(x) = e^{ℓx − A(ℓ)} on [0, 1] (Loaiza-Ganem and Cunningham 2019), in double precision. Where |ℓ| &lt; ½, all
 * functions are series in Bernoulli numbers, because their closed forms subtract large numbers there.
 */
public final class ContinuousBernoulli {

    private static final double SERIES = 0.5, SERIES_OF_QUANTILE = 1.0 / 16;
    /** |B₁₂| / 12!, of the last term that is taken. */
    private static final double NEXT = 691.0 / 1_307_674_368_000L;

    private ContinuousBernoulli() {}

    /** A(ℓ) = log((e^ℓ − 1)/ℓ). */
    public static double logNormaliser(double logit) {
        double a = Math.abs(logit), q = logit * logit;
        if (a < SERIES) {
            return logit / 2 + q * (1.0 / 24 - q * (1.0 / 2880 - q * (1.0 / 181_440 - q * (1.0 / 9_676_800
                    - q * (1.0 / 479_001_600 - q * NEXT / 12)))));
        }
        return Math.max(logit, 0) + Math.log1p(-Math.exp(-a)) - Math.log(a);
    }

    /** A′(ℓ) = 1/(1 − e^−ℓ) − 1/ℓ, the mean. */
    public static double mean(double logit) {
        double q = logit * logit;
        if (Math.abs(logit) < SERIES) {
            return 0.5 + logit * (1.0 / 12 - q * (1.0 / 720 - q * (1.0 / 30_240 - q * (1.0 / 1_209_600
                    - q * (1.0 / 47_900_160 - q * NEXT)))));
        }
        return -1 / Math.expm1(-logit) - 1 / logit;
    }

    /** A″(ℓ) = 1/ℓ² − 1/(4 sinh²(ℓ/2)), the variance, and how the mean grows with ℓ. */
    public static double variance(double logit) {
        double q = logit * logit;
        if (Math.abs(logit) < SERIES) {
            return 1.0 / 12 - q * (1.0 / 240 - q * (1.0 / 6048 - q * (1.0 / 172_800 - q * (1.0 / 5_322_240 - q * 11 * NEXT))));
        }
        double e = Math.exp(-Math.abs(logit));
        return 1 / q - e / ((1 - e) * (1 - e));
    }

    /**
     * The x below which a draw lies with probability u: log(1 + u (e^ℓ − 1)) / ℓ.
     *
     * @param u in [0, 1]
     */
    public static double quantile(double logit, double u) {
        if (Math.abs(logit) < SERIES_OF_QUANTILE) {
            double v = u * (1 - u);   // cumulants of a coin
            return u + v * logit / 2 * (1 + logit / 3 * (1 - 2 * u + logit / 4 * (1 - 6 * v)));
        }
        double x = logit > 0 ? 1 + Math.log(u + (1 - u) * Math.exp(-logit)) / logit
                : Math.log1p(u * Math.expm1(logit)) / logit;
        return Math.clamp(x, 0, 1);
    }

    /** The ℓ whose mean is m, by Newton's method; within ±10⁶, where m is 0 or 1. */
    public static double logit(double m) {
        if (!(m >= 0 && m <= 1)) throw new IllegalArgumentException("a mean must lie in [0, 1], found " + m);
        if (m < 0.5) return -logit(1 - m);
        double largest = 1e6, logit = Math.min(largest, m > 0.75 ? 1 / (1 - m) : 12 * (m - 0.5));
        for (int i = 0; i < 100 && logit < largest; i++) {
            double step = (mean(logit) - m) / variance(logit), next = Math.clamp(logit - step, 0, largest);
            if (Math.abs(next - logit) <= 1e-14 * Math.max(1, logit)) return next;
            logit = next;
        }
        return logit;
    }
}
