package tornadovae.verdict;

import tornadovae.math.Statistics;
import tornadovae.train.Codes;

/**
 * How far the aggregate posterior q(z) is from the prior at least, nats. Of all distributions with mean m and covariance S the
 * Gaussian is nearest to N(0, I), so KL(q(z)‖p(z)) ≥ ½ (tr S + mᵀm − d − log det S). Unlike estimates by the images' own
 * densities this does not end at log N; holes inside the prior's mass it does not see.
 */
final class PriorGap {

    /** With more dimensions only their variances are looked at, which is a lower bound as well. */
    private static final int MOST_DIMENSIONS = 64;
    /** Images for each number that is estimated; with fewer a covariance says nothing. */
    private static final int IMAGES_A_DIMENSION = 10;
    private static final double LEAST_VARIANCE = 1e-12;

    private PriorGap() {}

    /** Unknown where there are too few images for so many dimensions. */
    static Estimate of(Codes codes) {
        double[][] mu = codes.means(), logVar = codes.logVariances();
        int n = mu.length, latent = mu[0].length;
        boolean diagonal = latent > MOST_DIMENSIONS;
        if (n < (diagonal ? 2 : IMAGES_A_DIMENSION * latent)) return Estimate.UNKNOWN;
        double[] mean = new double[latent];
        double[][] covariance = new double[latent][latent];
        for (double[] code : mu) {
            for (int d = 0; d < latent; d++) mean[d] += code[d] / n;
        }
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < latent; a++) {
                for (int b = diagonal ? a : 0; b <= a; b++) {
                    covariance[a][b] += (mu[i][a] - mean[a]) * (mu[i][b] - mean[b]) / n;
                }
                covariance[a][a] += Math.exp(logVar[i][a]) / n;
            }
        }
        for (int a = 0; a < latent; a++) {
            for (int b = 0; b < a; b++) covariance[b][a] = covariance[a][b];
        }
        var cholesky = Cholesky.of(covariance, LEAST_VARIANCE);
        double[] inverse = cholesky.inverseDiagonal(), influence = new double[n];
        for (int i = 0; i < n; i++) {   // each image's part of the first-order change: ½ E_q (|z|² − (z − m)ᵀ S⁻¹ (z − m))
            double[] off = new double[latent];
            for (int d = 0; d < latent; d++) {
                double noise = Math.exp(logVar[i][d]);
                off[d] = mu[i][d] - mean[d];
                influence[i] += 0.5 * (mu[i][d] * mu[i][d] + noise - inverse[d] * noise);
            }
            influence[i] -= 0.5 * cholesky.quadratic(off);
        }
        double parameters = diagonal ? 2.0 * latent : latent * (latent + 3) / 2.0;
        double byChance = parameters / (2 * n);   // what the noise of the estimates alone would show
        double gap = Statistics.mean(influence) - 0.5 * cholesky.logDeterminant() - byChance;
        return Estimate.of(gap, Statistics.standardError(influence), n - 1);
    }
}
