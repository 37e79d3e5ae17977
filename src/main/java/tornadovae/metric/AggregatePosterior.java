package tornadovae.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tornadovae.math.GaussianMixture;
import tornadovae.math.Interval;
import tornadovae.math.Philox;
import tornadovae.math.Statistics;
import tornadovae.train.Codes;

/**
 * What the KL term is made of, nats per image: with the aggregate posterior q(z) = (1/N) Σ_j q(z|x_j) over N images and one draw
 * z_i ~ q(z|x_i) of each, or of the first of them,
 *
 * <pre>
 * KL(q(z|x)‖p(z)) = I(x; z) + KL(q(z)‖p(z))                                     (Hoffman and Johnson 2016)
 * KL(q(z)‖p(z))   = KL(q(z)‖Π_d q(z_d)) + Σ_d KL(q(z_d)‖p(z_d))                 (Chen et al. 2018, eq. 2)
 * </pre>
 *
 * <p>Bias: a draw's own q(z_i|x_i) is among the N that are averaged, so q(z_i) is taken for too high. In expectation over images
 * I(x; z) comes out too low, and never above log N. KL(q(z)‖p(z)) comes out too high by as much; so do the total correlation, and
 * by
 * less the sum over dimensions. Averaged without the own density I and
 * the marginal KL err the other way, so that the truth lies between the two (Poole et al. 2019), which meet where codes overlap;
 * the
 * total correlation does so where it is biased much. Where I(x; z) comes near log N, both are artefacts of N: see {@link
 * #isMeasurable}.
 *
 * @param images                         N
 * @param draws                          how many of the images a draw was made of
 * @param mutualInformation              I(x; z) = E[log q(z|x) − log q(z)], at most log N
 * @param mutualInformationLeavingOneOut the same with q(z_i) = 1/(N−1) Σ_{j≠i} q(z_i|x_j); NaN for one image
 * @param marginalKl                     KL(q(z)‖p(z)) = E KL(q(z|x)‖p(z)) − I(x; z), with the analytic KL, whose draws cost no
 *                                       noise
 * @param marginalKlLeavingOneOut        the same with the other I(x; z)
 * @param totalCorrelation               KL(q(z)‖Π_d q(z_d)) = E[log q(z) − Σ_d log q(z_d)]
 * @param totalCorrelationLeavingOneOut  the same without the own density in either; NaN where there is no other density at some
 *                                       draw
 * @param dimensionWiseKl                Σ_d KL(q(z_d)‖p(z_d)), the rest of the marginal KL
 */
public record AggregatePosterior(int images, int draws, Part mutualInformation, Part mutualInformationLeavingOneOut,
        Part marginalKl,
        Part marginalKlLeavingOneOut, Part totalCorrelation, Part totalCorrelationLeavingOneOut, Part dimensionWiseKl) {

    /**
     * A mean over images, nats.
     *
     * @param interval 95 %, by bootstrap over the images that are averaged; it knows nothing of the bias
     */
    public record Part(double mean, Interval interval) {

        static Part of(int seed, double[] ofImages) {
            return new Part(Statistics.mean(ofImages), Interval.bootstrap(seed, ofImages));
        }
    }

    /**
     * Densities of one dimension that are evaluated at most, draws · N · d: as many as 2,000 draws of 10,000 images in 20
     * dimensions.
     */
    static final long MOST_DENSITIES = 20L * 2_000 * 10_000;
    /** Draws that are made at least, whatever that costs, and at most, where there are so many images. */
    private static final int LEAST_DRAWS = 500, MOST_DRAWS = 5_000;

    /** How far below log N an estimate of I(x; z) must lie for it to say something of the model rather than of N, nats. */
    private static final double CLEARANCE = 1;

    /** Terms below e^−40 of the own one are lost in the rounding of a double anyway. */
    private static final double NEGLIGIBLE = -40;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** q(z|x) of the images, {@code [n][d]} each; the precision is 1 / σ². */
    private record Gaussians(double[][] mu, double[][] logVar, double[][] precision) {

        static Gaussians of(Codes codes, int n) {
            int d = codes.mu()[0].length;
            var gaussians = new Gaussians(new double[n][d], new double[n][d], new double[n][d]);
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < d; k++) {
                    gaussians.mu[i][k] = codes.mu()[i][k];
                    gaussians.logVar[i][k] = codes.logVar()[i][k];
                    gaussians.precision[i][k] = Math.exp(-gaussians.logVar[i][k]);
                }
            }
            return gaussians;
        }

        // log N(z; μ, σ²) = −½ (log 2π + log σ² + (z − μ)² / σ²)
        double logDensity(double z, int i, int k) {
            double difference = z - mu[i][k];
            return -0.5 * (LOG_TWO_PI + logVar[i][k] + difference * difference * precision[i][k]);
        }
    }

    /**
     * What one image gives: KL(q(z|x)‖p(z)), and the log densities of its draw: log q(z|x), log q(z) with and without the own
     * image, Σ_d log q(z_d), likewise.
     */
    private record Densities(double kl, double own, double aggregate, double others, double product, double othersProduct) {

        double information() {
            return own - aggregate;
        }

        double correlation() {
            return aggregate - product;
        }

        /** The information with the own image left out; NaN where there is only one. */
        double informationOfOthers(int images) {
            return images == 1 ? Double.NaN : own - others;
        }
    }

    /**
     * @param codes of at least one image, all of which make q(z)
     * @param seed  of the draws: ε[d] of image i is normal(seed, MEASURE, −1 − i, d)
     */
    public static AggregatePosterior of(Codes codes, int seed) {
        return of(codes, Optional.empty(), seed);
    }

    /**
     * @param prior a learned one, with which KL(q(z|x)‖p(z)) is log q(z|x) − log p(z) at the draw, and there is no sum over
     *              dimensions: {@code dimensionWiseKl} is NaN
     */
    public static AggregatePosterior of(Codes codes, Optional<GaussianMixture> prior, int seed) {
        int n = codes.mu().length;
        if (n == 0) throw new IllegalArgumentException("an aggregate posterior needs at least one image");
        var q = Gaussians.of(codes, n);
        Densities[] draws = IntStream.range(0, draws(n, codes.mu()[0].length)).parallel()
                .mapToObj(i -> densities(i, q, prior, seed))
                .toArray(Densities[]::new);
        return new AggregatePosterior(n, draws.length, part(seed, draws, Densities::information),
                part(seed, draws, draw -> draw.informationOfOthers(n)), part(seed, draws, draw -> draw.kl - draw.information()),
                part(seed, draws, draw -> draw.kl - draw.informationOfOthers(n)), part(seed, draws, Densities::correlation),
                part(seed, draws, draw -> draw.others - draw.othersProduct),
                part(seed, draws,
                        draw -> prior.isPresent() ? Double.NaN : draw.kl - draw.information() - draw.correlation()));
    }

    /** Images of which a draw is made, the first: all, or as many as are affordable. */
    static int draws(int images, int dimensions) {
        return (int) Math.min(images, Math.clamp(MOST_DENSITIES / ((long) images * dimensions), LEAST_DRAWS, MOST_DRAWS));
    }

    /**
     * Whether I(x; z), KL(q(z)‖p(z)) and the total correlation can be told from so many images: where the estimate of I(x; z) is
     * more than 1 nat below log N. Nearer to it, each draw finds hardly any density but its own, and all three grow or fall with
     * log N.
     */
    public boolean isMeasurable() {
        return mutualInformation.mean <= Math.log(images) - CLEARANCE;
    }

    private static Part part(int seed, Densities[] draws, ToDoubleFunction<Densities> ofImage) {
        return Part.of(seed, Arrays.stream(draws).mapToDouble(ofImage).toArray());
    }

    private static Densities densities(int i, Gaussians q, Optional<GaussianMixture> prior, int seed) {
        int n = q.mu.length, d = q.mu[i].length;
        double[] z = new double[d], ownOfDimension = new double[d], sumOfDimension = new double[d], all = new double[n];
        double kl = 0, own = 0, product = 0, othersProduct = 0;
        for (int k = 0; k < d; k++) {
            z[k] = q.mu[i][k] + Math.exp(0.5 * q.logVar[i][k]) * Philox.normal(seed, Philox.Stream.MEASURE, ~i, k);
            ownOfDimension[k] = q.logDensity(z[k], i, k);
            own += ownOfDimension[k];
            kl += -0.5 * (1 + q.logVar[i][k] - q.mu[i][k] * q.mu[i][k] - Math.exp(q.logVar[i][k]));
        }
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < d; k++) {
                double density = q.logDensity(z[k], j, k), above = density - ownOfDimension[k];
                all[j] += density;
                if (j != i && !(above < NEGLIGIBLE)) sumOfDimension[k] += Math.exp(above);
            }
        }
        for (int k = 0; k < d; k++) {
            product += ownOfDimension[k] + Math.log((sumOfDimension[k] + 1) / n);
            othersProduct += ownOfDimension[k] + Math.log(sumOfDimension[k] / (n - 1));
        }
        if (prior.isPresent()) kl = own - prior.get().logDensity(z);
        double ofOthers = logSumExp(all, i), larger = Math.max(ofOthers, own);
        double ofAll = larger + Math.log(Math.exp(ofOthers - larger) + Math.exp(own - larger));
        return new Densities(kl, own, ofAll - Math.log(n), ofOthers - Math.log(n - 1), product, othersProduct);
    }

    /** log Σ_j e^{v_j}, without one of them. */
    private static double logSumExp(double[] values, int without) {
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (int j = 0; j < values.length; j++) {
            if (j != without) max = Math.max(max, values[j]);
        }
        if (max == Double.NEGATIVE_INFINITY) return max;
        for (int j = 0; j < values.length; j++) {
            if (j != without && !(values[j] - max < NEGLIGIBLE)) sum += Math.exp(values[j] - max);
        }
        return max + Math.log(sum);
    }
}
