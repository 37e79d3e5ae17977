package tornadovae.graph;

/**
 * Images as they lie in their file: one byte a pixel, 0 … 255, a row an image. A program sees the real value x = byte / 255 ∈ [0,
 * 1].
 *
 * @param columns pixels an image
 * @param pixels {@code [images][columns]}, unsigned bytes; shared by all replicas, never written after construction
 */
public record Images(int columns, byte[][] pixels) {

    public Images {
        if (columns < 1) throw new IllegalArgumentException("images need at least one pixel, found " + columns);
        for (byte[] image : pixels) {
            if (image.length != columns) {
                throw new IllegalArgumentException(
                        "every image must have " + columns + " pixels, found one with " + image.length);
            }
        }
    }

    /** The number of images. */
    public int count() {
        return pixels.length;
    }

    /** The real value of one pixel, in [0, 1]. */
    public float value(int image, int column) {
        return (pixels[image][column] & 0xFF) / 255f;
    }
}
