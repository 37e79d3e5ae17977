package tornadovae.verdict;

import java.util.stream.IntStream;
import tornadovae.graph.Images;
import tornadovae.math.Orthonormal;
import tornadovae.math.Philox;

/**
 * The subspace of the first principal components of images, by subspace iteration on the images themselves (Golub and Van Loan
 * 2013, section 8.2.4): no covariance of all pixels is formed, so that large images cost no more memory than small ones.
 *
 * @param mean     {@code [pixels]}, of the images that were used
 * @param basis    {@code [width][pixels]}, orthonormal; a basis of the subspace, not the components themselves
 * @param scores   {@code [width][width]}: covariance of the images' coordinates in that basis
 * @param variance summed over all pixels
 */
record PrincipalComponents(double[] mean, double[][] basis, double[][] scores, double variance) {

    /** Bytes of images that are looked at: 5,000 of MNIST. Their subspace differs little from that of all. */
    private static final int MOST_BYTES = 4_000_000;
    private static final int FEWEST = 1_000;
    /** The variance that the subspace holds settles after a few. */
    private static final int ITERATIONS = 12;
    /** Sums are taken in so many pieces whatever the number of threads, so that they round alike. */
    private static final int PIECES = 8;
    private static final int SEED = 0;

    /** @param width components; no more than there are pixels and images less one */
    static PrincipalComponents of(Images images, int width) {
        int pixels = images.columns(), n = Math.min(images.count(), Math.max(FEWEST, MOST_BYTES / pixels));
        int k = Math.min(width, Math.min(pixels, Math.max(1, n - 1)));
        double[] mean = new double[pixels];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < pixels; c++) {
                double x = value(images, i, c);
                mean[c] += x / n;
                squares += x * x / n;
            }
        }
        double variance = squares;
        for (double m : mean) variance -= m * m;
        double[][] basis = new double[k][pixels];
        for (int a = 0; a < k; a++) {
            for (int c = 0; c < pixels; c++) basis[a][c] = Philox.normal(SEED, Philox.Stream.MEASURE, a, c);
        }
        Orthonormal.make(basis);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            basis = backwards(images, ofFirst(images, n, mean, basis), pixels);
            Orthonormal.make(basis);
        }
        return new PrincipalComponents(mean, basis, covariance(ofFirst(images, n, mean, basis), k), Math.max(0, variance));
    }

    int width() {
        return basis.length;
    }

    /** The share of the pixels' variance that lies in the subspace; 1 where there is no variance. */
    double explained() {
        double sum = 0;
        for (int a = 0; a < width(); a++) sum += scores[a][a];
        return variance > 0 ? Math.min(1, sum / variance) : 1;
    }

    /** {@code [width]}: those of one image. */
    double[] coordinates(Images images, int image) {
        return coordinates(images, image, mean, basis);
    }

    private static double value(Images images, int image, int column) {
        return (images.pixels()[image][column] & 0xFF) / 255.0;
    }

    private static double[] coordinates(Images images, int image, double[] mean, double[][] basis) {
        double[] at = new double[basis.length];
        for (int a = 0; a < at.length; a++) {
            double[] along = basis[a];
            for (int c = 0; c < along.length; c++) at[a] += (value(images, image, c) - mean[c]) * along[c];
        }
        return at;
    }

    private static double[][] ofFirst(Images images, int n, double[] mean, double[][] basis) {
        return IntStream.range(0, n).parallel().mapToObj(i -> coordinates(images, i, mean, basis)).toArray(double[][]::new);
    }

    /** Σ_i coordinate_a(i) (x_i − x̄) for every a; the coordinates' own mean is 0, so x̄ drops out. */
    private static double[][] backwards(Images images, double[][] coordinates, int pixels) {
        int n = coordinates.length, k = coordinates[0].length;
        double[][][] pieces = IntStream.range(0, PIECES).parallel().mapToObj(piece -> {
            double[][] sum = new double[k][pixels];
            for (int i = (int) ((long) n * piece / PIECES); i < (long) n * (piece + 1) / PIECES; i++) {
                for (int a = 0; a < k; a++) {
                    double[] row = sum[a];
                    double factor = coordinates[i][a] / 255;
                    byte[] image = images.pixels()[i];
                    for (int c = 0; c < pixels; c++) row[c] += factor * (image[c] & 0xFF);
                }
            }
            return sum;
        }).toArray(double[][][]::new);
        for (int piece = 1; piece < PIECES; piece++) {
            for (int a = 0; a < k; a++) {
                for (int c = 0; c < pixels; c++) pieces[0][a][c] += pieces[piece][a][c];
            }
        }
        return pieces[0];
    }

    private static double[][] covariance(double[][] coordinates, int k) {
        double[][] covariance = new double[k][k];
        for (double[] at : coordinates) {
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) covariance[a][b] += at[a] * at[b] / coordinates.length;
            }
        }
        return covariance;
    }
}
