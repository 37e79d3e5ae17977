package tornadovae.math;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution N(0, 1). */
public final class Normal {

    // the coefficients of AS 241, from the constant upwards
    private static final double[] CENTRE_NUMERATOR = {
            3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
            4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
    private static final double[] CENTRE_DENOMINATOR = {
            1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
            2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    private static final double[] TAIL_NUMERATOR = {
            1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
            1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
    private static final double[] TAIL_DENOMINATOR = {
            1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
            1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
    private static final double[] FAR_TAIL_NUMERATOR = {
            6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
            2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
    private static final double[] FAR_TAIL_DENOMINATOR = {
            1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
            7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};

    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /**
     * The quantile z = Φ⁻¹(p), with Φ(z) = p. Odd about ½ to the last bit wherever 1 − p is exact, and exactly 0 at ½; relative
     * error about 10⁻¹⁵ for p ≥ 10⁻³⁰⁰.
     *
     * <p>M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988)
     * 477–484, routine PPND16: rational functions of degree 7, one for the centre in r = 0.425² − (p − ½)², two for the tails in
     * r = √(−ln min(p, 1 − p)).
     *
     * @param p a probability in the open interval (0, 1)
     * @throws IllegalArgumentException outside (0, 1), where there is no finite quantile
     */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException(
                    "a normal quantile needs a probability between 0 and 1, both excluded, found " + p);
        }
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) return q * rational(0.180625 - q * q, CENTRE_NUMERATOR, CENTRE_DENOMINATOR);
        double r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
        double z = r <= 5 ? rational(r - 1.6, TAIL_NUMERATOR, TAIL_DENOMINATOR)
                : rational(r - 5, FAR_TAIL_NUMERATOR, FAR_TAIL_DENOMINATOR);
        return q < 0 ? -z : z;
    }

    /** Φ(z). */
    public static double distribution(double z) {
        return STANDARD.cumulativeProbability(z);
    }

    /** Σ aₖ rᵏ / Σ bₖ rᵏ, by Horner's rule. */
    private static double rational(double r, double[] a, double[] b) {
        double numerator = a[7];
        double denominator = b[7];
        for (int k = 6; k >= 0; k--) {
            numerator = numerator * r + a[k];
            denominator = denominator * r + b[k];
        }
        return numerator / denominator;
    }
}
