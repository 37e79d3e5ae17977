package tornadovae.metric.disentanglement;

import java.util.stream.IntStream;
import tornadovae.math.Philox;
import tornadovae.math.Philox.Stream;

/**
 * The mutual information gap as its authors estimate it (Chen et al. 2018, section 4 and appendix B), from the whole q(z|x) and
 * not from its mean: with z ~ q(z|n) for a random point n, {@code I(z_j; v_k) = E log (1/|X_k|) Σ_{m∈X_k} q(z_j|m) − E log (1/N)
 * Σ_m q(z_j|m)}, X_k the points whose factor k has the value of point n.
 *
 * <p>The sums include n itself. That bounds I by H(v_k), and raises it where a value has so few points that the posteriors of
 * neighbouring codes do not overlap.
 */
public final class SampledInformationGap {

    /**
     * Draws of z, the same points for all codes. The authors take 10,000, at twenty times the cost; the standard error of an I is
     * s / √{@link #DRAWS}, s ≈ 1 nat.
     */
    public static final int DRAWS = 500;

    private SampledInformationGap() {}

    /** Over the factors that vary; 0 when none does. {@link Encoded#logVar} must be there. */
    public static double of(Encoded points, int seed) {
        if (points.logVar().length == 0) {
            throw new IllegalArgumentException(
                    "the sampled information gap needs the variances of q(z|x)");
        }
        int[] factors = points.varyingFactors();
        double[][] information = new double[points.codes()][];
        for (int j = 0; j < information.length; j++) information[j] = ofCode(points, factors, j, seed);
        return InformationGap.of(information, InformationGap.entropies(points, factors));
    }

    private static double[] ofCode(Encoded points, int[] factors, int j, int seed) {
        int n = points.points();
        double[] mu = points.code(j);
        double[] scale = new double[n], inverse = new double[n]; // q(z|m) ∝ scale exp(−(inverse (z − μ))²)
        for (int m = 0; m < n; m++) {
            scale[m] = Math.exp(-0.5 * points.logVar()[m][j]);
            inverse[m] = scale[m] * Math.sqrt(0.5);
        }
        int[][] values = new int[factors.length][];
        double[][] counts = new double[factors.length][];
        for (int f = 0; f < factors.length; f++) {
            values[f] = points.factor(factors[f]);
            counts[f] = new double[points.values()[factors[f]]];
            for (int v : values[f]) counts[f][v]++;
        }
        double[][] ofDraws = IntStream.range(0, DRAWS).parallel().mapToObj(draw -> {
            int own = new Draws(seed, Draws.INFORMATION_GAP + 1 + draw).below(n);
            double z = mu[own]
                    + Philox.normal(seed, Stream.DISENTANGLEMENT, Draws.INFORMATION_GAP, draw * points.codes() + j) / scale[own];
            double all = 0;
            double[] same = new double[factors.length];
            for (int m = 0; m < n; m++) {
                double t = inverse[m] * (z - mu[m]);
                if (t * t > 40) continue; // below e⁻⁴⁰ of a peak
                double density = scale[m] * Math.exp(-t * t);
                all += density;
                for (int f = 0; f < factors.length; f++) {
                    if (values[f][m] == values[f][own]) same[f] += density;
                }
            }
            for (int f = 0; f < factors.length; f++) same[f] = Math.log(same[f] / counts[f][values[f][own]]) - Math.log(all / n);
            return same;
        }).toArray(double[][]::new);
        double[] information = new double[factors.length];
        for (double[] ofDraw : ofDraws) {
            for (int f = 0; f < information.length; f++) information[f] += ofDraw[f] / DRAWS;
        }
        return information;
    }
}
