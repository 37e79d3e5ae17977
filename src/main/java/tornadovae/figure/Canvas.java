package tornadovae.figure;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import tornadovae.manifold.Picture;

/**
 * A white sheet of paper of a fixed size. Lengths are points (1/72 inch), x grows to the right and y downwards, from the top left
 * corner.
 */
public interface Canvas extends Closeable {

    /** Where a text stands, seen from its point. */
    enum Align { START, MIDDLE, END }

    void fill(Shape shape, Ink ink);

    void stroke(Shape shape, LineStyle pen);

    /** A picture, stretched over a rectangle; its pixels stay squares with sharp edges, at any resolution. */
    void image(Picture picture, Rectangle2D place);

    /**
     * One line of text that begins at a point of its baseline.
     *
     * @param size    of the letters, in points
     * @param degrees turned about the point, counter-clockwise
     */
    void text(String text, double x, double y, double size, double degrees, Ink ink);

    /** Draws only what lies within the region. */
    void clipped(Rectangle2D region, Runnable drawing);

    /** Writes the file; nothing can be drawn afterwards. */
    void write(OutputStream out) throws IOException;

    @Override
    void close();

    default void line(double x1, double y1, double x2, double y2, LineStyle pen) {
        stroke(new Line2D.Double(x1, y1, x2, y2), pen);
    }

    /** One horizontal line of black text. */
    default void text(String text, double x, double y, Align align, double size) {
        if (!text.isEmpty()) text(text, x - shift(text, align, size), y, size, 0, Ink.BLACK);
    }

    /** One line of black text that is read from the bottom to the top. */
    default void textUpwards(String text, double x, double y, Align align, double size) {
        text(text, x, y + shift(text, align, size), size, 90, Ink.BLACK);
    }

    private static double shift(String text, Align align, double size) {
        return switch (align) {
            case START -> 0;
            case MIDDLE -> Typeface.SANS.width(text, size) / 2;
            case END -> Typeface.SANS.width(text, size);
        };
    }
}
