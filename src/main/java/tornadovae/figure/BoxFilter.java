package tornadovae.figure;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import tornadovae.manifold.Picture;

/**
 * A picture at another resolution: every new pixel is the mean of the old ones it covers, weighted by area. Enlarged pixels keep
 * their colour and only their edges are mixed, so that they look the same at any ratio of the two resolutions.
 */
final class BoxFilter {

    private BoxFilter() {}

    static BufferedImage resampled(Picture picture, int columns, int rows) {
        double[][] across = weights(picture.width(), columns);
        double[][] down = weights(picture.height(), rows);
        var image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[y * columns + x] |= mean(picture, across[x], down[y], Math.min(c, picture.channels() - 1)) << 16 - 8 * c;
                }
            }
        }
        return image;
    }

    private static int mean(Picture picture, double[] across, double[] down, int channel) {
        double sum = 0;
        for (int j = 1; j < down.length; j++) {
            for (int i = 1; i < across.length; i++) {
                sum += down[j] * across[i] * picture.at((int) across[0] + i - 1, (int) down[0] + j - 1, channel);
            }
        }
        return (int) Math.round(sum);
    }

    /** For each new pixel the first old one and then the weights of it and of those that follow. */
    private static double[][] weights(int from, int to) {
        double[][] weights = new double[to][];
        for (int i = 0; i < to; i++) {
            double low = (double) i * from / to, high = (double) (i + 1) * from / to;
            int first = (int) low, last = Math.min(from, (int) Math.ceil(high));
            weights[i] = new double[1 + last - first];
            weights[i][0] = first;
            for (int p = first; p < last; p++) {
                weights[i][1 + p - first] = Math.max(0, Math.min(high, p + 1) - Math.max(low, p)) / (high - low);
            }
        }
        return weights;
    }
}
