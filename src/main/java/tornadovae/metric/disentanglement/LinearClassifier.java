package tornadovae.metric.disentanglement;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A linear classifier, one class against the rest, with a bias that is regularised as a further weight: what scikit-learn's
 * LinearSVC fits, and LogisticRegression with its solver liblinear, the default at the time of the study of Locatello et al.
 * 2019. LIBLINEAR (Fan et al., JMLR 2008) minimises the primal by Newton steps, which draw no random numbers and share nothing
 * between threads.
 */
final class LinearClassifier {

    // LIBLINEAR's default: of the gradient, relative to its norm at 0 and times the share of the smaller class
    private static final double TOLERANCE = 0.01;

    static {
        Linear.disableDebugOutput(); // one switch for the whole process
    }

    private final int[] labels;        // ascending
    private final double[][] weights;  // [labels][dims + 1], the last is the bias

    private LinearClassifier(Model model) {
        int[] found = model.getLabels();
        double[] w = model.getFeatureWeights();
        int dims = model.getNrFeature() + 1;
        labels = Arrays.stream(found).sorted().toArray();
        weights = new double[found.length][dims];
        for (int k = 0; k < found.length; k++) {
            double[] ofLabel = weights[Arrays.binarySearch(labels, found[k])];
            // of two classes the library keeps one vector: the second class has its opposite
            for (int d = 0; d < dims; d++) ofLabel[d] = found.length == 2 ? (k == 0 ? w[d] : -w[d]) : w[d * found.length + k];
        }
    }

    /**
     * min ½‖w‖² + Σᵢ Cᵢ max(0, 1 − yᵢ wᵀxᵢ)² for every class; C of the class itself is multiplied by points / (classes · points
     * of the class).
     */
    static LinearClassifier supportVectors(double[][] x, int[] y, double c) {
        int[] classes = Arrays.stream(y).distinct().toArray();
        double[] weight = Arrays.stream(classes)
                .mapToDouble(k -> y.length / ((double) classes.length * Arrays.stream(y).filter(label -> label == k).count()))
                .toArray();
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC, c, TOLERANCE);
        parameter.setWeights(weight, classes);
        return new LinearClassifier(Linear.train(problem(x, y), parameter));
    }

    /** min ½‖w‖² + Σᵢ log(1 + exp(−yᵢ wᵀxᵢ)) for every class, that is C = 1. */
    static LinearClassifier logistic(double[][] x, int[] y) {
        return new LinearClassifier(Linear.train(problem(x, y), new Parameter(SolverType.L2R_LR, 1, TOLERANCE)));
    }

    /** The library goes through the points class by class: laid down in memory in that order, 10,000 take half the time. */
    private static Problem problem(double[][] x, int[] y) {
        int[] order = IntStream.range(0, y.length).boxed().sorted(Comparator.comparingInt(i -> y[i])).mapToInt(i -> i).toArray();
        Problem problem = new Problem();
        problem.l = x.length;
        problem.n = x[0].length + 1;
        problem.bias = 1;
        problem.x = Arrays.stream(order).mapToObj(i -> features(x[i])).toArray(Feature[][]::new);
        problem.y = Arrays.stream(order).mapToDouble(i -> y[i]).toArray();
        return problem;
    }

    private static Feature[] features(double[] x) {
        Feature[] features = new Feature[x.length + 1];
        for (int d = 0; d < x.length; d++) features[d] = new FeatureNode(d + 1, x[d]);
        features[x.length] = new FeatureNode(x.length + 1, 1);
        return features;
    }

    /** The labels it was fitted to, ascending. */
    int[] labels() {
        return labels;
    }

    /** The label with the largest wᵀx, the smallest of several. */
    int classify(double... x) {
        int best = 0;
        for (int k = 1; k < labels.length; k++) {
            if (decision(k, x) > decision(best, x)) best = k;
        }
        return labels[best];
    }

    double accuracy(double[][] x, int[] y) {
        return IntStream.range(0, y.length).filter(i -> classify(x[i]) == y[i]).count() / (double) y.length;
    }

    /** {@code [labels]}: 1 / (1 + exp(−wᵀx)) of every class, divided by their sum. */
    double[] probabilities(double[] x) {
        double[] p = new double[labels.length];
        double sum = 0;
        for (int k = 0; k < p.length; k++) sum += p[k] = 1 / (1 + Math.exp(-decision(k, x)));
        for (int k = 0; k < p.length; k++) p[k] /= sum;
        return p;
    }

    private double decision(int k, double[] x) {
        double sum = weights[k][x.length];
        for (int d = 0; d < x.length; d++) sum += weights[k][d] * x[d];
        return sum;
    }
}
