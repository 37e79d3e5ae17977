package tornadovae.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import tornadovae.file.UserFile;
import tornadovae.manifold.Picture;

/**
 * Grey pictures in few bytes: sixteen levels, two pixels a byte, packed as tightly as Deflate can. That is a third of the usual
 * eight-bit file.
 */
final class SmallPng {

    private static final int LEVELS = 16;
    /** A file of a few bytes may claim any size. The largest pictures that this program draws have a tenth of it. */
    private static final long MOST_PIXELS = 1 << 26;

    private SmallPng() {}

    /** A grey picture of a PNG file; empty where it is missing, damaged, or of more than 2²⁶ pixels. */
    static Optional<Picture> read(Path path) {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (InputStream file = UserFile.open(path); var in = new MemoryCacheImageInputStream(file)) {
            reader.setInput(in, true, true);
            boolean fits = (long) reader.getWidth(0) * reader.getHeight(0) <= MOST_PIXELS;
            return fits ? Optional.of(grey(reader.read(0))) : Optional.empty();
        } catch (IOException | RuntimeException e) {   // ImageIO answers some damage with unchecked exceptions
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    /** The first channel, which is all there is in a grey picture, or what its palette says. */
    private static Picture grey(BufferedImage image) {
        int width = image.getWidth(), height = image.getHeight();
        int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] =
                    (byte) (image.getColorModel() instanceof IndexColorModel palette ? palette.getRed(samples[i]) : samples[i]);
        }
        return Picture.grey(width, height, pixels);
    }

    /** The bytes of a file. Level = round(15 grey / 255), so that no pixel is off by more than 3.4 %. */
    static byte[] encode(Picture picture) {
        byte[] greys = new byte[LEVELS];
        for (int i = 0; i < LEVELS; i++) greys[i] = (byte) (i * 255 / (LEVELS - 1));
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(4, LEVELS, greys, greys, greys));
        int[] levels = new int[picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < levels.length; x++) levels[x] = Math.round(picture.at(x, y, 0) * (LEVELS - 1) / 255f);
            image.getRaster().setSamples(0, y, levels.length, 1, 0, levels);
        }
        var writer = ImageIO.getImageWritersByFormatName("png").next();
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam smallest = writer.getDefaultWriteParam();
            smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            smallest.setCompressionQuality(0);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), smallest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
