package tornadovae.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether two relations between the same objects agree: Spearman's ρ over all pairs of objects, with a permutation test that
 * relabels the objects of one of them, because pairs that share an object are not independent (Mantel 1967, Cancer Research 27:
 * 209–220; with ranks: Dietz 1983).
 *
 * <p>The test is one-sided, against agreement: p = (1 + #{ρ* ≥ ρ}) / (1 + permutations), which is never 0 (Phipson and Smyth
 * 2010). With k objects there are k! relabellings, so that p is not below about 1 / k!.
 *
 * @param objects that were compared
 * @param rho Spearman's correlation, equal values sharing their mean rank; NaN below three objects, and where one relation is the
 * same for all pairs
 * @param p NaN where ρ is
 */
public record MantelTest(int objects, double rho, double p) {

    /** Random relabellings. */
    public static final int PERMUTATIONS = 9_999;

    private static final double ROUNDING = 1e-12;
    private static final int FIRST_STEP = 1 << 24; // of the stream: no step of a bootstrap

    /**
     * @param a    {@code [k][k]}, symmetric and finite off the diagonal, which is not looked at
     * @param b    likewise
     * @param seed of the relabellings
     */
    public static MantelTest of(double[][] a, double[][] b, int seed) {
        int k = a.length;
        if (b.length != k) {
            throw new IllegalArgumentException(
                    "relations between " + k + " and " + b.length + " objects cannot be compared");
        }
        if (k < 3) return new MantelTest(k, Double.NaN, Double.NaN);
        double[][] x = standardisedRanks(a), y = standardisedRanks(b);
        double rho = correlation(x, y, IntStream.range(0, k).toArray());
        if (Double.isNaN(rho)) return new MantelTest(k, Double.NaN, Double.NaN);
        long reached = IntStream.range(0, PERMUTATIONS).parallel()
                .filter(permutation -> correlation(x, y, relabelling(k, seed, permutation)) >= rho - ROUNDING).count();
        return new MantelTest(k, Math.clamp(rho, -1, 1), (1.0 + reached) / (1 + PERMUTATIONS));
    }

    /** Σ_{i&lt;j} x[i][j] y[π(i)][π(j)]. */
    private static double correlation(double[][] x, double[][] y, int[] relabelled) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) sum += x[i][j] * y[relabelled[i]][relabelled[j]];
        }
        return sum;
    }

    /** Ranks of the pairs with mean 0 and norm 1, so that Spearman's correlation is a scalar product; NaN where all are equal. */
    private static double[][] standardisedRanks(double[][] relation) {
        int k = relation.length, pair = 0;
        double[] values = new double[k * (k - 1) / 2];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                if (!Double.isFinite(relation[i][j]) || relation[i][j] != relation[j][i]) {
                    throw new IllegalArgumentException(
                            "a relation must be finite and symmetric, found %s and %s between %d and %d".formatted(relation[i][j],
                                    relation[j][i], i, j));
                }
                values[pair++] = relation[i][j];
            }
        }
        double[] ranks = Ranks.of(values);
        double mean = (ranks.length + 1) / 2.0,
                norm = Math.sqrt(Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum());
        double[][] standardised = new double[k][k];
        pair = 0;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) standardised[i][j] = standardised[j][i] = (ranks[pair++] - mean) / norm;
        }
        return standardised;
    }

    /** A random order of 0 … k − 1 (Fisher and Yates, in Durstenfeld's form): position i changes places with ⌊(i + 1) u⌋. */
    private static int[] relabelling(int k, int seed, int permutation) {
        int[] order = IntStream.range(0, k).toArray();
        for (int i = k - 1; i > 0; i--) {
            int other = (int) ((Philox.word(seed, Philox.Stream.MEASURE, FIRST_STEP + permutation, i) & 0xFFFFFFFFL)
                    * (i + 1) >>> 32), kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
