package tornadovae.metric.disentanglement;

/**
 * The β-VAE score (Higgins et al., ICLR 2017, section 3): which factor do pairs of images share? A pattern is
 * {@code (1/64) Σ_l |z_l,1 − z_l,2|} over 64 pairs that share the value of one factor, drawn at random; a logistic regression
 * says which (C = 1, one against the rest, as Locatello et al. 2019), fitted to 10,000 patterns of the training points and tested
 * on 5,000 of the test points. See {@link FixedFactor} for how pairs are drawn.
 */
public final class BetaVaeScore {

    static final int TRAIN = 10_000;
    static final int TEST = 5_000;
    private static final int PAIRS = 64;

    private BetaVaeScore() {}

    /**
     * With fewer than two factors there is nothing to tell apart, and both accuracies are 0. Constant codes leave it at chance, 1
     * / factors.
     */
    public static Accuracy of(Encoded train, Encoded test, int seed) {
        int[] factors = FixedFactor.usable(train, test);
        if (factors.length < 2) return new Accuracy(0, 0);
        int[] labels = new int[TRAIN], testLabels = new int[TEST];
        double[][] patterns = patterns(train, factors, labels, new Draws(seed, Draws.BETA_VAE));
        double[][] testPatterns = patterns(test, factors, testLabels, new Draws(seed, Draws.BETA_VAE + 1));
        LinearClassifier classifier = LinearClassifier.logistic(patterns, labels);
        return new Accuracy(classifier.accuracy(patterns, labels), classifier.accuracy(testPatterns, testLabels));
    }

    private static double[][] patterns(Encoded points, int[] factors, int[] labels, Draws draws) {
        FixedFactor[] fixed = FixedFactor.of(points, factors);
        double[][] patterns = new double[labels.length][points.codes()];
        for (int i = 0; i < patterns.length; i++) {
            labels[i] = draws.below(fixed.length);
            for (int pair = 0; pair < PAIRS; pair++) {
                int first = fixed[labels[i]].any(draws);
                double[] z1 = points.mu()[first], z2 = points.mu()[fixed[labels[i]].other(first, draws)];
                for (int d = 0; d < z1.length; d++) patterns[i][d] += Math.abs(z1[d] - z2[d]) / PAIRS;
            }
        }
        return patterns;
    }
}
