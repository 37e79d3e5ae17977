package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * The mutual information gap (Chen, Li, Grosse and Duvenaud 2018, arXiv 1802.04942, section 4) of encoder means, with mutual
 * informations by counting as Locatello et al. 2019 compute it: {@code (1/K) Σ_k (I(z_j(k); v_k) − max_{j≠j(k)} I(z_j; v_k)) /
 * H(v_k)}, j(k) the most informative code; from 0 to 1.
 */
public final class InformationGap {

    private InformationGap() {}

    /**
     * Over the factors that vary; 0 when none does or all codes are constant. A single code has no rival: its gap is I(z; v) /
     * H(v).
     */
    public static double of(Encoded points) {
        int[] factors = points.varyingFactors();
        return of(MutualInformation.matrix(points, factors), entropies(points, factors));
    }

    /** @param information {@code [codes][factors]} */
    static double of(double[][] information, double[] entropies) {
        double sum = 0;
        for (int f = 0; f < entropies.length; f++) {
            int factor = f;
            sum += gap(Arrays.stream(information).mapToDouble(ofCode -> ofCode[factor]).toArray()) / entropies[f];
        }
        return entropies.length == 0 ? 0 : sum / entropies.length;
    }

    static double[] entropies(Encoded points, int[] factors) {
        return Arrays.stream(factors).mapToDouble(f -> MutualInformation.entropy(points.factor(f), points.values()[f])).toArray();
    }

    /** The largest value less the second largest, which is 0 where there is only one. */
    static double gap(double[] ofCodes) {
        double[] sorted = ofCodes.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - 1] - (sorted.length == 1 ? 0 : sorted[sorted.length - 2]);
    }
}
