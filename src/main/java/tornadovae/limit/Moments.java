package tornadovae.limit;

import java.util.stream.IntStream;
import tornadovae.graph.Images;

/**
 * First and second moments of images with pixels in [0, 1]. They are sums of products of bytes, which are exact, so that they do
 * not depend on the number of threads.
 *
 * @param mean   {@code [pixels]}
 * @param second {@code [pixels][pixels]}: E x xᵀ, the lower triangle
 */
record Moments(double[] mean, double[][] second) {

    private static final int PIECES = 8;

    static Moments of(Images images) {
        int n = images.columns(), count = images.count();
        long[][][] sums = IntStream.range(0, PIECES).parallel().mapToObj(piece -> sums(images,
                (int) ((long) count * piece / PIECES), (int) ((long) count * (piece + 1) / PIECES))).toArray(long[][][]::new);
        double[] mean = new double[n];
        double[][] second = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                long sum = 0;
                for (long[][] piece : sums) sum += piece[i][j];
                second[i][j] = sum / (255.0 * 255.0 * count);
            }
            long sum = 0;
            for (long[][] piece : sums) sum += piece[n][i];
            mean[i] = sum / (255.0 * count);
        }
        return new Moments(mean, second);
    }

    /** Sums of products, and of pixels in the last row; most pixels of a digit are 0. */
    private static long[][] sums(Images images, int first, int last) {
        int n = images.columns();
        long[][] sums = new long[n + 1][];
        for (int i = 0; i <= n; i++) sums[i] = new long[i == n ? n : i + 1];
        int[] at = new int[n];
        for (int image = first; image < last; image++) {
            byte[] pixels = images.pixels()[image];
            int bright = 0;
            for (int i = 0; i < n; i++) {
                int x = pixels[i] & 0xFF;
                if (x == 0) continue;
                at[bright++] = i;
                long[] row = sums[i];
                for (int k = 0; k < bright; k++) row[at[k]] += x * (pixels[at[k]] & 0xFF);
                sums[n][i] += x;
            }
        }
        return sums;
    }

    /** E (x − c)(x − c)ᵀ, {@code [pixels][pixels]}. */
    double[][] covarianceAround(double[] c) {
        int n = mean.length;
        double[][] covariance = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = covariance[j][i] = second[i][j] - c[i] * mean[j] - mean[i] * c[j] + c[i] * c[j];
            }
        }
        return covariance;
    }
}
