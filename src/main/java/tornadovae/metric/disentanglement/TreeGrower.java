package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * Grows regression trees by the best split of each node, the one with the largest decrease of the squared error,
 * {@code n_l n_r / n (mean_l − mean_r)²} (Friedman 2001, eq. 35), among all splits between two values of a feature.
 *
 * <p>The nodes of a depth are searched together, in one walk over the sorted points of each feature. Sums are of whole numbers,
 * target · 2²⁷, so that they do not depend on the order of points. Not for several threads at once.
 */
final class TreeGrower {

    private static final double SCALE = 1 << 27;
    private static final double PURE = 1e-15; // variance of targets that are equal up to rounding

    private final double[][] x;
    private final SortedFeatures sorted;
    private final long[] targets;
    private final byte[] node;                    // of a point, among those of its depth
    private final int[] order;                    // points, those of a leaf beside each other
    private final int[] leafStart = new int[RegressionTree.LEAVES + 1];
    private final double[] importances;

    /**
     * @param x      {@code [points][features]}
     * @param sorted the same points
     */
    TreeGrower(double[][] x, SortedFeatures sorted) {
        this.x = x;
        this.sorted = sorted;
        targets = new long[x.length];
        node = new byte[x.length];
        order = new int[x.length];
        importances = new double[sorted.features()];
    }

    /** Sets the target of a point, from −1 to 1. */
    void target(int point, double value) {
        targets[point] = (long) (value * SCALE);
    }

    /**
     * Grows a tree without values; {@link #point} then tells its leaves. Among equal splits a random order of the features
     * decides, a pure function of (seed, step).
     */
    RegressionTree grow(int seed, int step) {
        var tree = new RegressionTree();
        var draws = new Draws(seed, step);
        Arrays.fill(node, (byte) 0);
        for (int depth = 0; depth < RegressionTree.DEPTH; depth++) split(tree, 1 << depth, draws);
        gatherLeaves();
        return tree;
    }

    /** The points of leaf l are {@code point(leafStart(l))} … {@code point(leafStart(l + 1) − 1)}. */
    int leafStart(int leaf) {
        return leafStart[leaf];
    }

    int point(int position) {
        return order[position];
    }

    /** {@code [features]}: the decrease of the squared error by splits of a feature, summed over all trees. */
    double[] importances() {
        return importances;
    }

    /** Splits the nodes of a depth; the tree's first of them has the number {@code nodes − 1}. */
    private void split(RegressionTree tree, int nodes, Draws draws) {
        long[] sum = new long[nodes], count = new long[nodes];
        for (int i = 0; i < node.length; i++) {
            sum[node[i]] += targets[i];
            count[node[i]]++;
        }
        double[] least = new double[nodes], largest = new double[nodes];
        for (int k = 0; k < nodes; k++) least[k] = largest[k] = PURE * SCALE * SCALE * count[k] * count[k];
        for (int f : shuffled(draws)) search(tree, f, nodes, sum, count, largest);
        for (int k = 0; k < nodes; k++) {
            if (largest[k] > least[k]) {
                importances[tree.feature[nodes - 1 + k]] += largest[k] / (SCALE * SCALE * count[k]);
            }
        }
        for (int i = 0; i < node.length; i++) node[i] = (byte) (tree.child(nodes - 1 + node[i], x[i]) - (2 * nodes - 1));
    }

    /** Notes in the tree, and in {@code largest}, where a feature splits nodes better than those before it. */
    private void search(RegressionTree tree, int feature, int nodes, long[] sum, long[] count, double[] largest) {
        int[] points = sorted.order(feature);
        double[] values = sorted.values(feature), last = new double[nodes];
        long[] left = new long[nodes], counted = new long[nodes];
        Arrays.fill(last, Double.NaN);   // above which no value lies
        for (int at = 0; at < points.length; at++) {
            int point = points[at], k = node[point];
            double value = values[at];
            if (value > last[k]) {
                // n_l n_r (mean_l − mean_r)² = (n sum_l − n_l sum)² / (n_l n_r)
                double nl = counted[k], n = count[k], difference = n * left[k] - nl * sum[k], parts = nl * (n - nl);
                if (difference * difference > largest[k] * parts) {
                    largest[k] = difference * difference / parts;
                    tree.feature[nodes - 1 + k] = feature;
                    tree.threshold[nodes - 1 + k] = between(last[k], value);
                }
            }
            left[k] += targets[point];
            counted[k]++;
            last[k] = value;
        }
    }

    /** Midway, but below {@code high} where the two are neighbours. */
    private static double between(double low, double high) {
        double middle = low / 2 + high / 2;
        return middle < high ? Math.max(middle, low) : low;
    }

    private int[] shuffled(Draws draws) {
        int[] features = new int[sorted.features()];
        for (int f = 0; f < features.length; f++) {
            int at = draws.below(f + 1);
            features[f] = features[at];
            features[at] = f;
        }
        return features;
    }

    private void gatherLeaves() {
        Arrays.fill(leafStart, 0);
        for (byte leaf : node) leafStart[leaf + 1]++;
        for (int leaf = 0; leaf < RegressionTree.LEAVES; leaf++) leafStart[leaf + 1] += leafStart[leaf];
        int[] next = leafStart.clone();
        for (int i = 0; i < node.length; i++) order[next[node[i]]++] = i;
    }
}
