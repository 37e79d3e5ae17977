package tornadovae.metric.disentanglement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tornadovae.math.Philox;
import tornadovae.math.Philox.Stream;

class BoostedTreesTest {

    /** A tree of one split: −1 up to a value, 1 above it. */
    private static double threshold(double... values) {
        double[][] x = Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        var grower = new TreeGrower(x, new SortedFeatures(x));
        double middle = Arrays.stream(values).sorted().toArray()[values.length / 2 - 1];
        for (int i = 0; i < values.length; i++) grower.target(i, values[i] <= middle ? -1 : 1);
        return grower.grow(1, 0).threshold[0];
    }

    @Test
    void splitsLieMidway() {
        assertEquals(2, threshold(3, 1, -0.0, 0, 3, 4));
    }

    @Test
    void neighbouringDoublesAreToldApart() {
        assertEquals(1, threshold(1, Math.nextUp(1.0)));
    }

    @Test
    void pointsOfOneValueAreNotSplit() {
        double[][] x = {{-0.0}, {0}, {0}};
        var grower = new TreeGrower(x, new SortedFeatures(x));
        for (int i = 0; i < x.length; i++) grower.target(i, i - 1);
        assertEquals(Double.POSITIVE_INFINITY, grower.grow(1, 0).threshold[0]);
        assertArrayEquals(new double[1], grower.importances());
    }

    /** By the definition: against a search over every split of every node in plain double arithmetic. */
    @Test
    void treesTakeTheBestSplits() {
        int points = 600, dims = 3;
        double[][] x = codes(points, dims);
        double[] target =
                IntStream.range(0, points).mapToDouble(i -> Math.tanh(x[i][0] * x[i][1] + 0.3 * x[i][2]) * 0.9).toArray();
        TreeGrower grower = new TreeGrower(x, new SortedFeatures(x));
        for (int i = 0; i < points; i++) grower.target(i, target[i]);
        RegressionTree tree = grower.grow(1, 0);

        double[] importances = new double[dims];
        int[][] leaves = new int[RegressionTree.LEAVES][];
        bestSplits(x, target, IntStream.range(0, points).toArray(), 0, 0, importances, leaves);
        // where two features part a node's points alike, as always with two points, either may be taken:
        // its name and its side are open, the gain and the parts are not
        assertEquals(Arrays.stream(importances).sum(), Arrays.stream(grower.importances()).sum(), 1e-5);
        var found = new HashSet<List<Integer>>();
        for (int leaf = 0; leaf < RegressionTree.LEAVES; leaf++) {
            int expected = leaf;
            int[] inLeaf =
                    IntStream.range(grower.leafStart(leaf), grower.leafStart(leaf + 1)).map(grower::point).sorted().toArray();
            found.add(Arrays.stream(inLeaf).boxed().toList());
            assertTrue(Arrays.stream(inLeaf).allMatch(i -> tree.leaf(x[i]) == expected));
        }
        assertEquals(Arrays.stream(leaves).map(leaf -> Arrays.stream(leaf).sorted().boxed().toList()).collect(Collectors.toSet()),
                found);
    }

    @Test
    void aThresholdIsLearned() {
        double[][] x = codes(2000, 4);
        int[] y = Arrays.stream(x).mapToInt(row -> row[2] > 0.3 ? 7 : 4).toArray();
        double[][] other = Arrays.stream(codes(3000, 4)).skip(2000).toArray(double[][]::new);
        BoostedTrees trees = new BoostedTrees(x, y, 1, 0);
        assertEquals(1, trees.importances()[2], 1e-3);
        assertEquals(1, trees.trainAccuracy());
        assertTrue(trees.accuracy(other, Arrays.stream(other).mapToInt(row -> row[2] > 0.3 ? 7 : 4).toArray()) > 0.99);
    }

    @Test
    void aMixedLeafIsGivenToItsMajority() {
        double[][] x = {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}};
        int[] y = {1, 1, 1, 0, 0, 0, 0, 1};
        BoostedTrees trees = new BoostedTrees(x, y, 1, 0);
        assertEquals(0.75, trees.trainAccuracy());
        assertEquals(1, trees.accuracy(new double[][] {{-3}, {3}}, new int[] {1, 0}));
        assertArrayEquals(new double[] {1}, trees.importances());
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() throws Exception {
        double[][] x = codes(700, 5);
        int[] y = Arrays.stream(x).mapToInt(row -> (int) Math.floor(2 * row[0]) + (row[3] > 0 ? 1 : 0)).toArray();
        double[] here = new BoostedTrees(x, y, 1, 0).importances();
        for (int threads : new int[] {1, 3}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                assertArrayEquals(here, pool.submit(() -> new BoostedTrees(x, y, 1, 0).importances()).get());
            }
        }
    }

    @Test
    void oneClassIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BoostedTrees(new double[][] {{0}, {1}}, new int[] {2, 2}, 1, 0));
    }

    private static double[][] codes(int points, int dims) {
        return IntStream.range(0, points)
                .mapToObj(i -> IntStream.range(0, dims).mapToDouble(d -> Philox.normal(3, Stream.DATA, i, d)).toArray())
                .toArray(double[][]::new);
    }

    private static void bestSplits(double[][] x, double[] target, int[] points, int node, int depth, double[] importances,
            int[][] leaves) {
        if (depth == RegressionTree.DEPTH) {
            leaves[node - RegressionTree.NODES] = points;
            return;
        }
        double best = 0, threshold = Double.NaN;
        int feature = -1;
        for (int f = 0; f < importances.length; f++) {
            for (int at : points) {
                double cut = x[at][f];
                int column = f;
                double[] left = Arrays.stream(points).filter(i -> x[i][column] <= cut).mapToDouble(i -> target[i]).toArray();
                double[] right = Arrays.stream(points).filter(i -> x[i][column] > cut).mapToDouble(i -> target[i]).toArray();
                if (right.length == 0) continue;
                double decrease = squaredError(Arrays.stream(points).mapToDouble(i -> target[i]).toArray()) - squaredError(left)
                        - squaredError(right);
                if (decrease > best + 1e-12) {
                    best = decrease;
                    feature = f;
                    threshold = cut;
                }
            }
        }
        int column = feature;
        double cut = threshold;
        importances[feature] += best;
        bestSplits(x, target, Arrays.stream(points).filter(i -> x[i][column] <= cut).toArray(), 2 * node + 1, depth + 1,
                importances, leaves);
        bestSplits(x, target, Arrays.stream(points).filter(i -> x[i][column] > cut).toArray(), 2 * node + 2, depth + 1,
                importances, leaves);
    }

    private static double squaredError(double[] sample) {
        double mean = Arrays.stream(sample).average().orElse(0);
        return Arrays.stream(sample).map(t -> (t - mean) * (t - mean)).sum();
    }
}
