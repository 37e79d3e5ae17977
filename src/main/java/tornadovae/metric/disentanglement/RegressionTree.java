package tornadovae.metric.disentanglement;

import java.util.Arrays;

/**
 * A regression tree of depth three over binned features, stored as a whole one: node n has the children 2n + 1 and 2n + 2, and
 * where a node is not split everything goes left.
 */
final class RegressionTree {

    static final int DEPTH = 3;
    static final int NODES = (1 << DEPTH) - 1;
    static final int LEAVES = 1 << DEPTH;

    final int[] feature = new int[NODES];
    final int[] lastLeft = new int[NODES];        // bins up to this one go left
    final double[] value = new double[LEAVES];

    RegressionTree() {
        Arrays.fill(lastLeft, FeatureBins.MAX_BINS);
    }

    /** The leaf of the point whose bins start at {@code row}. */
    int leaf(byte[] bins, int row) {
        int node = 0;
        for (int depth = 0; depth < DEPTH; depth++) {
            node = 2 * node + ((bins[row + feature[node]] & 0xFF) > lastLeft[node] ? 2 : 1);
        }
        return node - NODES;
    }
}
