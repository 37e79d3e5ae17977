package tornadovae.train;

/**
 * Temperature scaling: p = softmax(ℓ / T) with one T for all images, so that confidence means something and no class changes (Guo
 * et al. 2017, section 4.2).
 */
final class Temperature {

    static final double LOWEST = 0.05;
    static final double HIGHEST = 20;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int ROUNDS = 60; // 6 · GOLDEN^60 < 10⁻¹¹

    private Temperature() {}

    /**
     * The T with the least mean loss of n images, between {@link #LOWEST} and {@link #HIGHEST}, by a golden-section search in log
     * T; the loss is convex in 1/T. Its targets are 1 − ε at the image's class and ε over all classes alike, with ε = 1/(n + 1):
     * as if one further image of no class at all had been seen, without which T would be 0 where all are classified right, as
     * often among few images.
     *
     * @param logits {@code [n][classes]}, finite
     * @param labels {@code [n]}
     */
    static double fit(float[][] logits, int[] labels) {
        double low = Math.log(LOWEST), high = Math.log(HIGHEST);
        for (int round = 0; round < ROUNDS; round++) {
            double width = GOLDEN * (high - low);
            if (loss(logits, labels, Math.exp(high - width)) <= loss(logits, labels, Math.exp(low + width))) high = low + width;
            else low = high - width;
        }
        return Math.exp((low + high) / 2);
    }

    /** Σ_i −(1 − ε) log p(label) − (ε / classes) Σ_j log p(j). */
    private static double loss(float[][] logits, int[] labels, double temperature) {
        double loss = 0, epsilon = 1.0 / (logits.length + 1);
        for (int i = 0; i < logits.length; i++) {
            double whole = logSumExp(logits[i], temperature), mean = 0;
            for (float logit : logits[i]) mean += logit / temperature / logits[i].length;
            loss += whole - (1 - epsilon) * logits[i][labels[i]] / temperature - epsilon * mean;
        }
        return loss;
    }

    /** {@code [classes]}: softmax(ℓ / T). */
    static double[] softmax(float[] logits, double temperature) {
        double whole = logSumExp(logits, temperature);
        double[] p = new double[logits.length];
        for (int j = 0; j < p.length; j++) p[j] = Math.exp(logits[j] / temperature - whole);
        return p;
    }

    /** log Σ_j e^(ℓ_j / T), without overflow. */
    private static double logSumExp(float[] logits, double temperature) {
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (float logit : logits) max = Math.max(max, logit / temperature);
        for (float logit : logits) sum += Math.exp(logit / temperature - max);
        return max + Math.log(sum);
    }
}
