package tornadovae.data.source;

import java.util.Arrays;

/**
 * Pictures of another size: a new pixel is the mean of the area that it covers, with the pixels at its border counted as far as
 * they lie in it. So nothing is lost or invented when a picture is made smaller, and whole factors are plain means.
 */
final class Resizing {

    private Resizing() {}

    /**
     * Resizes a picture.
     *
     * @param pixels {@code [height · width · channels]}; comes back itself where the size stays
     * @return {@code [newHeight · newWidth · channels]}
     */
    static byte[] of(byte[] pixels, int width, int height, int newWidth, int newHeight) {
        if (width == newWidth && height == newHeight) return pixels;
        int channels = pixels.length / (width * height);
        // first along rows, then along columns
        double[] narrow = new double[height * newWidth * channels];
        for (int x = 0; x < newWidth; x++) {
            double from = (double) x * width / newWidth, to = (double) (x + 1) * width / newWidth;
            for (int at = (int) from; at < Math.min(width, to); at++) {
                double share = (Math.min(at + 1, to) - Math.max(at, from)) / (to - from);
                for (int y = 0; y < height; y++) {
                    for (int c = 0; c < channels; c++) {
                        narrow[(y * newWidth + x) * channels + c] += share * (pixels[(y * width + at) * channels + c] & 0xFF);
                    }
                }
            }
        }
        int row = newWidth * channels;
        byte[] resized = new byte[newHeight * row];
        double[] sums = new double[row];
        for (int y = 0; y < newHeight; y++) {
            double from = (double) y * height / newHeight, to = (double) (y + 1) * height / newHeight;
            Arrays.fill(sums, 0);
            for (int at = (int) from; at < Math.min(height, to); at++) {
                double share = (Math.min(at + 1, to) - Math.max(at, from)) / (to - from);
                for (int i = 0; i < row; i++) sums[i] += share * narrow[at * row + i];
            }
            for (int i = 0; i < row; i++) resized[y * row + i] = (byte) Math.round(Math.clamp(sums[i], 0, 255));
        }
        return resized;
    }
}
