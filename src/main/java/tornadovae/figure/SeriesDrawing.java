package tornadovae.figure;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Palette;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/**
 * Draws a chart's values between its axes: bands first, then bars, lines, whiskers and dots, so that nothing hides what matters
 * more.
 */
final class SeriesDrawing {

    static final double LINE = 1;
    static final double DOT = 4.2;
    static final Double[] DASH = {3.5, 2.0};

    private static final double WHISKER = 0.7;
    private static final double CAP = 1.6;
    private static final double BAND_OPACITY = 0.2;
    private static final double BARS_SHARE = 0.78;   // of a category's place
    private static final int DOTS_ON_A_LINE = 6;

    private final Chart chart;
    private final PlotScale across;
    private final PlotScale up;

    SeriesDrawing(Chart chart, PlotScale across, PlotScale up) {
        this.chart = chart;
        this.across = across;
        this.up = up;
    }

    static Ink ink(Series series) {
        return Ink.of(Palette.series(series.colour()));
    }

    static boolean isLine(Series series) {
        return series.mark() == Mark.LINE || series.mark() == Mark.DASHED_LINE;
    }

    /** Whether lines carry a few dots, because there are several and colours alone would tell them apart. */
    static boolean dotsOnLines(Chart chart) {
        return chart.series().stream().filter(SeriesDrawing::isLine).map(Series::colour).distinct().count() > 1;
    }

    /** The smallest distance of two bars, or groups of bars; 1 between categories. */
    static double barSlot(Chart chart) {
        if (chart.x().scale() == Axis.Spacing.CATEGORIES) return 1;
        double[] x = chart.series().stream().filter(s -> s.mark() == Mark.BARS).flatMap(s -> s.points().stream())
                .mapToDouble(Point::x).sorted().distinct().toArray();
        return IntStream.range(1, x.length).mapToDouble(i -> x[i] - x[i - 1]).min().orElse(1);
    }

    void draw(Canvas canvas) {
        var area = new Rectangle2D.Double(across.from(), up.to(), across.length(), up.length());
        canvas.clipped(area, () -> {
            for (Series s : chart.series()) {
                if (isLine(s)) band(canvas, s);
            }
            for (Series s : chart.series()) {
                if (s.mark() == Mark.BARS) bars(canvas, s);
            }
            for (Series s : chart.series()) {
                if (s.mark() != Mark.BARS && s.mark() != Mark.DOTS) line(canvas, s);
            }
        });
        for (Series s : chart.series()) {
            if (!isLine(s)) whiskers(canvas, s);
        }
        for (Series s : chart.series()) dots(canvas, s);
    }

    /** Where a point stands: series of dots over the same categories stand beside each other, and so do bars. */
    private double x(Series series, Point point) {
        if (series.mark() == Mark.BARS) return at(point.x() + barOffset(series));
        if (series.mark() != Mark.DOTS || chart.x().scale() != Axis.Spacing.CATEGORIES) return at(point.x());
        List<Series> dots = of(Mark.DOTS);
        double step = Math.min(0.14, 0.7 / dots.size());
        return at(point.x() + step * (position(dots, series) - (dots.size() - 1) / 2.0));
    }

    private double at(double x) {
        return across.at(x);
    }

    private List<Series> of(Mark mark) {
        return chart.series().stream().filter(s -> s.mark() == mark).toList();
    }

    private static int position(List<Series> all, Series one) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) == one) return i;
        }
        throw new IllegalArgumentException("not of this chart: " + one.name());
    }

    private double barWidth() {
        return BARS_SHARE * barSlot(chart) / of(Mark.BARS).size();
    }

    private double barOffset(Series series) {
        List<Series> bars = of(Mark.BARS);
        return barWidth() * (position(bars, series) - (bars.size() - 1) / 2.0);
    }

    private boolean shows(Point p) {
        return across.shows(p.x()) && up.shows(p.y());
    }

    /** The lower end of an interval may be 0 or less where the axis has none: it is drawn down to the axis. */
    private double end(double y) {
        return up.at(up.shows(y) ? y : up.low());
    }

    private void band(Canvas canvas, Series series) {
        var run = new ArrayList<Point>();
        for (Point p : series.points()) {
            if (shows(p) && p.hasInterval()) {
                run.add(p);
            } else {
                band(canvas, series, run);
                run.clear();
            }
        }
        band(canvas, series, run);
    }

    private void band(Canvas canvas, Series series, List<Point> points) {
        if (points.size() < 2) return;
        var path = new Path2D.Double();
        path.moveTo(at(points.getFirst().x()), end(points.getFirst().high()));
        for (Point p : points.subList(1, points.size())) path.lineTo(at(p.x()), end(p.high()));
        for (Point p : points.reversed()) path.lineTo(at(p.x()), end(p.low()));
        path.closePath();
        canvas.fill(path, ink(series).withOpacity(BAND_OPACITY));
    }

    private void bars(Canvas canvas, Series series) {
        double zero = up.logarithmic() ? up.from() : up.at(Math.clamp(0, up.low(), up.high()));
        for (Point p : series.points()) {
            if (!shows(p)) continue;
            double middle = p.x() + barOffset(series), left = at(middle - barWidth() / 2), right = at(middle + barWidth() / 2),
                    y = up.at(p.y());
            canvas.fill(new Rectangle2D.Double(left, Math.min(y, zero), right - left, Math.abs(y - zero)), ink(series));
        }
    }

    private void line(Canvas canvas, Series series) {
        var path = new Path2D.Double();
        boolean down = false;
        for (Point p : series.points()) {
            if (!shows(p)) {
                down = false;
                continue;
            }
            if (down) path.lineTo(at(p.x()), up.at(p.y()));
            else path.moveTo(at(p.x()), up.at(p.y()));
            down = true;
        }
        LineStyle pen = LineStyle.solid(ink(series), LINE);
        canvas.stroke(path, series.mark() == Mark.DASHED_LINE ? pen.dashed(DASH) : pen);
    }

    private void whiskers(Canvas canvas, Series series) {
        LineStyle pen = LineStyle.solid(series.mark() == Mark.BARS ? Ink.BLACK : ink(series), WHISKER);
        for (Point p : series.points()) {
            if (!shows(p) || !p.hasInterval()) continue;
            double x = x(series, p), low = end(p.low()), high = end(p.high());
            canvas.line(x, low, x, high, pen);
            canvas.line(x - CAP, low, x + CAP, low, pen);
            canvas.line(x - CAP, high, x + CAP, high, pen);
        }
    }

    private void dots(Canvas canvas, Series series) {
        if (series.mark() == Mark.BARS || isLine(series) && !dotsOnLines(chart)) return;
        List<Point> points = series.points().stream().filter(this::shows).toList();
        if (isLine(series) && points.size() > 2 * DOTS_ON_A_LINE) points = sparse(points, position(chart.series(), series));
        for (Point p : points) dot(canvas, series, x(series, p), up.at(p.y()));
    }

    /** A few points at equal distances, each series at other places. */
    private List<Point> sparse(List<Point> points, int series) {
        double shift = (series + 0.5) / chart.series().size();
        return IntStream.range(0, DOTS_ON_A_LINE).mapToObj(i -> points.get((int) ((i + shift) / DOTS_ON_A_LINE * points.size())))
                .toList();
    }

    static void dot(Canvas canvas, Series series, double x, double y) {
        var shape = Marker.of(series.colour()).at(x, y, DOT);
        canvas.stroke(shape, LineStyle.solid(Ink.WHITE, 0.8));   // keeps dots apart that touch
        canvas.fill(shape, ink(series));
    }
}
