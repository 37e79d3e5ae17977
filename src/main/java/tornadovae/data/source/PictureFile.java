package tornadovae.data.source;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import tornadovae.UserError;
import tornadovae.file.UserFile;

/**
 * A PNG or JPEG picture, told by the end of its name. Its pixels are grey levels, or red, green and blue in turn.
 *
 * @param pixels  {@code [height · width]}, colours by ITU-R BT.601 luma; or {@code [height · width · 3]}; transparency over black
 * @param bits    of a stored sample
 * @param largest of the stored samples
 * @param opacity levels between the most and the least transparent pixel, of 255
 */
record PictureFile(byte[] pixels, int bits, int largest, int opacity) {

    /** Levels that nobody sees. */
    private static final int INVISIBLE = 8;

    record Size(int width, int height) {}

    private static final int MAX_SIDE = 4096;
    private static final int DEFLATE_RATIO = 1032;      // no deflate stream expands more
    private static final int JPEG_RATIO = 512;          // a block of 8×8 pixels takes a bit at least
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    @FunctionalInterface
    private interface Reading<T> {
        T of(ImageReader reader) throws IOException;
    }

    /** Whether a file is a picture by its name. */
    static boolean isMeant(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static boolean isPng(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".png");
    }

    /** Whether all of it is black or nearly, and only its transparency shows something. */
    boolean isHidden() {
        int most = 0;
        for (byte level : pixels) most = Math.max(most, level & 0xFF);
        return most <= INVISIBLE && opacity > INVISIBLE;
    }

    /** Reads the size from the head of the file only, and refuses one that so short a file cannot have: memory is taken by it. */
    static Size size(Path file) {
        return with(file, reader -> {
            Size size = new Size(reader.getWidth(0), reader.getHeight(0));
            if (size.width > MAX_SIDE || size.height > MAX_SIDE) {
                throw new UserError("%s is %d×%d pixels; at most %d×%d are allowed, make the pictures smaller."
                        .formatted(file, size.width, size.height, MAX_SIDE, MAX_SIDE));
            }
            long pixels = (long) size.width * size.height;
            boolean fits = isPng(file)
                    ? pixels * reader.getRawImageType(0).getColorModel().getPixelSize() / 8 <= DEFLATE_RATIO * Files.size(file)
                    : pixels <= JPEG_RATIO * Files.size(file);
            if (!fits) {
                throw new UserError(
                        ("%s says it is %d×%d pixels, which cannot be in its %d bytes: it is damaged or truncated; get "
                                + "it again or take it away.").formatted(file, size.width, size.height, Files.size(file)));
            }
            return size;
        });
    }

    /**
     * Reads a picture.
     *
     * @param wanted the size it gets, squeezed or stretched where it has another
     * @param model  the picture whose size all must have, or null where they may be of any size
     * @param colour whether it has three values a pixel
     */
    static PictureFile read(Path file, Size wanted, Path model, boolean colour) {
        Size found = size(file);
        if (model != null && !found.equals(wanted)) {
            throw new UserError(("%s is %d×%d pixels, but %s is %d×%d; all pictures must have one size, or get one by "
                    + "dataset.width (--width).").formatted(file, found.width, found.height, model, wanted.width, wanted.height));
        }
        BufferedImage image = with(file, reader -> reader.read(0));
        byte[] pixels = colour ? colours(image) : greys(image);
        return new PictureFile(Resizing.of(pixels, found.width, found.height, wanted.width, wanted.height),
                image.getSampleModel().getSampleSize(0), largest(image), opacity(image));
    }

    private static boolean isStoredGrey(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        return colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(colours instanceof IndexColorModel);
    }

    private static byte[] greys(BufferedImage image) {
        byte[] grey = new byte[image.getWidth() * image.getHeight()];
        boolean storedGrey = isStoredGrey(image);
        for (int i = 0; i < grey.length; i++) {
            int x = i % image.getWidth(), y = i / image.getWidth();
            grey[i] = (byte) (storedGrey ? level(image.getRaster(), x, y) : luma(image.getRGB(x, y)));
        }
        return grey;
    }

    private static byte[] colours(BufferedImage image) {
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        boolean storedGrey = isStoredGrey(image);
        for (int i = 0; i < rgb.length / 3; i++) {
            int x = i % image.getWidth(), y = i / image.getWidth();
            int argb = image.getRGB(x, y), grey = storedGrey ? level(image.getRaster(), x, y) : 0;
            for (int c = 0; c < 3; c++) {
                int value = (argb >> 16 - 8 * c & 0xFF) * (argb >>> 24);
                rgb[3 * i + c] = (byte) (storedGrey ? grey : (value + 127) / 255);
            }
        }
        return rgb;
    }

    /** The grey value of stored samples of colour, whatever they mean. */
    private static int largest(BufferedImage image) {
        Raster raster = image.getRaster();
        int colours = image.getColorModel().getNumColorComponents(), most = 0;
        for (int band = 0; band < Math.min(colours, raster.getNumBands()); band++) {
            for (int sample : raster.getSamples(0, 0, image.getWidth(), image.getHeight(), band, (int[]) null)) {
                most = Math.max(most, sample);
            }
        }
        return most;
    }

    private static int opacity(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) return 0;
        int least = 255, most = 0;
        for (int argb : image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
            least = Math.min(least, argb >>> 24);
            most = Math.max(most, argb >>> 24);
        }
        return most - least;
    }

    /** The stored grey level times α as 8 bits; getRGB would bend it, because Java takes grey to be linear light. */
    private static int level(Raster raster, int x, int y) {
        int max = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        double alpha = raster.getNumBands() > 1 ? raster.getSample(x, y, 1) / (double) max : 1;
        return (int) Math.round(255 * alpha * raster.getSample(x, y, 0) / max);
    }

    /** Y = 0.299 R + 0.587 G + 0.114 B, times α. */
    private static int luma(int argb) {
        int alpha = argb >>> 24, red = argb >> 16 & 0xFF, green = argb >> 8 & 0xFF, blue = argb & 0xFF;
        return ((299 * red + 587 * green + 114 * blue) * alpha + 127_500) / 255_000;
    }

    private static <T> T with(Path file, Reading<T> reading) {
        String format = isPng(file) ? "PNG" : "JPEG";
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (var in = new MemoryCacheImageInputStream(UserFile.open(file))) {
            reader.setInput(in, true, true);
            return reading.of(reader);
        } catch (UserError e) {
            throw e;
        } catch (UserFile.Refused e) {
            throw UserFile.cannotRead(file, e, "put a " + format + " picture there");
        } catch (IOException | RuntimeException e) {        // ImageIO's readers throw both on damaged files
            throw new UserError(
                    file + " is not a " + format + " picture that can be read (" + e.getMessage()
                            + "); get it again or take it away.");
        } finally {
            reader.dispose();
        }
    }
}
