package tornadovae.figure;

import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import tornadovae.chart.Chart;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/** Which mark is which series, in columns of equal width. It stands outside the axes, so that it covers nothing. */
final class Legend {

    static final double SIZE = 7;

    private static final double ROW = 10;
    private static final double SAMPLE = 15;
    private static final double GAP = 4;
    private static final double COLUMN_GAP = 10;

    private final Chart chart;
    private final List<Series> entries;
    private final double column;
    private final int columns;

    /** @param width what is there at most */
    Legend(Chart chart, double width) {
        this.chart = chart;
        var distinct = new LinkedHashMap<String, Series>();
        for (Series s : chart.series()) if (!s.points().isEmpty()) distinct.putIfAbsent(s.name() + s.mark() + s.colour(), s);
        entries = distinct.size() < 2 ? List.of() : List.copyOf(distinct.values());
        column = SAMPLE + GAP + entries.stream().mapToDouble(s -> Typeface.SANS.width(s.name(), SIZE)).max().orElse(0);
        int most = Math.max(1, (int) ((width + COLUMN_GAP) / (column + COLUMN_GAP)));
        columns = entries.isEmpty() ? 1 : Math.ceilDiv(entries.size(), Math.ceilDiv(entries.size(), most));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    double width() {
        return columns * column + (columns - 1) * COLUMN_GAP;
    }

    double height() {
        return ROW * Math.ceilDiv(entries.size(), columns);
    }

    /** @param left and top: of the whole */
    void draw(Canvas canvas, double left, double top) {
        int rows = Math.ceilDiv(entries.size(), columns);
        for (int i = 0; i < entries.size(); i++) {
            Series series = entries.get(i);
            double x = left + i / rows * (column + COLUMN_GAP), y = top + i % rows * ROW + ROW / 2;
            sample(canvas, series, x, y);
            canvas.text(series.name(), x + SAMPLE + GAP, y + Typeface.CAPITALS * SIZE / 2, Canvas.Align.START, SIZE);
        }
    }

    private void sample(Canvas canvas, Series series, double x, double y) {
        if (series.mark() == Mark.BARS) {
            canvas.fill(new Rectangle2D.Double(x + 4, y - 3, 7, 6), SeriesDrawing.ink(series));
            return;
        }
        Pen pen = Pen.solid(SeriesDrawing.ink(series), SeriesDrawing.LINE);
        if (series.mark() != Mark.DOTS) canvas.line(x, y, x + SAMPLE, y, series.mark() == Mark.DASHED_LINE ? pen.dashed(SeriesDrawing.DASH) : pen);
        if (!SeriesDrawing.isLine(series) || SeriesDrawing.dotsOnLines(chart)) SeriesDrawing.dot(canvas, series, x + SAMPLE / 2, y);
    }
}
