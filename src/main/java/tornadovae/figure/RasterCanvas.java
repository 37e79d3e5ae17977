package tornadovae.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;

/** A sheet of pixels: PNG, which says how many pixels make an inch. */
final class RasterCanvas implements Canvas {

    private final double dpi;
    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Map<String, String> text;

    RasterCanvas(double width, double height, double dpi, Map<String, String> text) {
        this.dpi = dpi;
        this.text = text;
        long columns = Math.max(1, Math.round(width * dpi / 72)), rows = Math.max(1, Math.round(height * dpi / 72));
        if (columns * rows > 1 << 26) {
            throw new UserError("A figure of " + columns + " × " + rows + " pixels is too large, at most " + (1 << 26)
                    + " pixels are allowed; choose a smaller --dpi or --width, or the format svg or pdf.");
        }
        image = new BufferedImage((int) columns, (int) rows, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, (int) columns, (int) rows);
        graphics.scale(columns / width, rows / height);
    }

    @Override
    public void fill(Shape shape, Ink ink) {
        take(ink);
        graphics.fill(shape);
    }

    @Override
    public void stroke(Shape shape, LineStyle pen) {
        take(pen.ink());
        float[] dash = new float[pen.dash().size()];
        for (int i = 0; i < dash.length; i++) dash[i] = pen.dash().get(i).floatValue();
        graphics.setStroke(new BasicStroke((float) pen.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10,
                dash.length == 0 ? null : dash, 0));
        graphics.draw(shape);
    }

    @Override
    public void image(Picture picture, Rectangle2D place) {
        AffineTransform toPixels = graphics.getTransform();
        Rectangle2D pixels = toPixels.createTransformedShape(place).getBounds2D();
        int left = (int) Math.round(pixels.getMinX()), top = (int) Math.round(pixels.getMinY());
        int columns = Math.max(1, (int) Math.round(pixels.getMaxX()) - left),
                rows = Math.max(1, (int) Math.round(pixels.getMaxY()) - top);
        graphics.setTransform(new AffineTransform());
        graphics.drawImage(BoxFilter.resampled(picture, columns, rows), left, top, null);
        graphics.setTransform(toPixels);
    }

    @Override
    public void text(String text, double x, double y, double size, double degrees, Ink ink) {
        fill(placed(text, x, y, size, degrees), ink);
    }

    /** The outlines of a line of text on the sheet. */
    static Shape placed(String text, double x, double y, double size, double degrees) {
        var place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(-Math.toRadians(degrees));
        place.scale(size, size);
        return place.createTransformedShape(Typeface.SANS.outline(text));
    }

    @Override
    public void clipped(Rectangle2D region, Runnable drawing) {
        Shape before = graphics.getClip();
        graphics.clip(region);
        drawing.run();
        graphics.setClip(before);
    }

    private void take(Ink ink) {
        graphics.setColor(new Color(ink.rgb() >> 16 & 0xFF, ink.rgb() >> 8 & 0xFF, ink.rgb() & 0xFF,
                (int) Math.round(255 * ink.opacity())));
    }

    /** What has been drawn: grey where nothing has a colour. */
    Picture picture() {
        int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        boolean grey = true;
        for (int pixel : rgb) grey &= (pixel >> 16 & 0xFF) == (pixel & 0xFF) && (pixel >> 8 & 0xFF) == (pixel & 0xFF);
        int channels = grey ? 1 : 3;
        byte[] bytes = new byte[rgb.length * channels];
        for (int i = 0; i < rgb.length; i++) {
            for (int c = 0; c < channels; c++) bytes[i * channels + c] = (byte) (rgb[i] >> 8 * (channels - 1 - c));
        }
        return new Picture(image.getWidth(), image.getHeight(), channels, bytes);
    }

    @Override
    public void write(OutputStream out) throws IOException {
        out.write(Png.bytes(picture(), text, dpi));
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
