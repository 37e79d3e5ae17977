package tornadovae.metric.disentanglement;

/** Mutual information of discrete variables, by counting; nats. */
final class MutualInformation {

    /** Bins of a code, of equal width from its smallest to its largest value, as in the study of Locatello et al. 2019. */
    static final int BINS = 20;

    private MutualInformation() {}

    /**
     * I(z_d; v_f) between all binned codes and some factors.
     *
     * @param factors which ones
     * @return {@code [codes][factors.length]}
     */
    static double[][] matrix(Encoded points, int[] factors) {
        double[][] information = new double[points.codes()][factors.length];
        for (int d = 0; d < points.codes(); d++) {
            int[] binned = bins(points.code(d));
            for (int f = 0; f < factors.length; f++) {
                information[d][f] = between(binned, BINS, points.factor(factors[f]), points.values()[factors[f]]);
            }
        }
        return information;
    }

    /** ⌊20 (z − min) / (max − min)⌋, the largest value in the last bin; all in bin 0 when the code is constant. */
    static int[] bins(double[] code) {
        double min = Double.POSITIVE_INFINITY, max = Double.NEGATIVE_INFINITY;
        for (double z : code) {
            min = Math.min(min, z);
            max = Math.max(max, z);
        }
        int[] bins = new int[code.length];
        if (min < max) {
            for (int i = 0; i < bins.length; i++) bins[i] = Math.min(BINS - 1, (int) ((code[i] - min) / (max - min) * BINS));
        }
        return bins;
    }

    /** I(a; b) = Σ p(a, b) log p(a, b) / (p(a) p(b)). */
    static double between(int[] a, int valuesOfA, int[] b, int valuesOfB) {
        int[][] joint = new int[valuesOfA][valuesOfB];
        int[] countA = new int[valuesOfA], countB = new int[valuesOfB];
        for (int i = 0; i < a.length; i++) {
            joint[a[i]][b[i]]++;
            countA[a[i]]++;
            countB[b[i]]++;
        }
        double sum = 0;
        for (int u = 0; u < valuesOfA; u++) {
            for (int v = 0; v < valuesOfB; v++) {
                if (joint[u][v] > 0) {
                    sum +=
                            joint[u][v] * Math.log((double) joint[u][v] * a.length / ((double) countA[u] * countB[v]));
                }
            }
        }
        return Math.max(0, sum / a.length);
    }

    /** H(a) = I(a; a) = −Σ p(a) log p(a). */
    static double entropy(int[] a, int values) {
        return between(a, values, a, values);
    }
}
