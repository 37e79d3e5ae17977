package tornadovae.math;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * (1/K) Σ_k N(μ_k, diag σ²_k), K Gaussians of equal weight: the density of a learned prior, draws from it, and the conditional
 * quantiles of Rosenblatt's map of the unit square onto two of its dimensions (Rosenblatt 1952).
 *
 * @param mu     {@code [K][d]}
 * @param logVar {@code [K][d]}: log σ², nats
 */
public record GaussianMixture(double[][] mu, double[][] logVar) {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
    private static final int HALVINGS = 200;

    public GaussianMixture {
        if (mu.length == 0 || mu.length != logVar.length) {
            throw new IllegalArgumentException(mu.length + " means cannot have " + logVar.length + " variances");
        }
    }

    public int components() {
        return mu.length;
    }

    public int dimensions() {
        return mu[0].length;
    }

    /** log p(z), nats. */
    public double logDensity(double[] z) {
        double[] each = new double[components()];
        for (int k = 0; k < each.length; k++) {
            for (int j = 0; j < z.length; j++) each[k] += logDensity(k, j, z[j]);
        }
        return logSumExp(each) - Math.log(components());
    }

    private double logDensity(int k, int j, double z) {
        double difference = z - mu[k][j];
        return -0.5 * (LOG_TWO_PI + logVar[k][j] + difference * difference * Math.exp(-logVar[k][j]));
    }

    private static double logSumExp(double[] values) {
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (double value : values) max = Math.max(max, value);
        if (max == Double.NEGATIVE_INFINITY) return max;
        for (double value : values) sum += Math.exp(value - max);
        return max + Math.log(sum);
    }

    /** The mean of the mixture, {@code [d]}. */
    public float[] mean() {
        float[] mean = new float[dimensions()];
        for (int j = 0; j < mean.length; j++) {
            double sum = 0;
            for (double[] each : mu) sum += each[j];
            mean[j] = (float) (sum / components());
        }
        return mean;
    }

    /**
     * Draw number i, {@code [d]}: its component is ⌊K uniform(seed, PRIOR, 1, i)⌋, its noise normal(seed, PRIOR, 0, i d + j) as
     * that of a standard normal.
     */
    public float[] draw(int seed, int i) {
        int d = dimensions();
        int k = Math.min(components() - 1, (int) (components() * (double) Philox.uniform(seed, Philox.Stream.PRIOR, 1, i)));
        float[] z = new float[d];
        for (int j = 0; j < d; j++) {
            z[j] = (float) (mu[k][j] + Math.exp(0.5 * logVar[k][j]) * Philox.normal(seed, Philox.Stream.PRIOR, 0, i * d + j));
        }
        return z;
    }

    /** The u-quantile of dimension j alone: F_j(z) = u. */
    public double quantile(int j, double u) {
        return quantile(j, u, IntStream.range(0, components()).mapToDouble(_ -> 1.0 / components()).toArray());
    }

    /** The u-quantile of dimension j where dimension {@code given} has a value: F(z_j | z_given) = u. */
    public double quantile(int j, double u, int given, double value) {
        double[] weight = new double[components()];
        for (int k = 0; k < weight.length; k++) weight[k] = logDensity(k, given, value);
        double sum = logSumExp(weight);
        for (int k = 0; k < weight.length; k++) weight[k] = Math.exp(weight[k] - sum);
        return quantile(j, u, weight);
    }

    /** Where Σ_k w_k Φ((z − μ_kj) / σ_kj), which rises in z, is u: between the least and the largest of the components' own. */
    private double quantile(int j, double u, double[] weight) {
        double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < weight.length; k++) {
            if (weight[k] == 0) continue;
            double own = mu[k][j] + Math.exp(0.5 * logVar[k][j]) * Normal.quantile(u);
            low = Math.min(low, own);
            high = Math.max(high, own);
        }
        return root(z -> distribution(j, z, weight) - u, low, high);
    }

    private double distribution(int j, double z, double[] weight) {
        double sum = 0;
        for (int k = 0; k < weight.length; k++) {
            sum += weight[k] * Normal.distribution((z - mu[k][j]) * Math.exp(-0.5 * logVar[k][j]));
        }
        return sum;
    }

    /** Where a function that does not fall is 0, by halving until no number lies between. */
    private static double root(DoubleUnaryOperator rising, double low, double high) {
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if (rising.applyAsDouble(middle) < 0) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }
}
