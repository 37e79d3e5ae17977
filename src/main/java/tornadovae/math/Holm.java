package tornadovae.math;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction of the p-values of one family of tests (Holm 1979): the probability of any false rejection stays
 * below the level, whatever the tests' dependence.
 */
public final class Holm {

    private Holm() {}

    /**
     * p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎), the p sorted upwards and m their number.
     *
     * @return in the order of the input; a NaN is a test that was not made: it stays NaN and does not count in m
     */
    public static double[] adjust(double... p) {
        double[] adjusted = p.clone();
        int[] order = IntStream.range(0, p.length).filter(i -> !Double.isNaN(p[i])).boxed()
                .sorted(Comparator.comparingDouble(i -> p[i])).mapToInt(i -> i).toArray();
        double largest = 0;
        for (int j = 0; j < order.length; j++) {
            largest = Math.max(largest, Math.min(1, (order.length - j) * p[order[j]]));
            adjusted[order[j]] = largest;
        }
        return adjusted;
    }
}
