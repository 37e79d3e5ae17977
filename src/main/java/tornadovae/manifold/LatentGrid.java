package tornadovae.manifold;

import tornadovae.UserError;
import tornadovae.math.GaussianMixture;
import tornadovae.math.Normal;

/**
 * Codes that read a learned manifold, in the order in which their pictures are drawn: by rows from the top left.
 *
 * <p>The grid follows Kingma and Welling 2014 (arXiv 1312.6114, figure 4 and appendix A): points spread evenly over the unit
 * square go through the inverse Gaussian distribution function, so that every cell carries the same mass of the prior.
 */
public final class LatentGrid {

    private static final int LARGEST = 1000;

    /** Where a traversal ends, in standard deviations of the prior, as in Higgins et al. 2017 (β-VAE). */
    public static final double TRAVERSAL_LIMIT = 3;

    private LatentGrid() {}

    /**
     * z = Φ⁻¹((i + ½) / n), i = 0 … n−1: the medians of n slices of equal mass, increasing, odd about the middle to the last bit.
     */
    public static double[] quantiles(int n) {
        checkCount("The grid", n);
        double[] z = new double[n];
        for (int i = 0; i < n / 2; i++) {
            z[i] = Normal.quantile((i + 0.5) / n);
            z[n - 1 - i] = -z[i];
        }
        return z;
    }

    /**
     * An n × n grid over two latent dimensions; the others keep the base code's values.
     *
     * @param n      points an axis, 1 … 1000
     * @param across the dimension that increases from left to right
     * @param up     the dimension that increases from the bottom to the top: row 0 has its largest value
     * @param base   a code {@code [latent]}: zeros, or an image's code
     * @return {@code [n · n][latent]}
     */
    public static float[][] square(int n, int across, int up, float[] base) {
        checkPair(base.length, across, up);
        double[] z = quantiles(n);
        return square(n, across, up, base, (column, _) -> z[column], (_, row) -> z[row]);
    }

    private static void checkPair(int latent, int across, int up) {
        if (latent < 2) {
            throw new UserError(
                    "A grid needs two latent dimensions, the model has " + latent + "; draw a traversal instead.");
        }
        if (across < 0 || across >= latent || up < 0 || up >= latent) {
            throw new UserError("The grid's pair " + across + "," + up
                    + " names a latent dimension that is not there; allowed are 0 to " + (latent - 1) + ".");
        }
        if (across == up) {
            throw new UserError(
                    "The grid's pair " + across + "," + up + " names one dimension twice; choose two different ones.");
        }
    }

    /**
     * The same for a learned prior, by Rosenblatt's map of the unit square (Rosenblatt 1952): the first dimension of the pair at
     * the quantiles of its own distribution, the second at those of its distribution given the first. Cells carry equal masses
     * of the prior of the pair, and stand where it has mass.
     */
    public static float[][] square(int n, int across, int up, float[] base, GaussianMixture prior) {
        checkPair(base.length, across, up);
        checkCount("The grid", n);
        double[] first = new double[n];
        double[][] second = new double[n][n];
        for (int i = 0; i < n; i++) {
            first[i] = prior.quantile(across, (i + 0.5) / n);
            for (int j = 0; j < n; j++) second[i][j] = prior.quantile(up, (j + 0.5) / n, across, first[i]);
        }
        return square(n, across, up, base, (column, _) -> first[column], (column, row) -> second[column][row]);
    }

    /** Coordinates by column and by row, which is counted from the bottom. */
    private interface Coordinate {
        double at(int column, int row);
    }

    private static float[][] square(int n, int across, int up, float[] base, Coordinate first, Coordinate second) {
        float[][] codes = repeated(base, n * n);
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                codes[row * n + column][across] = (float) first.at(column, n - 1 - row);
                codes[row * n + column][up] = (float) second.at(column, n - 1 - row);
            }
        }
        return codes;
    }

    /** The manifold of a model with one latent dimension: the quantiles as a single row, {@code [n][1]}. */
    public static float[][] line(int n) {
        double[] z = quantiles(n);
        float[][] codes = new float[n][];
        for (int i = 0; i < n; i++) codes[i] = new float[] {(float) z[i]};
        return codes;
    }

    /** The same for a learned prior. */
    public static float[][] line(int n, GaussianMixture prior) {
        checkCount("The grid", n);
        float[][] codes = new float[n][];
        for (int i = 0; i < n; i++) codes[i] = new float[] {(float) prior.quantile(0, (i + 0.5) / n)};
        return codes;
    }

    /**
     * A row for each latent dimension: that dimension goes from −3 to 3, standard deviations of a standard normal prior, and the
     * others keep the base code's values. The steps are equal in z, not in mass: neighbours then differ by equal changes of the
     * code, and the ends, which a grid of equal mass hardly reaches, are seen.
     *
     * @param steps pictures a row, 1 … 1000; a single one stands at 0
     * @param base a code {@code [latent]}: zeros, or an image's code
     * @return {@code [latent · steps][latent]}
     */
    public static float[][] traversal(int steps, float[] base) {
        checkCount("A traversal", steps);
        int latent = base.length;
        float[][] codes = repeated(base, latent * steps);
        for (int dimension = 0; dimension < latent; dimension++) {
            for (int step = 0; step < steps; step++) {
                double z = steps == 1 ? 0 : TRAVERSAL_LIMIT * (2 * step - (steps - 1)) / (steps - 1);
                codes[dimension * steps + step][dimension] = (float) z;
            }
        }
        return codes;
    }

    private static void checkCount(String what, int n) {
        if (n < 1 || n > LARGEST) throw new UserError(what + " has from 1 to " + LARGEST + " steps, found " + n + ".");
    }

    private static float[][] repeated(float[] base, int times) {
        float[][] codes = new float[times][];
        for (int i = 0; i < times; i++) codes[i] = base.clone();
        return codes;
    }
}
