package tornadovae.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import tornadovae.manifold.Picture;

/** A picture of the latent plane between its axes, and a key to its colours beside or below it. */
public final class PlaneFigure implements Figure {

    private static final double KEY_GAP = 5;
    private static final double PAIR_GAP = 8;
    private static final double HALF_A_NUMBER = 3;

    private final double left;
    private final double width;
    private final double height;
    private final PlaneAxes axes;
    private final Rectangle2D area;
    private final PlaneContent content;
    private final PlaneKey key;

    /**
     * @param width in points
     * @param shape height of the plane by its width
     */
    PlaneFigure(double width, double shape, PlaneAxes axes, PlaneContent content, PlaneKey key) {
        this(0, width, shape, axes, content, key);
    }

    /** @param left where it begins, in points */
    private PlaneFigure(double left, double width, double shape, PlaneAxes axes, PlaneContent content, PlaneKey key) {
        this.left = left;
        this.width = width;
        this.axes = axes;
        this.content = content;
        this.key = key;
        double beside = key.beside() == 0 ? axes.margin() : KEY_GAP + key.beside();
        double side = width - axes.left() - beside;
        double half = key.beside() == 0 ? 0 : HALF_A_NUMBER;   // a colour bar has numbers at its ends
        area = new Rectangle2D.Double(left + axes.left(), Math.max(axes.margin(), half), side, side * shape);
        height = area.getMaxY() + Math.max(axes.below(), half) + (key.below(width) == 0 ? 0 : KEY_GAP + key.below(width));
    }

    /**
     * A manifold.
     *
     * @param grid   seamless images, as {@link tornadovae.manifold.Pictures#manifold} draws them
     * @param images in a row of it; thin lines part them where {@code framed}
     */
    public static PlaneFigure manifold(double width, PlaneAxes axes, Picture grid, int images, boolean framed) {
        return new PlaneFigure(width, (double) grid.height() / grid.width(), axes, (canvas, area) -> {
            canvas.image(grid, area);
            if (framed) canvas.stroke(lines(area, images, axes.up() < 0 ? 1 : images), LineStyle.solid(Ink.of("#9a9a9a"), 0.3));
        }, PlaneKey.NONE);
    }

    private static Path2D lines(Rectangle2D area, int columns, int rows) {
        var path = new Path2D.Double();
        for (int i = 1; i < columns; i++) {
            double x = area.getMinX() + area.getWidth() * i / columns;
            path.moveTo(x, area.getMinY());
            path.lineTo(x, area.getMaxY());
        }
        for (int i = 1; i < rows; i++) {
            double y = area.getMinY() + area.getHeight() * i / rows;
            path.moveTo(area.getMinX(), y);
            path.lineTo(area.getMaxX(), y);
        }
        return path;
    }

    /** A measured field over the plane, with a colour bar. */
    public static PlaneFigure field(double width, PlaneAxes axes, Field field) {
        ColourScale colours = ColourScale.of(field.values(), field.logarithmic());
        return new PlaneFigure(width, 1, axes, (canvas, area) -> canvas.image(coloured(field.values(), colours), area),
                new ColourBar(colours, field.label()));
    }

    private static Picture coloured(double[][] values, ColourScale colours) {
        int rows = values.length, columns = values[0].length;
        byte[] pixels = new byte[rows * columns * 3];
        for (int i = 0; i < rows * columns; i++) ColourBar.put(pixels, i, colours.at(values[i / columns][i % columns]));
        return new Picture(columns, rows, 3, pixels);
    }

    /** Which class each place of the plane shows. */
    public static PlaneFigure classes(double width, PlaneAxes axes, DrawnClasses map) {
        return new PlaneFigure(width, 1, axes, new ClassMapDrawing(map), new ClassKey(map));
    }

    /** Two of these, side by side. */
    private record Pair(double width, PlaneFigure left, PlaneFigure right) implements Figure {

        @Override
        public double height() {
            return Math.max(left.height, right.height);
        }

        @Override
        public void draw(Canvas canvas) {
            left.draw(canvas);
            right.draw(canvas);
        }
    }

    /** Beside what a classifier sees in the pictures, the classes by labels, hatched where the two differ. */
    public static Figure classes(double width, PlaneAxes axes, DrawnClasses map, DrawnClasses labels) {
        double each = (width - PAIR_GAP) / 2;
        var right = new PlaneFigure(each + PAIR_GAP, each, 1, axes, new ClassMapDrawing(labels), new ClassKey(labels));
        return new Pair(width, classes(each, axes, map), right);
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public void draw(Canvas canvas) {
        content.draw(canvas, area);
        axes.draw(canvas, area);
        if (key.beside() > 0) {
            key.draw(canvas,
                    new Rectangle2D.Double(area.getMaxX() + KEY_GAP, area.getMinY(), key.beside(), area.getHeight()));
        } else key.draw(canvas, new Rectangle2D.Double(left, height - key.below(width), width, key.below(width)));
    }
}
