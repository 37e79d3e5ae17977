package tornadovae.verdict;

import java.util.stream.IntStream;
import tornadovae.graph.Images;
import tornadovae.math.ContinuousBernoulli;
import tornadovae.model.Likelihood;
import tornadovae.model.Variance;

/**
 * The best decoder that ignores z: every pixel has a distribution of its own, learned from the training images, and the same for
 * all of them. A model that does not beat it has learned nothing from z.
 *
 * <p>Bernoulli: p = (Σ x + ½) / (N + 1), so that no pixel is impossible; continuous Bernoulli: the logit of that mean. Gaussian:
 * the mean, and the variance with one more image of the mean pixel's variance, not below the floor that the decoder has; where
 * all pixels have one variance, the mean pixel's, or the one that is given.
 *
 * @param likelihood of the pixels
 * @param centre     {@code [pixels]}: p, the logit, or the mean
 * @param deviation  of a pixel from its mean, root mean square over pixels and images
 * @param variance   {@code [pixels]}; of pixels that are not Gaussian it is not used
 */
record MeanImage(Likelihood likelihood, double[] centre, double[] variance, double deviation) {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** @param minLogVar floor of a Gaussian pixel's log-variance */
    static MeanImage of(Images train, Likelihood likelihood, Variance kind, double minLogVar) {
        int n = train.count(), pixels = train.columns();
        double[] sum = new double[pixels], squares = new double[pixels];
        for (byte[] image : train.pixels()) {
            for (int c = 0; c < pixels; c++) {
                double x = (image[c] & 0xFF) / 255.0;
                sum[c] += x;
                squares[c] += x * x;
            }
        }
        double[] centre = new double[pixels], variance = new double[pixels];
        double meanVariance = 0;
        for (int c = 0; c < pixels; c++) {
            double mean = sum[c] / n;
            double p = (sum[c] + 0.5) / (n + 1);
            centre[c] = switch (likelihood) {
                case BERNOULLI -> p;
                case CONTINUOUS_BERNOULLI -> ContinuousBernoulli.logit(p);
                case GAUSSIAN -> mean;
            };
            variance[c] = Math.max(0, squares[c] / n - mean * mean);
            meanVariance += variance[c] / pixels;
        }
        for (int c = 0; c < pixels; c++) {
            variance[c] = switch (kind.kind()) {
                case PIXEL -> Math.max((n * variance[c] + meanVariance) / (n + 1), Math.exp(minLogVar));
                case SHARED, OPTIMAL -> Math.max(meanVariance, Math.exp(minLogVar));
                case FIXED -> kind.sigma2();
            };
        }
        return new MeanImage(likelihood, centre, variance, Math.sqrt(meanVariance));
    }

    /** −log p(x) of every image, nats. */
    double[] losses(Images images) {
        int pixels = images.columns();
        // −log p(x) = constant + slope · x, or constant + slope · (x − mean)²
        double[] constant = new double[pixels], slope = new double[pixels];
        double base = 0;
        for (int c = 0; c < pixels; c++) {
            constant[c] = switch (likelihood) {
                case BERNOULLI -> -Math.log1p(-centre[c]);
                case CONTINUOUS_BERNOULLI -> ContinuousBernoulli.logNormaliser(centre[c]);
                case GAUSSIAN -> 0.5 * (LOG_TWO_PI + Math.log(variance[c]));
            };
            slope[c] = switch (likelihood) {
                case BERNOULLI -> Math.log1p(-centre[c]) - Math.log(centre[c]);
                case CONTINUOUS_BERNOULLI -> -centre[c];
                case GAUSSIAN -> 0.5 / variance[c];
            };
            base += constant[c];
        }
        double sumOfConstants = base;
        return IntStream.range(0, images.count()).parallel().mapToDouble(i -> {
            double loss = sumOfConstants;
            byte[] image = images.pixels()[i];
            for (int c = 0; c < pixels; c++) {
                double x = (image[c] & 0xFF) / 255.0, off = x - centre[c];
                loss += slope[c] * (likelihood == Likelihood.GAUSSIAN ? off * off : x);
            }
            return loss;
        }).toArray();
    }

    /**
     * Mean loss of a decoder that knows nothing, p = ½ or N(0, 1), which is about where training begins; nats. It is the scale of
     * other losses: the uniform density, whose loss is 0, has that of p = ½.
     */
    double ofNothing(Images images) {
        if (likelihood != Likelihood.GAUSSIAN) return images.columns() * Math.log(2);
        double squares = 0;
        for (byte[] image : images.pixels()) {
            for (byte pixel : image) squares += (pixel & 0xFF) * (pixel & 0xFF) / (255.0 * 255.0);
        }
        return 0.5 * (images.columns() * LOG_TWO_PI + squares / images.count());
    }
}
