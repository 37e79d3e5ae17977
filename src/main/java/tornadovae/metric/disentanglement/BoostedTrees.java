package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Gradient boosted trees for classification (Friedman, "Greedy function approximation: a gradient boosting machine", 2001,
 * algorithms 5 and 6) with the defaults of scikit-learn's GradientBoostingClassifier: 100 rounds, depth 3, learning rate 0.1,
 * deviance loss; a tree for each class and round, or one for two classes.
 *
 * <p>Classes grow in parallel, and the result does not depend on how many threads there are.
 */
final class BoostedTrees {

    static final int ROUNDS = 100;
    private static final double LEARNING_RATE = 0.1;
    private static final int BLOCK = 512; // points whose probabilities one thread computes at once

    private final int[] labels;             // ascending
    private final double[] start;           // [outputs]: log odds or log priors
    private final RegressionTree[][] trees; // [rounds][outputs]
    private final double[] importances;
    private final double trainAccuracy;

    /**
     * @param x    {@code [points][features]}
     * @param y    {@code [points]}: at least two different labels
     * @param step the first of ROUNDS · outputs steps of random numbers, which only choose among equally good splits
     */
    BoostedTrees(double[][] x, int[] y, int seed, int step) {
        labels = Arrays.stream(y).distinct().sorted().toArray();
        if (labels.length < 2) throw new IllegalArgumentException("a classifier needs points of two classes, found one");
        int outputs = labels.length == 2 ? 1 : labels.length;
        int[] classes = Arrays.stream(y).map(label -> Arrays.binarySearch(labels, label)).toArray();
        start = start(classes, outputs);
        trees = new RegressionTree[ROUNDS][outputs];
        double[][] raw = raw(y.length);
        double[][] p = new double[outputs][y.length];
        var sorted = new SortedFeatures(x);
        TreeGrower[] growers = IntStream.range(0, outputs).mapToObj(_ -> new TreeGrower(x, sorted)).toArray(TreeGrower[]::new);
        for (int round = 0; round < ROUNDS; round++) {
            probabilities(raw, p);
            int first = step + round * outputs;
            RegressionTree[] ofRound = trees[round];
            IntStream.range(0, outputs).parallel()
                    .forEach(k -> ofRound[k] = grow(growers[k], classes, outputs == 1 ? 1 : k, p[k], raw[k], seed, first + k));
        }
        importances = normalised(growers);
        trainAccuracy = share(raw, y);
    }

    /**
     * {@code [features]}: the decrease of the squared error by splits of a feature, summed over all trees and divided by the sum
     * over features; all 0 where nothing was split.
     */
    double[] importances() {
        return importances;
    }

    double trainAccuracy() {
        return trainAccuracy;
    }

    double accuracy(double[][] x, int[] y) {
        double[][] raw = raw(x.length);
        IntStream.range(0, raw.length).parallel().forEach(k -> {
            for (RegressionTree[] ofRound : trees) {
                for (int i = 0; i < x.length; i++) raw[k][i] += ofRound[k].value[ofRound[k].leaf(x[i])];
            }
        });
        return share(raw, y);
    }

    // F_k = log of the share of class k; for two classes F = log of the odds of the second
    private double[] start(int[] classes, int outputs) {
        double[] count = new double[labels.length];
        for (int k : classes) count[k]++;
        if (outputs == 1) return new double[] {Math.log(count[1] / count[0])};
        return Arrays.stream(count).map(n -> Math.log(n / classes.length)).toArray();
    }

    private double[][] raw(int points) {
        double[][] raw = new double[start.length][points];
        for (int k = 0; k < raw.length; k++) Arrays.fill(raw[k], start[k]);
        return raw;
    }

    /** p_k = exp F_k / Σ exp F; for two classes p = 1 / (1 + exp(−F)). */
    private static void probabilities(double[][] raw, double[][] p) {
        int points = raw[0].length;
        IntStream.range(0, (points + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            int from = block * BLOCK, to = Math.min(points, from + BLOCK);
            if (raw.length == 1) {
                for (int i = from; i < to; i++) p[0][i] = 1 / (1 + Math.exp(-raw[0][i]));
                return;
            }
            double[] largest = new double[to - from], sum = new double[to - from];
            Arrays.fill(largest, Double.NEGATIVE_INFINITY);
            for (double[] f : raw) {
                for (int i = from; i < to; i++) largest[i - from] = Math.max(largest[i - from], f[i]);
            }
            for (int k = 0; k < raw.length; k++) {
                for (int i = from; i < to; i++) sum[i - from] += p[k][i] = Math.exp(raw[k][i] - largest[i - from]);
            }
            for (double[] ofClass : p) {
                for (int i = from; i < to; i++) ofClass[i] /= sum[i - from];
            }
        });
    }

    /**
     * Fits a tree to the residuals r = y − p, which take the place of p, and adds it; a leaf's value is one Newton step, (K − 1)
     * / K Σ r / Σ |r| (1 − |r|), without the first factor for two classes.
     */
    private RegressionTree grow(TreeGrower grower, int[] classes, int positive, double[] p, double[] raw, int seed, int step) {
        double[] r = p;
        for (int i = 0; i < r.length; i++) {
            r[i] = (classes[i] == positive ? 1 : 0) - p[i];
            grower.target(i, r[i]);
        }
        RegressionTree tree = grower.grow(seed, step);
        double factor = labels.length == 2 ? 1 : (labels.length - 1.0) / labels.length;
        for (int leaf = 0; leaf < RegressionTree.LEAVES; leaf++) {
            double residuals = 0, curvature = 0;
            for (int at = grower.leafStart(leaf); at < grower.leafStart(leaf + 1); at++) {
                double residual = r[grower.point(at)];
                residuals += residual;
                curvature += Math.abs(residual) * (1 - Math.abs(residual));
            }
            if (curvature < 1e-150) continue;
            double value = LEARNING_RATE * factor * residuals / curvature;
            tree.value[leaf] = value;
            for (int at = grower.leafStart(leaf); at < grower.leafStart(leaf + 1); at++) raw[grower.point(at)] += value;
        }
        return tree;
    }

    private static double[] normalised(TreeGrower[] growers) {
        double[] sum = new double[growers[0].importances().length];
        for (TreeGrower grower : growers) {
            for (int f = 0; f < sum.length; f++) sum[f] += grower.importances()[f];
        }
        double total = Arrays.stream(sum).sum();
        return Arrays.stream(sum).map(importance -> total == 0 ? 0 : importance / total).toArray();
    }

    /** The share of points whose label has the largest F, the smallest of several. */
    private double share(double[][] raw, int[] y) {
        int right = 0;
        for (int i = 0; i < y.length; i++) {
            int best = raw.length == 1 && raw[0][i] > 0 ? 1 : 0;
            for (int k = 1; k < raw.length; k++) {
                if (raw[k][i] > raw[best][i]) best = k;
            }
            if (labels[best] == y[i]) right++;
        }
        return (double) right / y.length;
    }
}
