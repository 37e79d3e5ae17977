package tornadovae.data.source;

import java.util.List;
import java.util.function.Supplier;
import tornadovae.UserError;
import tornadovae.file.npy.NpyHeader;
import tornadovae.file.npy.NpyReader;
import tornadovae.file.npy.NpyType;

/**
 * Images as an array: {@code [images][height][width]}, grey; {@code [images][height][width][3]} or
 * {@code [images][3][height][width]}, in colour, where a last axis of 3 is always the colours; either with 1 in the place of 3,
 * grey; or {@code [images][values]}, a row each. It is read twice, for its range and for the images that are kept, and never held
 * as a whole.
 *
 * @param open    opens it at its first number
 * @param what    the array, for sentences
 * @param count   images
 * @param planar  whether the colours of an image are whole planes, one behind the other
 */
record ImageArray(Supplier<NpyReader> open, String what, int count, int width, int height, int channels, boolean planar) {

    private static final int MAX_SIDE = 4096;

    static ImageArray of(String what, Supplier<NpyReader> open) {
        NpyHeader header;
        try (NpyReader reader = open.get()) {
            header = reader.header();
        }
        List<Integer> s = header.shape();
        int axes = s.size();
        ImageArray array = switch (axes) {
            case 2 -> new ImageArray(open, what, s.get(0), s.get(1), 1, 1, false);
            case 3 -> new ImageArray(open, what, s.get(0), s.get(2), s.get(1), 1, false);
            case 4 -> s.get(3) == 1 || s.get(3) == 3
                    ? new ImageArray(open, what, s.get(0), s.get(2), s.get(1), s.get(3), false)
                    : new ImageArray(open, what, s.get(0), s.get(3), s.get(2), s.get(1), true);
            default -> throw wrongShape(what, header);
        };
        if (array.channels != 1 && array.channels != 3) throw wrongShape(what, header);
        if (array.count == 0) throw new UserError(what + " has no images; at least one is needed.");
        if (array.width < 1 || array.height < 1 || array.height > MAX_SIDE || array.width > (axes == 2 ? MAX_SIDE * MAX_SIDE
                : MAX_SIDE)) {
            throw new UserError("%s has images of %d×%d pixels, but 1×1 to %d×%d are allowed.".formatted(what, array.width,
                    array.height, MAX_SIDE, MAX_SIDE));
        }
        return array;
    }

    private static UserError wrongShape(String what, NpyHeader header) {
        return new UserError(what + " has the shape " + header.shapeText() + ", and images are read as images×height×width, "
                + "images×height×width×3, images×3×height×width or images×values; reshape it.");
    }

    int columns() {
        return width * height * channels;
    }

    /** The scale by all numbers of the array. */
    double[] range() {
        double least = Double.POSITIVE_INFINITY, most = Double.NEGATIVE_INFINITY;
        try (NpyReader reader = open.get()) {
            long numbers = reader.header().count();
            for (long i = 0; i < numbers; i++) {
                double value = reader.next();
                if (value != value) return new double[] {Double.NaN, Double.NaN};
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return new double[] {least, most};
    }

    /** @param numbers of the images that are kept, ascending */
    byte[][] read(int[] numbers, PixelScale scale) {
        byte[][] pixels = new byte[numbers.length][];
        int at = 0;
        try (NpyReader reader = open.get()) {
            boolean asStored = reader.header().type() == NpyType.UINT8 && scale == PixelScale.BYTE;
            for (int i = 0; i < numbers.length; i++) {
                reader.skip((long) (numbers[i] - at) * columns());
                byte[] image = new byte[columns()];
                if (asStored) reader.read(image);
                else {
                    for (int c = 0; c < image.length; c++) image[c] = scale.of(reader.next());
                }
                pixels[i] = planar && channels == 3 ? interleaved(image) : image;
                at = numbers[i] + 1;
            }
        }
        return pixels;
    }

    private byte[] interleaved(byte[] planes) {
        byte[] image = new byte[planes.length];
        int plane = width * height;
        for (int i = 0; i < image.length; i++) image[i] = planes[i % 3 * plane + i / 3];
        return image;
    }
}
