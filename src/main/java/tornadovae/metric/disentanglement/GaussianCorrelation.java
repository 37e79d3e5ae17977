package tornadovae.metric.disentanglement;

import java.util.Arrays;
import tornadovae.math.SymmetricEigenvalues;

/**
 * How far the codes are from independent, from their covariance S alone, as if they were Gaussian (Locatello et al. 2019, section
 * 5.2, "unsupervised scores"); D is the diagonal of S. A code that never varies is independent of all others and is left out.
 *
 * @param total the total correlation KL(N(0, S) ‖ N(0, D)) = ½ (Σ_d log S_dd − log det S), nats; ∞ when a code is a linear
 * function of others
 * @param wasserstein the squared Wasserstein-2 distance of N(0, S) and N(0, D), 2 tr S − 2 tr (D^½ S D^½)^½
 * @param wassersteinNormalised wasserstein / tr S; 0 when no code varies
 */
public record GaussianCorrelation(double total, double wasserstein, double wassersteinNormalised) {

    /** Eigenvalues of a correlation matrix that are 0 up to rounding. */
    private static final double SINGULAR = 1e-14;

    /** @param codes {@code [points][codes]}, finite, at least two points: the encoder means of the training points */
    public static GaussianCorrelation ofCodes(double[][] codes) {
        return ofCovariance(covariance(codes));
    }

    /** @param covariance {@code [codes][codes]}, symmetric and finite, without negative variances */
    public static GaussianCorrelation ofCovariance(double[][] covariance) {
        int n = covariance.length;
        double[][] correlation = new double[n][n], rooted = new double[n][n];
        double trace = 0;
        for (int i = 0; i < n; i++) {
            if (!(covariance[i][i] >= 0)) {
                throw new IllegalArgumentException(
                        "the variance of code " + i + " is " + covariance[i][i]);
            }
            trace += covariance[i][i];
            for (int j = 0; j < n; j++) {
                double scale = Math.sqrt(covariance[i][i]) * Math.sqrt(covariance[j][j]);
                correlation[i][j] = i == j ? 1 : scale == 0 ? 0 : covariance[i][j] / scale;
                rooted[i][j] = covariance[i][j] * scale;
            }
        }
        double total = 0, roots = 0;
        // log det of the correlations = log det S − Σ log S_dd
        for (double lambda : SymmetricEigenvalues.of(correlation)) total -= 0.5 * Math.log(lambda > SINGULAR * n ? lambda : 0);
        for (double lambda : SymmetricEigenvalues.of(rooted)) roots += Math.sqrt(Math.max(0, lambda));
        double wasserstein = Math.max(0, 2 * trace - 2 * roots);
        return new GaussianCorrelation(Math.max(0, total), wasserstein, trace == 0 ? 0 : wasserstein / trace);
    }

    /** {@code [codes][codes]}: unbiased, over the points. */
    static double[][] covariance(double[][] codes) {
        if (codes.length < 2) throw new IllegalArgumentException("a covariance needs at least two points, found " + codes.length);
        int n = codes[0].length;
        double[] mean = new double[n];
        for (double[] z : codes) {
            for (int d = 0; d < n; d++) mean[d] += z[d];
        }
        for (int d = 0; d < n; d++) mean[d] /= codes.length;
        double[][] covariance = new double[n][n];
        double[] centred = new double[n];
        for (double[] z : codes) {
            Arrays.setAll(centred, d -> z[d] - mean[d]);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) covariance[i][j] += centred[i] * centred[j];
            }
        }
        for (double[] row : covariance) {
            for (int j = 0; j < n; j++) row[j] /= codes.length - 1;
        }
        return covariance;
    }
}
