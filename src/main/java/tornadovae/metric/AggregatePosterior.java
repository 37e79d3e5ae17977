package tornadovae.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tornadovae.math.Interval;
import tornadovae.math.Philox;
import tornadovae.math.Statistics;
import tornadovae.train.Codes;

/**
 * What the KL term is made of, nats per image: with the aggregate posterior q(z) = (1/N) Σ_j q(z|x_j) over N images and one draw z_i ~ q(z|x_i) of each,
 *
 * <pre>
 * KL(q(z|x)‖p(z)) = I(x; z) + KL(q(z)‖p(z))                                     (Hoffman & Johnson 2016)
 * KL(q(z)‖p(z))   = KL(q(z)‖Π_d q(z_d)) + Σ_d KL(q(z_d)‖p(z_d))                 (Chen et al. 2018, eq. 2)
 * </pre>
 *
 * <p>Bias: a draw's own q(z_i|x_i) is among the N that are averaged, so q(z_i) is taken for too high. In expectation over images I(x; z) comes out too low, and never above log N: where it
 * is near log N it says no more than that. KL(q(z)‖p(z)) comes out too high by as much; so do the total correlation, and by less the sum over dimensions. Averaged without the own density,
 * I comes out too high: the truth lies between the two (Poole et al. 2019), which meet where codes overlap.
 *
 * @param images               N
 * @param mutualInformation    I(x; z) = E[log q(z|x) − log q(z)], at most log N
 * @param mutualInformationLeavingOneOut the same with q(z_i) = 1/(N−1) Σ_{j≠i} q(z_i|x_j); NaN for one image
 * @param marginalKl           KL(q(z)‖p(z)) = E KL(q(z|x)‖p(z)) − I(x; z), with the analytic KL, whose draws cost no noise
 * @param totalCorrelation     KL(q(z)‖Π_d q(z_d)) = E[log q(z) − Σ_d log q(z_d)]
 * @param dimensionWiseKl      Σ_d KL(q(z_d)‖p(z_d)), the rest of the marginal KL
 */
public record AggregatePosterior(int images, Part mutualInformation, Part mutualInformationLeavingOneOut, Part marginalKl, Part totalCorrelation, Part dimensionWiseKl) {

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

    /** Images that are used at most: the N² d densities of 2,000 images in 50 dimensions take about a second. */
    public static final int MOST_IMAGES = 2_000;
    /** Densities of one dimension that are evaluated at most, N² d: with more than 50 dimensions fewer images are used. */
    static final long MOST_DENSITIES = 50L * MOST_IMAGES * MOST_IMAGES;

    /** Terms below e^−40 of the own one are lost in the rounding of a double anyway. */
    private static final double NEGLIGIBLE = -40;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** q(z|x) of the images, {@code [n][d]} each; the precision is 1 / σ². */
    private record Gaussians(double[][] mu, double[][] logVar, double[][] precision) {

        static Gaussians of(Codes codes, int n) {
            int d = codes.mu()[0].length;
            var gaussians = new Gaussians(new double[n][d], new double[n][d], new double[n][d]);
            for (int i = 0; i < n; i++)
                for (int k = 0; k < d; k++) {
                    gaussians.mu[i][k] = codes.mu()[i][k];
                    gaussians.logVar[i][k] = codes.logVar()[i][k];
                    gaussians.precision[i][k] = Math.exp(-gaussians.logVar[i][k]);
                }
            return gaussians;
        }

        // log N(z; μ, σ²) = −½ (log 2π + log σ² + (z − μ)² / σ²)
        double logDensity(double z, int i, int k) {
            double difference = z - mu[i][k];
            return -0.5 * (LOG_TWO_PI + logVar[i][k] + difference * difference * precision[i][k]);
        }
    }

    /** Of one image: KL(q(z|x)‖p(z)), and the log densities of its draw: log q(z|x), log q(z) with and without the own image, Σ_d log q(z_d). */
    private record Densities(double kl, double own, double aggregate, double others, double product) {

        double information() {
            return own - aggregate;
        }

        double correlation() {
            return aggregate - product;
        }
    }

    /**
     * @param codes at least one image; those after the first {@link #MOST_IMAGES} are not used
     * @param seed  of the draws: ε[d] of image i is normal(seed, MEASURE, −1 − i, d)
     */
    public static AggregatePosterior of(Codes codes, int seed) {
        if (codes.mu().length == 0) throw new IllegalArgumentException("an aggregate posterior needs at least one image");
        int affordable = (int) Math.max(2, Math.sqrt((double) MOST_DENSITIES / codes.mu()[0].length)), n = Math.min(codes.mu().length, Math.min(MOST_IMAGES, affordable));
        var q = Gaussians.of(codes, n);
        Densities[] draws = IntStream.range(0, n).parallel().mapToObj(i -> densities(i, q, seed)).toArray(Densities[]::new);
        return new AggregatePosterior(n, part(seed, draws, Densities::information), part(seed, draws, draw -> n == 1 ? Double.NaN : draw.own - draw.others),
                part(seed, draws, draw -> draw.kl - draw.information()), part(seed, draws, Densities::correlation),
                part(seed, draws, draw -> draw.kl - draw.information() - draw.correlation()));
    }

    private static Part part(int seed, Densities[] draws, ToDoubleFunction<Densities> ofImage) {
        return Part.of(seed, Arrays.stream(draws).mapToDouble(ofImage).toArray());
    }

    private static Densities densities(int i, Gaussians q, int seed) {
        int n = q.mu.length, d = q.mu[i].length;
        double[] z = new double[d], ownOfDimension = new double[d], sumOfDimension = new double[d], all = new double[n];
        double kl = 0, own = 0, product = 0;
        for (int k = 0; k < d; k++) {
            z[k] = q.mu[i][k] + Math.exp(0.5 * q.logVar[i][k]) * Philox.normal(seed, Philox.Stream.MEASURE, ~i, k);
            ownOfDimension[k] = q.logDensity(z[k], i, k);
            own += ownOfDimension[k];
            kl += -0.5 * (1 + q.logVar[i][k] - q.mu[i][k] * q.mu[i][k] - Math.exp(q.logVar[i][k]));
        }
        for (int j = 0; j < n; j++)
            for (int k = 0; k < d; k++) {
                double density = q.logDensity(z[k], j, k), above = density - ownOfDimension[k];
                all[j] += density;
                if (!(above < NEGLIGIBLE)) sumOfDimension[k] += Math.exp(above);
            }
        for (int k = 0; k < d; k++) product += ownOfDimension[k] + Math.log(sumOfDimension[k] / n);
        return new Densities(kl, own, logSumExp(all, -1) - Math.log(n), logSumExp(all, i) - Math.log(n - 1), product);
    }

    /** log Σ_j e^{v_j}, without one of them. */
    private static double logSumExp(double[] values, int without) {
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (int j = 0; j < values.length; j++)
            if (j != without) max = Math.max(max, values[j]);
        if (max == Double.NEGATIVE_INFINITY) return max;
        for (int j = 0; j < values.length; j++)
            if (j != without) sum += Math.exp(values[j] - max);
        return max + Math.log(sum);
    }
}
