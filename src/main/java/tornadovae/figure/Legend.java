package tornadovae.figure;

import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import tornadovae.chart.Chart;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/** Which mark is which series, in columns. It stands outside the axes, so that it covers nothing. */
final class Legend {

    static final double SIZE = 7;

    private static final double ROW = 10;
    private static final double GAP = 4;
    private static final double COLUMN_GAP = 12;

    private final Chart chart;
    private final List<Series> entries;
    private final double sample;
    private final int rows;

    /** @param width what is there at most, if one column does not need more */
    Legend(Chart chart, double width) {
        this.chart = chart;
        var distinct = new LinkedHashMap<String, Series>();
        for (Series s : chart.series()) {
            if (!s.points().isEmpty()) distinct.putIfAbsent(s.name() + s.mark() + s.colour(), s);
        }
        entries = distinct.size() < 2 ? List.of() : List.copyOf(distinct.values());
        sample = entries.stream().allMatch(s -> s.mark() == Mark.BARS || s.mark() == Mark.DOTS) ? 6 : 15;
        rows = IntStream.rangeClosed(1, entries.size()).filter(n -> width(n) <= width).findFirst()
                .orElse(Math.max(1, entries.size()));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    double width() {
        return width(rows);
    }

    double height() {
        return entries.isEmpty() ? 0 : ROW * rows;
    }

    private double width(int rows) {
        double width = -COLUMN_GAP;
        for (int first = 0; first < entries.size(); first += rows) width += column(first, rows) + COLUMN_GAP;
        return Math.max(0, width);
    }

    private double column(int first, int rows) {
        return sample + GAP + entries.subList(first, Math.min(first + rows, entries.size())).stream()
                .mapToDouble(s -> Typeface.SANS.width(s.name(), SIZE)).max().orElse(0);
    }

    /** Draws it with its top left corner at a point. */
    void draw(Canvas canvas, double left, double top) {
        double x = left;
        for (int first = 0; first < entries.size(); first += rows) {
            for (int i = first; i < Math.min(first + rows, entries.size()); i++) {
                double y = top + (i - first + 0.5) * ROW;
                sample(canvas, entries.get(i), x, y);
                canvas.text(entries.get(i).name(), x + sample + GAP, y + Typeface.CAPITALS * SIZE / 2, Canvas.Align.START, SIZE);
            }
            x += column(first, rows) + COLUMN_GAP;
        }
    }

    private void sample(Canvas canvas, Series series, double x, double y) {
        if (series.mark() == Mark.BARS) {
            canvas.fill(new Rectangle2D.Double(x + sample / 2 - 3, y - 3, 6, 6), SeriesDrawing.ink(series));
            return;
        }
        LineStyle pen = LineStyle.solid(SeriesDrawing.ink(series), SeriesDrawing.LINE);
        if (series.mark() != Mark.DOTS) {
            canvas.line(x, y, x + sample, y,
                    series.mark() == Mark.DASHED_LINE ? pen.dashed(SeriesDrawing.DASH) : pen);
        }
        if (!SeriesDrawing.isLine(series)
                || SeriesDrawing.dotsOnLines(chart)) {
            SeriesDrawing.dot(canvas, series, x + sample / 2, y);
        }
    }
}
