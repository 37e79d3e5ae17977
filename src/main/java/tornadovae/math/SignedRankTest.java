package tornadovae.math;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945), exact and two-sided. Under the null hypothesis the signs are
 * those of fair coins, so p is counted over all 2ⁿ of them given the absolute differences that were found. That holds with ties,
 * which share their mean rank, and with zeros, which are ranked with the others and then left out (Pratt 1959); libraries
 * commonly approximate there.
 *
 * @param rankBiserial matched-pairs rank-biserial correlation, (W₊ − W₋) / (W₊ + W₋), from −1 to 1 (Kerby 2014); 0 where all
 * differences are 0
 * @param p the probability of a rank sum at least as far from its mean as the one found; 1 where all differences are 0
 */
public record SignedRankTest(double rankBiserial, double p) {

    /** @return NaN for an empty sample and for one with a NaN in it */
    public static SignedRankTest of(double... differences) {
        if (differences.length == 0
                || Arrays.stream(differences).anyMatch(Double::isNaN)) {
            return new SignedRankTest(Double.NaN, Double.NaN);
        }
        int[] ranks = doubledRanks(differences);
        int plus = 0, all = 0;
        for (int i = 0; i < ranks.length; i++) {
            all += ranks[i];
            if (differences[i] > 0) plus += ranks[i];
        }
        if (all == 0) return new SignedRankTest(0, 1);
        int minus = all - plus, smaller = Math.min(plus, minus);
        double[] probability = distribution(ranks, all);
        double tail = 0;
        for (int w = 0; w <= smaller; w++) tail += probability[w];
        return new SignedRankTest((double) (plus - minus) / all, Math.min(1, 2 * tail));
    }

    /** The smallest p that n differences can have: all of one sign, 2 / 2ⁿ. */
    public static double smallestP(int n) {
        return Math.min(1, Math.scalb(2, -n));
    }

    /** Twice the rank of every |d|, so that shared ranks are whole numbers too; 0 for a difference of 0. */
    private static int[] doubledRanks(double[] d) {
        double[] sorted = Arrays.stream(d).map(Math::abs).sorted().toArray();
        return IntStream.range(0, d.length).map(i -> {
            if (d[i] == 0) return 0;
            int below = (int) Arrays.stream(sorted).filter(v -> v < Math.abs(d[i])).count();
            int equal = (int) Arrays.stream(sorted).filter(v -> v == Math.abs(d[i])).count();
            return 2 * below + equal + 1;   // ranks below + 1 … below + equal, of which this is twice the mean
        }).toArray();
    }

    /** P(W = w): one fair coin after the other adds its rank or not. */
    private static double[] distribution(int[] ranks, int all) {
        double[] probability = new double[all + 1];
        probability[0] = 1;
        int reached = 0;
        for (int rank : ranks) {
            if (rank == 0) continue;
            reached += rank;
            for (int w = reached; w >= 0; w--) probability[w] = (probability[w] + (w >= rank ? probability[w - rank] : 0)) / 2;
        }
        return probability;
    }
}
