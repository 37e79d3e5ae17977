package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * A regression tree of depth three, stored as a whole one: node n has the children 2n + 1 and 2n + 2, and where a node is not
 * split everything goes left.
 */
final class RegressionTree {

    static final int DEPTH = 3;
    static final int NODES = (1 << DEPTH) - 1;
    static final int LEAVES = 1 << DEPTH;

    final int[] feature = new int[NODES];
    final double[] threshold = new double[NODES]; // values up to this one go left
    final double[] value = new double[LEAVES];

    RegressionTree() {
        Arrays.fill(threshold, Double.POSITIVE_INFINITY);
    }

    /** The node below another one in which a point lies. */
    int child(int node, double[] x) {
        return 2 * node + (x[feature[node]] > threshold[node] ? 2 : 1);
    }

    /** The leaf of a point. */
    int leaf(double[] x) {
        int node = 0;
        for (int depth = 0; depth < DEPTH; depth++) node = child(node, x);
        return node - NODES;
    }
}
