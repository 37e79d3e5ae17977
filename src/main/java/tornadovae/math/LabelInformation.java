package tornadovae.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The mutual information of a continuous variable and a label by k nearest neighbours (Ross 2014, PLoS ONE 9(2): e87357, eq. 2),
 * bits:
 *
 * <pre>I(z; label) = ψ(N) + ⟨ψ(k_i) − ψ(N_i) − ψ(m_i)⟩</pre>
 *
 * <p>N points; N_i of them have the label of point i, and m_i others are as near to it as the k-th nearest of these, k =
 * {@link #NEIGHBOURS}. No bins, no bandwidth; the same when z is stretched. Where points coincide, k_i is the number of equal
 * labels within that distance, as for mixed variables (Gao, Kannan, Oh and Viswanath 2017, arXiv 1709.06212), so a code that is
 * the same for all images tells nothing. Labels that occur once are left out. The estimate scatters around the truth, and may
 * come out a little below 0 or above the entropy of the labels.
 *
 * <p>Points are looked at in order of their distance, which does not change with the labels: one object serves any number of
 * permutations and subsets.
 */
public abstract sealed class LabelInformation permits LineInformation, PlaneInformation {

    /** k. */
    public static final int NEIGHBOURS = 3;

    static final int HALVES = 100;

    /** Epochs of {@link Permutation} that choose halves; those before are left to permutations of labels. */
    private static final int FIRST_HALF = 1 << 16;

    private static final double LOG_TWO = Math.log(2);

    /** Information about the labels of points on a line, {@code [points]}. */
    public static LabelInformation onLine(double... z) {
        return new LineInformation(z);
    }

    /**
     * Information about the labels of points in the plane, {@code [points]} each, by Euclidean distance. Unlike the information
     * itself, the estimate depends on the scale of one axis beside the other: {@link #standardised} coordinates do not have that
     * fault.
     */
    public static LabelInformation inPlane(double[] x, double[] y) {
        return new PlaneInformation(x, y);
    }

    /** Divided by their standard deviation; as they are where they do not vary. */
    public static double[] standardised(double[] values) {
        if (values.length < 2) return values;
        double deviation = Statistics.standardDeviation(values);
        return deviation > 0 && Double.isFinite(deviation) ? Arrays.stream(values).map(value -> value / deviation).toArray()
                : values;
    }

    /** What it found around a point: m_i and k_i. */
    record Around(int all, int equal) {}

    /**
     * Goes away from point {@code i} until {@code k} points with its label are found, and over all that are as near as the last.
     * Points with a negative label are not there.
     */
    abstract Around around(int i, int[] labels, int k);

    /**
     * I(z; label), bits; NaN where no label occurs twice.
     *
     * @param labels {@code [points]}, 0 … 65535; a negative one leaves its point out
     */
    public final double bits(int[] labels) {
        int[] present = labels.clone(), counts = counts(present);
        int n = 0;
        for (int i = 0; i < present.length; i++) {
            if (present[i] >= 0 && counts[present[i]] < 2) present[i] = -1;
            if (present[i] >= 0) n++;
        }
        if (n == 0) return Double.NaN;
        double[] psi = digammas(n);
        double sum = 0;
        for (int i = 0; i < present.length; i++) {
            if (present[i] < 0) continue;
            int ofLabel = counts[present[i]];
            Around around = around(i, present, Math.min(NEIGHBOURS, ofLabel - 1));
            sum += psi[around.equal] - psi[ofLabel] - psi[around.all];
        }
        return (psi[n] + sum / n) / LOG_TWO;
    }

    /**
     * 95 %: bits ± 1.96 s, s the standard deviation of the estimate over {@link #HALVES} random halves of the points: the
     * delete-half jackknife (Shao and Wu 1989, Annals of Statistics 17), since the variance of an estimate from n/2 points about
     * that from all n is close to the variance of the latter. (Drawing with replacement would make points coincide, and nearest
     * neighbours of copies are the copies.)
     *
     * @param seed of the halves
     */
    public final Interval interval(int[] labels, int seed) {
        int n = labels.length;
        double bits = bits(labels);
        double[] halves = IntStream.range(0, HALVES).parallel().mapToDouble(half -> {
            var order = new Permutation(n, seed, FIRST_HALF + half);
            int[] kept = new int[n];
            Arrays.fill(kept, -1);
            for (int i = 0; i < n / 2; i++) kept[order.at(i)] = labels[order.at(i)];
            return bits(kept);
        }).toArray();
        double reach = Normal.quantile((1 + Interval.LEVEL) / 2) * Statistics.standardDeviation(halves);
        return new Interval(bits - reach, bits + reach);
    }

    private static int[] counts(int[] labels) {
        int most = -1;
        for (int label : labels) most = Math.max(most, label);
        int[] counts = new int[most + 1];
        for (int label : labels) {
            if (label >= 0) counts[label]++;
        }
        return counts;
    }

    /** ψ(1 … n) up to Euler's constant, which cancels: ψ(n) + γ = Σ_{j&lt;n} 1/j. */
    private static double[] digammas(int n) {
        double[] psi = new double[n + 1];
        for (int j = 1; j < n; j++) psi[j + 1] = psi[j] + 1.0 / j;
        return psi;
    }
}
