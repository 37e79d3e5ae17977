package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * Modularity (Ridgeway and Mozer, NeurIPS 2018, section 3): a code is modular when it tells about one factor only. With m_df the
 * mutual information of the binned code d and factor f, and θ_d = max_f m_df, {@code modularity = mean over d of 1 − Σ_{f≠argmax}
 * m_df² / (θ_d² (F − 1))}, and 0 for a code that tells about none.
 */
public final class Modularity {

    private Modularity() {}

    /** Over the factors that vary; 0 when none does or all codes are constant. */
    public static double of(Encoded points) {
        return of(MutualInformation.matrix(points, points.varyingFactors()));
    }

    /**
     * @param information {@code [codes][factors]}: mutual informations; with a single factor every code that tells about it is
     * modular
     */
    public static double of(double[][] information) {
        return Arrays.stream(information).mapToDouble(Modularity::ofCode).average().orElse(0);
    }

    private static double ofCode(double[] information) {
        double largest = 0, sum = 0;
        for (double m : information) {
            if (!(m >= 0 && m < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("a mutual information is " + m);
            largest = Math.max(largest, m * m);
            sum += m * m;
        }
        if (largest == 0) return 0;
        return 1 - (sum - largest) / (largest * Math.max(1, information.length - 1));
    }
}
