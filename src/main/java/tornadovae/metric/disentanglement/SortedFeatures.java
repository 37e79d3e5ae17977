package tornadovae.metric.disentanglement;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Points in ascending order of each feature, so that trees can look between all values. */
final class SortedFeatures {

    private final int[][] order;      // [features][points]
    private final double[][] values;  // [features][points], ascending

    /** @param x {@code [points][features]} */
    SortedFeatures(double[][] x) {
        order = new int[x[0].length][];
        values = new double[order.length][];
        IntStream.range(0, order.length).parallel().forEach(f -> {
            order[f] = IntStream.range(0, x.length).boxed().sorted(Comparator.comparingDouble(i -> x[i][f]))
                    .mapToInt(i -> i).toArray();
            values[f] = IntStream.of(order[f]).mapToDouble(i -> x[i][f]).toArray();
        });
    }

    int features() {
        return order.length;
    }

    int points() {
        return order[0].length;
    }

    /** The points, ascending by this feature. */
    int[] order(int feature) {
        return order[feature];
    }

    /** Their values. */
    double[] values(int feature) {
        return values[feature];
    }
}
