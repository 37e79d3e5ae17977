package tornadovae.metric.disentanglement;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tornadovae.math.Ranks;
import tornadovae.math.Statistics;

/**
 * UDR, the unsupervised disentanglement ranking (Duan et al., ICLR 2020, arXiv 1905.12614, section 4): models of different seeds
 * that disentangle find the same codes up to order and sign. Between models i and j, R_ab is the absolute Spearman correlation of
 * code a of i and code b of j over the same images (the paper's alternative to Lasso weights), and only informative codes count,
 * those with a mean KL above 0.01 nats:
 *
 * <p>{@code UDR_ij = (Σ_b max_a R_ab² / Σ_a R_ab + Σ_a max_b R_ab² / Σ_b R_ab) / (d_a + d_b)}
 *
 * <p>with d_a and d_b informative codes. It is symmetric, 1 when codes match one to one, and small when they mix.
 *
 * @param pairs {@code [models][models]}: UDR_ij, 0 on the diagonal
 * @param scores {@code [models]}: UDR_i, the median of UDR_ij over the other models
 */
public record Udr(double[][] pairs, double[] scores) {

    static final double INFORMATIVE = 0.01;

    /**
     * A pair without informative codes has UDR 0, and so has a constant code.
     *
     * @param codes at least two models, each {@code [images][latent]}, finite: encoder means of the same images, at least two
     * @param kl    {@code [models][latent]}: the mean KL(q‖p) of each dimension, nats
     */
    public static Udr of(List<double[][]> codes, double[][] kl) {
        int models = codes.size();
        if (models < 2 || kl.length != models) {
            throw new IllegalArgumentException(
                    "models are compared from two on and each needs its KL, found %d models and %d rows of KL".formatted(models,
                            kl.length));
        }
        double[][][] ranks = IntStream.range(0, models)
                .mapToObj(i -> informative(i, codes.get(i), codes.getFirst().length, kl[i])).toArray(double[][][]::new);
        double[][] pairs = new double[models][models];
        for (int i = 0; i < models; i++) {
            for (int j = 0; j < i; j++) {
                pairs[i][j] = pairs[j][i] = of(correlations(ranks[i], ranks[j]), ranks[i].length, ranks[j].length);
            }
        }
        double[] scores = new double[models];
        for (int i = 0; i < models; i++) {
            int model = i;
            scores[i] = Statistics
                    .median(IntStream.range(0, models).filter(j -> j != model).mapToDouble(j -> pairs[model][j]).toArray());
        }
        return new Udr(pairs, scores);
    }

    /** @param r {@code [a][b]}, R of the informative codes */
    static double of(double[][] r, int a, int b) {
        double sum = 0;
        for (int i = 0; i < a; i++) sum += relativeStrength(r[i]);
        for (int j = 0; j < b; j++) {
            int column = j;
            sum += relativeStrength(Arrays.stream(r).mapToDouble(row -> row[column]).toArray());
        }
        return a + b == 0 ? 0 : sum / (a + b);
    }

    private static double relativeStrength(double[] correlations) {
        double largest = Arrays.stream(correlations).max().orElse(0);
        return largest == 0 ? 0 : largest * largest / Arrays.stream(correlations).sum();
    }

    /**
     * {@code [informative codes][images]}: ranks with mean 0 and norm 1, or all 0 for a constant code, so that Spearman's
     * correlation is a scalar product.
     */
    private static double[][] informative(int model, double[][] codes, int images, double[] kl) {
        if (codes.length != images || images < 2) {
            throw new IllegalArgumentException(
                    "models are compared on the same images, at least two, found %d for model %d and %d for the first"
                            .formatted(codes.length, model, images));
        }
        for (double[] z : codes) {
            for (double value : z) {
                if (z.length != kl.length || !Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "model %d has a code of %s among %d, with %d KL".formatted(model, value, z.length, kl.length));
                }
            }
        }
        return IntStream.range(0, kl.length).filter(d -> kl[d] > INFORMATIVE)
                .mapToObj(d -> standardised(Arrays.stream(codes).mapToDouble(z -> z[d]).toArray())).toArray(double[][]::new);
    }

    private static double[] standardised(double[] code) {
        double[] ranks = Ranks.of(code);
        double mean = (ranks.length + 1) / 2.0, norm = 0;
        for (double rank : ranks) norm += (rank - mean) * (rank - mean);
        for (int i = 0; i < ranks.length; i++) ranks[i] = norm == 0 ? 0 : (ranks[i] - mean) / Math.sqrt(norm);
        return ranks;
    }

    private static double[][] correlations(double[][] a, double[][] b) {
        double[][] r = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                double sum = 0;
                for (int image = 0; image < a[i].length; image++) sum += a[i][image] * b[j][image];
                r[i][j] = Math.abs(sum);
            }
        }
        return r;
    }
}
