package tornadovae.manifold;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import tornadovae.UserError;

/** What ImageIO wants of a picture: its own image type over the same bytes. Fonts and the desktop are never touched. */
final class Rasters {

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
        if (picture.channels() == 1) return indexed(picture);
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

    static BufferedImage indexed(Picture grey) {
        byte[] ramp = new byte[256];
        for (int i = 0; i < 256; i++) ramp[i] = (byte) i;
        var raster = Raster.createInterleavedRaster(new DataBufferByte(grey.pixels(), grey.pixels().length), grey.width(),
                grey.height(), grey.width(), 1, new int[] {0}, new Point(0, 0));
        return new BufferedImage(new IndexColorModel(8, 256, ramp, ramp, ramp), raster, false, null);
    }
}
