package tornadovae.figure;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import tornadovae.manifold.Picture;

/** Remembers what is drawn where. */
final class RecordingCanvas implements Canvas {

    record Text(String text, Shape outline, double size) {

        Rectangle2D bounds() {
            return outline.getBounds2D();
        }
    }

    record Stroke(Rectangle2D bounds, LineStyle pen) {}

    final List<Text> texts = new ArrayList<>();
    final List<Stroke> strokes = new ArrayList<>();
    final List<Rectangle2D> fills = new ArrayList<>();
    final List<Rectangle2D> images = new ArrayList<>();
    final List<Rectangle2D> clips = new ArrayList<>();

    @Override
    public void fill(Shape shape, Ink ink) {
        fills.add(shape.getBounds2D());
    }

    @Override
    public void stroke(Shape shape, LineStyle pen) {
        strokes.add(new Stroke(shape.getBounds2D(), pen));
    }

    @Override
    public void image(Picture picture, Rectangle2D place) {
        images.add(place);
    }

    @Override
    public void text(String text, double x, double y, double size, double degrees, Ink ink) {
        var place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(-Math.toRadians(degrees));
        place.scale(size, size);
        texts.add(new Text(text, place.createTransformedShape(Typeface.SANS.outline(text)), size));
    }

    @Override
    public void clipped(Rectangle2D region, Runnable drawing) {
        clips.add(region);
        drawing.run();
    }

    @Override
    public void write(OutputStream out) {}

    @Override
    public void close() {}
}
