package tornadovae.manifold;

import tornadovae.UserError;

/**
 * A picture of 8-bit pixels, grey or RGB, row 0 at the top.
 *
 * @param width    pixels a row
 * @param height   rows
 * @param channels 1 (grey: 0 black, 255 white) or 3 (red, green, blue, interleaved)
 * @param pixels   {@code [height, width, channels]}, unsigned bytes; not copied, never to be written afterwards
 */
public record Picture(int width, int height, int channels, byte[] pixels) {

    private static final long LARGEST = 1 << 28;

    public Picture {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("a picture has 1 channel (grey) or 3 (RGB), found " + channels);
        }
        if (pixels.length != bytes(width, height, channels)) {
            throw new IllegalArgumentException(
                    "a picture of " + width + " × " + height + " × " + channels + " needs as many bytes, found " + pixels.length);
        }
    }

    /** The size in bytes of {@code [height, width, channels]}; a UserError when it is empty or larger than 2²⁸. */
    static int bytes(long width, long height, int channels) {
        if (width < 1
                || height < 1) {
            throw new UserError("A picture needs at least one pixel, found " + width + " × " + height + ".");
        }
        if (width > LARGEST || height > LARGEST || width * height * channels > LARGEST) {
            throw new UserError("A picture of " + width + " × " + height + " pixels is too large (at most " + LARGEST / channels
                    + " pixels); choose a smaller grid, fewer images or a smaller scale.");
        }
        return (int) (width * height * channels);
    }

    /**
     * A grey picture of real values: byte = round(255 x), x clamped to [0, 1]; NaN is black.
     *
     * @param x values by rows, of which {@code width · height} from {@code offset} on are taken
     * @param offset where the picture begins, so that image i of a batch {@code [images, width · height]} is at
     * {@code i · width · height}
     */
    public static Picture grey(int width, int height, float[] x, int offset) {
        byte[] pixels = new byte[bytes(width, height, 1)];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) Math.round(255 * Math.clamp(x[offset + i], 0f, 1f));
        return new Picture(width, height, 1, pixels);
    }

    /** A picture of bytes as they lie in a data set, grey or in colour by how many they are; not copied. */
    public static Picture of(int width, int height, byte[] pixels) {
        return new Picture(width, height, pixels.length / (width * height), pixels);
    }

    /** As {@link #grey(int, int, float[], int)}, in colour where there are three values a pixel. */
    public static Picture of(int width, int height, float[] x) {
        byte[] pixels = new byte[bytes(width, height, x.length / (width * height))];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) Math.round(255 * Math.clamp(x[i], 0f, 1f));
        return of(width, height, pixels);
    }

    /** A grey picture of bytes, as they lie in a data set; not copied. */
    public static Picture grey(int width, int height, byte[] pixels) {
        return new Picture(width, height, 1, pixels);
    }

    /** One channel of one pixel, 0 … 255. */
    public int at(int x, int y, int channel) {
        return pixels[(y * width + x) * channels + channel] & 0xFF;
    }

    /** Every pixel as a square of {@code factor × factor}, no smoothing: what the model said stays countable. */
    public Picture scaled(int factor) {
        if (factor < 1) throw new UserError("The scale of a picture is a whole number from 1, found " + factor + ".");
        if (factor == 1) return this;
        byte[] scaled = new byte[bytes((long) width * factor, (long) height * factor, channels)];
        int rowBytes = width * factor * channels;
        for (int y = 0; y < height; y++) {
            int row = y * factor * rowBytes;
            for (int x = 0; x < width * factor; x++) {
                System.arraycopy(pixels, (y * width + x / factor) * channels, scaled, row + x * channels, channels);
            }
            for (int copy = 1; copy < factor; copy++) System.arraycopy(scaled, row, scaled, row + copy * rowBytes, rowBytes);
        }
        return new Picture(width * factor, height * factor, channels, scaled);
    }

    /** 255 − byte: white digits on black become black digits on white, for print. */
    public Picture inverted() {
        byte[] inverted = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) inverted[i] = (byte) (255 - pixels[i]);
        return new Picture(width, height, channels, inverted);
    }
}
