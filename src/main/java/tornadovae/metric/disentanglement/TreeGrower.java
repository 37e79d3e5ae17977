package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * Grows regression trees by the best split of each node, the one with the largest decrease of the squared error,
 * {@code n_l n_r / n (mean_l − mean_r)²} (Friedman 2001, eq. 35), found from histograms over bins.
 *
 * <p>A histogram's cell is one long, Σ target · 2²⁷ above 18 bits that count points, so that sums are exact: they do not depend
 * on the order of points, and that of a sibling is parent less child. Not for several threads at once.
 */
final class TreeGrower {

    static final int MAX_POINTS = (1 << 18) - 1;

    private static final int COUNT_BITS = 18;
    private static final long COUNT = (1L << COUNT_BITS) - 1;
    private static final double SCALE = 1 << 27;
    private static final double PURE = 1e-15; // variance of targets that are equal up to rounding

    private final FeatureBins features;
    private final byte[] bins;
    private final int stride;
    private final int[] order;                    // points, those of a node beside each other
    private final int[] right;
    private final long[] targets;
    private final long[][] histograms;            // [depth][features · 256]
    private final int[] leafStart = new int[RegressionTree.LEAVES + 1];
    private final double[] importances;

    /** @param bins {@code [points · features]}, what {@link FeatureBins#of} made of the points */
    TreeGrower(FeatureBins features, byte[] bins) {
        this.features = features;
        this.bins = bins;
        stride = features.features();
        int points = bins.length / stride;
        if (points > MAX_POINTS) {
            throw new IllegalArgumentException(
                    "trees are grown from at most " + MAX_POINTS + " points, found " + points);
        }
        order = new int[points];
        right = new int[points];
        targets = new long[points];
        histograms = new long[RegressionTree.DEPTH][stride << 8];
        importances = new double[stride];
    }

    /** Sets the target of a point, from −1 to 1. */
    void target(int point, double value) {
        targets[point] = ((long) (value * SCALE) << COUNT_BITS) + 1;
    }

    /**
     * Grows a tree without values; {@link #point} then tells its leaves. Among equal splits a random order of the features
     * decides, a pure function of (seed, step).
     */
    RegressionTree grow(int seed, int step) {
        RegressionTree tree = new RegressionTree();
        for (int i = 0; i < order.length; i++) order[i] = i;
        fill(histograms[0], 0, order.length);
        split(tree, 0, 0, 0, order.length, histograms[0], new Draws(seed, step));
        leafStart[RegressionTree.LEAVES] = order.length;
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

    private void split(RegressionTree tree, int node, int depth, int from, int to, long[] histogram, Draws draws) {
        if (depth == RegressionTree.DEPTH) {
            leafStart[node - RegressionTree.NODES] = from;
            return;
        }
        double decrease = from == to ? 0 : best(tree, node, histogram, draws);
        int middle = to;
        if (decrease > 0) {
            importances[tree.feature[node]] += decrease;
            middle = partition(from, to, tree.feature[node], tree.lastLeft[node]);
        }
        if (depth + 1 < RegressionTree.DEPTH && decrease > 0) {
            // the smaller child is counted, the larger is the parent less the smaller
            boolean leftIsSmaller = middle - from <= to - middle;
            long[] smaller = histograms[depth + 1];
            fill(smaller, leftIsSmaller ? from : middle, leftIsSmaller ? middle : to);
            for (int i = 0; i < smaller.length; i++) histogram[i] -= smaller[i];
            if (leftIsSmaller) split(tree, 2 * node + 1, depth + 1, from, middle, smaller, draws);
            else split(tree, 2 * node + 2, depth + 1, middle, to, smaller, draws);
            if (leftIsSmaller) split(tree, 2 * node + 2, depth + 1, middle, to, histogram, draws);
            else split(tree, 2 * node + 1, depth + 1, from, middle, histogram, draws);
        } else {
            leaves(node, depth, from, middle, to);
        }
    }

    /** Marks the leaves below a node none of whose children is split further; all points of a child are in its leftmost leaf. */
    private void leaves(int node, int depth, int from, int middle, int to) {
        int width = RegressionTree.LEAVES >> depth;
        int first = ((node + 1) << RegressionTree.DEPTH - depth) - 1 - RegressionTree.NODES;
        for (int l = 0; l < width; l++) leafStart[first + l] = l == 0 ? from : l <= width / 2 ? middle : to;
    }

    private void fill(long[] histogram, int from, int to) {
        Arrays.fill(histogram, 0);
        byte[] bins = this.bins;
        int stride = this.stride;
        for (int i = from; i < to; i++) {
            int row = order[i] * stride;
            long target = targets[order[i]];
            for (int f = 0; f < stride; f++) histogram[(f << 8) + (bins[row + f] & 0xFF)] += target;
        }
    }

    /** Notes the best split of a node in the tree; returns the decrease of the squared error, 0 where there is no split. */
    private double best(RegressionTree tree, int node, long[] histogram, Draws draws) {
        long all = 0;
        for (int b = 0; b < features.bins(0); b++) all += histogram[b];
        long n = all & COUNT;
        double sum = all >> COUNT_BITS;
        double largest = PURE * SCALE * SCALE * n * n;
        boolean found = false;
        int[] order = order(draws);
        for (int f : order) {
            long left = 0;
            for (int b = 0; b < features.bins(f) - 1; b++) {
                left += histogram[(f << 8) + b];
                long nl = left & COUNT;
                if (nl == 0) continue;
                if (nl == n) break;
                // n_l n_r (mean_l − mean_r)² = (n sum_l − n_l sum)² / (n_l n_r)
                double difference = n * (double) (left >> COUNT_BITS) - nl * sum;
                double gain = difference * difference / ((double) nl * (n - nl));
                if (gain > largest) {
                    largest = gain;
                    found = true;
                    tree.feature[node] = f;
                    tree.lastLeft[node] = b;
                }
            }
        }
        return found ? largest / (SCALE * SCALE * n) : 0;
    }

    private int[] order(Draws draws) {
        int[] order = new int[stride];
        for (int f = 0; f < stride; f++) {
            int at = draws.below(f + 1);
            order[f] = order[at];
            order[at] = f;
        }
        return order;
    }

    private int partition(int from, int to, int feature, int lastLeft) {
        int left = from, count = 0;
        for (int i = from; i < to; i++) {
            int point = order[i];
            boolean goesLeft = (bins[point * stride + feature] & 0xFF) <= lastLeft;
            order[left] = point;
            right[count] = point;
            left += goesLeft ? 1 : 0;
            count += goesLeft ? 0 : 1;
        }
        System.arraycopy(right, 0, order, left, count);
        return left;
    }
}
