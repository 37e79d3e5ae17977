package tornadovae.manifold.atlas;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.math.Interval;
import tornadovae.math.LabelInformation;
import tornadovae.math.Permutation;
import tornadovae.math.Statistics;

/**
 * What one variable, or two together, tell of the class, beside what they would seem to tell of classes that have nothing to do
 * with them.
 *
 * @param bits I(z; class), {@link LabelInformation}
 * @param interval 95 %, {@link LabelInformation#interval}
 * @param nullMean mean over {@link #PERMUTATIONS} permutations of the labels: about 0, what it differs by is bias
 * @param nullHigh their 95 % quantile
 * @param p (1 + permutations with at least as many bits) / (1 + {@link #PERMUTATIONS}) (Phipson and Smyth 2010)
 */
public record InformationPart(double bits, Interval interval, double nullMean, double nullHigh, double p) {

    static final int PERMUTATIONS = 200;

    static InformationPart of(LabelInformation points, int[] labels, int seed) {
        int n = labels.length;
        double bits = points.bits(labels);
        double[] permuted = IntStream.range(0, PERMUTATIONS).parallel().mapToDouble(epoch -> {
            var order = new Permutation(n, seed, epoch);
            return points.bits(IntStream.range(0, n).map(i -> labels[order.at(i)]).toArray());
        }).toArray();
        long atLeast = Arrays.stream(permuted).filter(value -> value >= bits).count();
        return new InformationPart(bits, points.interval(labels, seed), Statistics.mean(permuted),
                Statistics.quantile(0.95, permuted), (1.0 + atLeast) / (1 + PERMUTATIONS));
    }

    /** Half the width of the interval. */
    double reach() {
        return (interval.high() - interval.low()) / 2;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("bits", bits);
        map.put("low", interval.low());
        map.put("high", interval.high());
        map.put("null_mean", nullMean);
        map.put("null_high", nullHigh);
        map.put("p", p);
        return map;
    }
}
