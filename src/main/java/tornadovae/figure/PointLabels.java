package tornadovae.figure;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/**
 * What a few single points are, such as β = 4, beside them. A label is left away where there is no room beside its point; all
 * are, where they would only repeat the axis or each other, or where there are many.
 */
final class PointLabels {

    private static final double SIZE = 6.5;
    private static final int MOST = 24;
    private static final double DISTANCE = 3.5;

    /** A label and the room it takes. */
    record Placed(String text, Rectangle2D room) {}

    private PointLabels() {}

    static List<Placed> place(Chart chart, PlotScale across, PlotScale up) {
        List<Point> points = chart.series().stream().filter(s -> s.mark() == Mark.DOTS || s.mark() == Mark.LINE_AND_DOTS)
                .map(Series::points).flatMap(List::stream).filter(p -> across.shows(p.x()) && up.shows(p.y())).toList();
        boolean telling = chart.series().stream()
                .allMatch(s -> s.points().stream().map(PointLabels::label).distinct().count() == s.points().size());
        boolean wanted = chart.x().scale() != Axis.Spacing.CATEGORIES && points.size() <= MOST && telling && points.stream()
                .noneMatch(p -> label(p).isEmpty() || repeats(p));
        if (!wanted) return List.of();

        var taken = new ArrayList<Rectangle2D>();
        for (Point p : points) {
            double x = across.at(p.x()), y = up.at(p.y());
            taken.add(new Rectangle2D.Double(x - 2.5, y - 2.5, 5, 5));
            if (p.hasInterval()) taken.add(new Rectangle2D.Double(x - 1.5, up.at(p.high()), 3, up.at(p.low()) - up.at(p.high())));
        }
        List<Line2D> lines = lines(chart, across, up);
        var placed = new ArrayList<Placed>();
        for (Point p : points) {
            double x = across.at(p.x()), y = up.at(p.y()), w = Typeface.SANS.width(label(p), SIZE), h = Typeface.CAPITALS * SIZE;
            double near = DISTANCE * 0.75;
            List<Rectangle2D> places = List.of(box(x + near, y - near - h, w, h), box(x + DISTANCE, y - h / 2, w, h),
                    box(x + near, y + near, w, h), box(x - w / 2, y - DISTANCE - h, w, h), box(x - near - w, y - near - h, w, h),
                    box(x - DISTANCE - w, y - h / 2, w, h), box(x - w / 2, y + DISTANCE, w, h),
                    box(x - near - w, y + near, w, h));
            for (Rectangle2D place : places) {
                boolean inside = place.getMinX() >= across.from() && place.getMaxX() <= across.to() + 2
                        && place.getMinY() >= up.to() && place.getMaxY() <= up.from();
                if (!inside || lines.stream().anyMatch(line -> line.intersects(place))
                        || taken.stream().anyMatch(place::intersects)
                        || placed.stream().anyMatch(other -> other.room().intersects(place))) {
                    continue;
                }
                placed.add(new Placed(label(p), place));
                break;
            }
        }
        return placed;
    }

    /** The pieces of all lines. */
    private static List<Line2D> lines(Chart chart, PlotScale across, PlotScale up) {
        var lines = new ArrayList<Line2D>();
        for (Series s : chart.series()) {
            if (s.mark() == Mark.DOTS || s.mark() == Mark.BARS) continue;
            for (int i = 1; i < s.points().size(); i++) {
                Point a = s.points().get(i - 1), b = s.points().get(i);
                if (across.shows(a.x()) && across.shows(b.x()) && up.shows(a.y()) && up.shows(b.y())) {
                    lines
                            .add(new Line2D.Double(across.at(a.x()), up.at(a.y()), across.at(b.x()), up.at(b.y())));
                }
            }
        }
        return lines;
    }

    static void draw(Canvas canvas, List<Placed> labels) {
        for (Placed label : labels) {
            canvas.text(label.text(), label.room().getMinX(), label.room().getMaxY(), Canvas.Align.START, SIZE);
        }
    }

    private static Rectangle2D box(double x, double y, double w, double h) {
        return new Rectangle2D.Double(x, y, w, h);
    }

    /** {@code β = 4} of {@code β = 4, 5 seeds}. */
    private static String label(Point p) {
        return p.label().split("[,;]")[0].strip();
    }

    private static boolean repeats(Point p) {
        return Arrays.asList(label(p).split("[^\\d.−]+")).contains(Ticks.number(p.x()));
    }
}
