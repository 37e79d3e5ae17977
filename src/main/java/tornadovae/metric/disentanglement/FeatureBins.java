package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * Features in at most 255 bins each, for trees that split between bins. A feature of up to 255 values is cut midway between
 * neighbouring values, as trees that look at every value would cut it; one of more values at its quantiles.
 */
final class FeatureBins {

    static final int MAX_BINS = 255;

    private final double[][] thresholds; // [features][cuts], ascending: bin b holds cut b−1 < x ≤ cut b

    /** @param x {@code [points][features]} */
    FeatureBins(double[][] x) {
        thresholds = new double[x[0].length][];
        for (int f = 0; f < thresholds.length; f++) {
            int feature = f;
            // + 0.0: of −0 makes 0
            thresholds[f] = cuts(Arrays.stream(x).mapToDouble(row -> row[feature] + 0.0).sorted().toArray());
        }
    }

    private static double[] cuts(double[] sorted) {
        long values = Arrays.stream(sorted).distinct().count();
        double[] cuts = new double[MAX_BINS];
        int count = 0;
        for (int i = 1, quantile = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) continue;
            if (values > MAX_BINS) {
                if ((long) i * MAX_BINS < (long) quantile * sorted.length) continue;
                quantile = 1 + (int) ((long) i * MAX_BINS / sorted.length);
            }
            double middle = sorted[i - 1] / 2 + sorted[i] / 2;
            cuts[count++] = middle < sorted[i] ? Math.max(middle, sorted[i - 1]) : sorted[i - 1];
        }
        return Arrays.copyOf(cuts, count);
    }

    int features() {
        return thresholds.length;
    }

    /** How many bins a feature has. */
    int bins(int feature) {
        return thresholds[feature].length + 1;
    }

    /** {@code [points · features]}: unsigned bin numbers, the features of a point beside each other. */
    byte[] of(double[][] x) {
        byte[] bins = new byte[x.length * features()];
        for (int i = 0; i < x.length; i++) {
            for (int f = 0; f < features(); f++) {
                int found = Arrays.binarySearch(thresholds[f], x[i][f] + 0.0);
                bins[i * features() + f] = (byte) (found >= 0 ? found : -found - 1);
            }
        }
        return bins;
    }
}
