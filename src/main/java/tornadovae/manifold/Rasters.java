package tornadovae.manifold;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import tornadovae.UserError;

/** What ImageIO wants of a picture: its own image type over the same bytes. Fonts and the desktop are never touched. */
final class Rasters {

    /** Steps of each colour in an animation. */
    private static final int CUBE = 6;

    private Rasters() {}

    static ImageWriter writer(String format) {
        var writers = ImageIO.getImageWritersByFormatName(format);
        if (!writers.hasNext()) {
            throw new UserError(3, "This JDK cannot write " + format
                    + " pictures (no ImageIO writer); use a full JDK with the module java.desktop.", null);
        }
        return writers.next();
    }

    static BufferedImage image(Picture picture) {
        int w = picture.width();
        int h = picture.height();
        if (picture.channels() == 1) return grey(picture);
        var image = new BufferedImage(w, h, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = picture.pixels();
        for (int i = 0; i < rgb.length; i += 3) {
            bgr[i] = rgb[i + 2];
            bgr[i + 1] = rgb[i + 1];
            bgr[i + 2] = rgb[i];
        }
        return image;
    }

    /** A picture with the colours of a palette: grey where all its pixels are. */
    static Picture picture(BufferedImage image) {
        int width = image.getWidth(), height = image.getHeight();
        int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
        boolean grey = Arrays.stream(rgb).allMatch(p -> (p & 0xFF) == (p >> 8 & 0xFF) && (p & 0xFF) == (p >> 16 & 0xFF));
        int channels = grey ? 1 : 3;
        byte[] pixels = new byte[rgb.length * channels];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (rgb[i / channels] >> 8 * (channels - 1 - i % channels));
        return new Picture(width, height, channels, pixels);
    }

    /** 256 levels of grey, or the nearest of 6×6×6 colours. */
    static BufferedImage indexed(Picture picture) {
        return picture.channels() == 1 ? grey(picture) : coloured(picture);
    }

    private static BufferedImage coloured(Picture picture) {
        int last = CUBE - 1;
        byte[][] palette = new byte[3][CUBE * CUBE * CUBE];
        for (int i = 0; i < palette[0].length; i++) {
            palette[0][i] = (byte) (i / CUBE / CUBE * 255 / last);
            palette[1][i] = (byte) (i / CUBE % CUBE * 255 / last);
            palette[2][i] = (byte) (i % CUBE * 255 / last);
        }
        byte[] indices = new byte[picture.width() * picture.height()];
        for (int i = 0; i < indices.length; i++) {
            int index = 0;
            for (int c = 0; c < 3; c++) index = index * CUBE + ((picture.pixels()[3 * i + c] & 0xFF) * last + 127) / 255;
            indices[i] = (byte) index;
        }
        return new BufferedImage(new IndexColorModel(8, palette[0].length, palette[0], palette[1], palette[2]),
                raster(picture, indices), false, null);
    }

    private static WritableRaster raster(Picture picture, byte[] indices) {
        return Raster.createInterleavedRaster(new DataBufferByte(indices, indices.length), picture.width(), picture.height(),
                picture.width(), 1, new int[] {0}, new Point(0, 0));
    }

    private static BufferedImage grey(Picture grey) {
        byte[] ramp = new byte[256];
        for (int i = 0; i < 256; i++) ramp[i] = (byte) i;
        return new BufferedImage(new IndexColorModel(8, 256, ramp, ramp, ramp), raster(grey, grey.pixels()), false, null);
    }
}
