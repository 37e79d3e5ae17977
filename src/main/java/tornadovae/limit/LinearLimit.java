package tornadovae.limit;

import java.util.Arrays;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.graph.Images;
import tornadovae.math.SymmetricEigen;

/**
 * The optimum of a VAE with a linear decoder and one variance σ² for all n pixels: probabilistic PCA (Tipping and Bishop 1999;
 * Dai et al. 2018; Lucas et al. 2019). Its posterior is a Gaussian with diagonal covariance at the optimum, so that a linear
 * encoder reaches it and −ELBO = −log p.
 *
 * @param mean    {@code [pixels]}, of the training images
 * @param values  {@code [pixels]}: λ_i, eigenvalues of the training images' covariance, descending
 * @param vectors {@code [pixels][pixels]}: u_i, its eigenvectors, a row each
 * @param test    {@code [pixels]}: t_i = E (u_iᵀ(x − mean))² over the test images
 */
public record LinearLimit(double[] mean, double[] values, double[][] vectors, double[] test) {

    /** Eigenvalues of more pixels take too long: their number grows with the cube. */
    public static final int MOST_PIXELS = 4096;

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** A {@link UserError} refuses images that are too large, or all the same. */
    public static LinearLimit of(Images train, Images test) {
        if (train.columns() > MOST_PIXELS) {
            throw new UserError("The limit is computed for images of up to " + MOST_PIXELS + " pixels, found " + train.columns()
                    + "; take a data set of smaller images.");
        }
        Moments moments = Moments.of(train);
        SymmetricEigen eigen = SymmetricEigen.of(moments.covarianceAround(moments.mean()));
        double[] values = Arrays.stream(eigen.values()).map(value -> Math.max(0, value)).toArray();
        if (values[0] <= 1e-12) throw new UserError("The training images are all the same, so there is nothing to code.");
        double[][] other = Moments.of(test).covarianceAround(moments.mean());
        double[] along = IntStream.range(0, values.length).parallel()
                .mapToDouble(i -> quadratic(eigen.vectors()[i], other)).toArray();
        return new LinearLimit(moments.mean(), values, eigen.vectors(), along);
    }

    private static double quadratic(double[] u, double[][] s) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            double row = 0;
            for (int j = 0; j < u.length; j++) row += s[i][j] * u[j];
            sum += u[i] * row;
        }
        return sum;
    }

    /** n. */
    public int pixels() {
        return values.length;
    }

    /** The most likely σ² with d dimensions: the mean of the eigenvalues that are left   (Tipping and Bishop 1999, eq. 8). */
    public double mostLikelyVariance(int d) {
        if (d >= pixels()) return 0;
        return Arrays.stream(values, d, pixels()).sum() / (pixels() - d);
    }

    /** −log p(x) of the best linear model with d latent dimensions and this σ², mean over training images, nats. */
    public double trainNll(int d, double sigma2) {
        return nll(values, d, sigma2);
    }

    /** As {@link #trainNll}, of the test images, with the model of the training images. */
    public double testNll(int d, double sigma2) {
        return nll(test, d, sigma2);
    }

    /** ½ (n log 2π + Σ_i log v_i + a_i / v_i), where v_i is λ_i in an active dimension and σ² elsewhere. */
    private double nll(double[] along, int d, double sigma2) {
        double sum = pixels() * LOG_TWO_PI;
        for (int i = 0; i < pixels(); i++) {
            double variance = i < d ? Math.max(values[i], sigma2) : sigma2;
            sum += Math.log(variance) + along[i] / variance;
        }
        return 0.5 * sum;
    }

    /**
     * A point of the curve.
     *
     * @param level      s = β σ²
     * @param active     dimensions with λ_i above s
     * @param rate       R = Σ ½ log⁺(λ_i / s), nats an image: what KL(q‖p) is
     * @param distortion D = Σ min(λ_i, s) over d dimensions, with all of the others: E |x − μ(z)|²
     */
    public record Point(double level, int active, double rate, double distortion) {

        /** −log p(x|z) of that distortion, with a decoder of this σ², nats. */
        public double nll(int pixels, double sigma2) {
            return 0.5 * (pixels * (LOG_TWO_PI + Math.log(sigma2)) + distortion / sigma2);
        }
    }

    /** Where d dimensions end up that are trained with β at σ²: Shannon's reverse water-filling at the level s = β σ². */
    public Point at(int d, double level) {
        return at(values, d, level);
    }

    /** As {@link #at(int, double)}, of eigenvalues that were kept. */
    public static Point at(double[] values, int d, double level) {
        int active = 0;
        double rate = 0, distortion = 0;
        for (int i = 0; i < values.length; i++) {
            boolean above = i < d && values[i] > level;
            if (above) {
                active++;
                rate += 0.5 * Math.log(values[i] / level);
            }
            distortion += above ? level : values[i];
        }
        return new Point(level, active, rate, distortion);
    }
}
