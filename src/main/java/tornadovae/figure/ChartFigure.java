package tornadovae.figure;

import java.util.List;
import java.util.function.IntFunction;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;

/** A chart of an exact width: axes at the left and below, the legend below them or, in a wide figure, at their right. */
public final class ChartFigure implements Figure {

    private static final double LABEL = 8;
    private static final double NUMBER = 7;
    private static final double TITLE = 8.5;
    private static final double MARGIN = 3;
    private static final double TICK = 2.5;
    private static final double GAP = 2.5;
    private static final LineStyle AXIS = LineStyle.solid(Ink.BLACK, 0.6);
    private static final LineStyle MINOR = LineStyle.solid(Ink.BLACK, 0.5);
    private static final double SHAPE = 0.62;   // height of the axes by their width
    private static final double LOWEST = Length.ofMillimetres(30).points();
    private static final double HIGHEST = Length.ofMillimetres(72).points();
    private static final double WIDE = Length.ofMillimetres(120).points();

    private final Chart chart;
    private final double width;
    private final double height;
    private final List<String> title;
    private final Legend legend;
    private final boolean legendBeside;
    private final PlotScale across;
    private final PlotScale up;
    private final Ticks upTicks;
    private final Ticks acrossTicks;
    private final CategoryLabels categories;   // null where the axis has numbers
    private final List<String> acrossLabel;
    private final List<String> upLabel;

    /**
     * @param width  in points
     * @param titled whether the chart's finding stands above it; journals want it in the caption
     */
    public ChartFigure(Chart chart, double width, boolean titled) {
        this.chart = chart;
        this.width = width;
        title = titled ? Lines.wrapped(chart.finding(), width - 2 * MARGIN, TITLE) : List.of();
        var narrow = new Legend(chart, 0);
        legendBeside = width >= WIDE && !narrow.isEmpty() && narrow.width() < 0.3 * width && narrow.height() < 0.4 * width;

        PlotScale upRange = ChartRange.up(chart), acrossRange = ChartRange.across(chart);
        double right = legendBeside ? width - MARGIN - narrow.width() - 8 : width - MARGIN - 3;
        double plotHeight = Math.clamp(SHAPE * (right - 40), LOWEST, HIGHEST);
        upTicks = ticks(chart.y(), upRange, (int) Math.clamp(plotHeight / (chart.y().scale() == Axis.Spacing.LOGARITHMIC ? 14
                : 22), 2, 8));
        upLabel = Lines.wrappedLabel(label(chart.y(), upTicks), plotHeight + 4, LABEL);
        double left = MARGIN + Lines.height(upLabel.size(), LABEL) + GAP + widest(upTicks) + GAP + TICK;

        if (chart.x().scale() == Axis.Spacing.CATEGORIES) {
            categories = new CategoryLabels(chart.x().categories(), right - left, NUMBER);
            left = Math.max(left, categories.needsLeft());
            acrossTicks = Ticks.categories(chart.x().categories());
        } else {
            categories = null;
            acrossTicks = acrossTicks(acrossRange, right - left);
            right = Math.min(right, (legendBeside ? right : width) - 1 - widthOf(acrossTicks.marks().getLast()) / 2);
        }
        across = acrossRange.between(left, right);
        double top = MARGIN + (title.isEmpty() ? Typeface.CAPITALS * NUMBER / 2 : Lines.height(title.size(), TITLE) + 5);
        up = upRange.between(top + plotHeight, top);

        acrossLabel = Lines.wrappedLabel(label(chart.x(), acrossTicks), right - left + 20, LABEL);
        double bottom = labelTop() + Lines.height(acrossLabel.size(), LABEL);
        legend = legendBeside ? narrow : new Legend(chart, width - 2 * MARGIN - 6);
        height = bottom + MARGIN + (legendBeside || legend.isEmpty() ? 0 : 3 + legend.height());
    }

    private static Ticks ticks(Axis axis, PlotScale range, int most) {
        return switch (axis.scale()) {
            case CATEGORIES -> Ticks.categories(axis.categories());
            case LINEAR -> Ticks.linear(range.low(), range.high(), most);
            case LOGARITHMIC -> Ticks.logarithmic(range.low(), range.high(), most);
        };
    }

    /** As many as stand apart; those of the values themselves, where they are few and whole or on a logarithmic axis. */
    private Ticks acrossTicks(PlotScale range, double length) {
        PlotScale onPaper = range.between(0, length);
        List<Double> values = chart.series().stream().flatMap(s -> s.points().stream()).map(Point::x).filter(range::shows)
                .distinct().sorted().toList();
        boolean whole = chart.x().scale() == Axis.Spacing.LINEAR && values.stream().allMatch(value -> value == Math.rint(value));
        if ((range.logarithmic() || whole) && values.size() > 1 && values.size() <= 12
                && standApart(Ticks.at(values), onPaper)) {
            return Ticks.at(values);
        }
        IntFunction<Ticks> ticks =
                most -> whole ? Ticks.linear(range.low(), range.high(), most, true) : ticks(chart.x(), range, most);
        for (int most = 9; most > 2; most--) {
            if (standApart(ticks.apply(most), onPaper)) return ticks.apply(most);
        }
        return ticks.apply(2);
    }

    private static boolean standApart(Ticks ticks, PlotScale scale) {
        double end = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks.marks()) {
            if (!tick.isLabelled()) continue;
            double half = widthOf(tick) / 2, at = scale.at(tick.value());
            if (at - half < end + 5) return false;
            end = at + half;
        }
        return true;
    }

    private static double widthOf(Tick tick) {
        return Typeface.SANS.width(tick.label(), NUMBER);
    }

    private static double widest(Ticks ticks) {
        return ticks.marks().stream().mapToDouble(ChartFigure::widthOf).max().orElse(0);
    }

    /** {@code name (unit)}, or {@code name (10³ unit)} where the numbers are that many times larger. */
    private static String label(Axis axis, Ticks ticks) {
        if (ticks.power() == 0) return axis.label();
        String factor = "10" + Ticks.superscript(ticks.power());
        return axis.name() + " (" + (axis.unit().isEmpty() ? "× " + factor : factor + " " + axis.unit()) + ")";
    }

    /** Where the label of the lower axis begins. */
    private double labelTop() {
        return up.from() + TICK + GAP + (categories != null ? categories.height() : NUMBER * 0.8) + 2 * GAP;
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
        for (int i = 0; i < title.size(); i++) {
            canvas.text(title.get(i), MARGIN, MARGIN + (i * Lines.LEADING + 0.8) * TITLE, Canvas.Align.START, TITLE);
        }
        zero(canvas);
        new SeriesDrawing(chart, across, up).draw(canvas);
        PointLabels.draw(canvas, PointLabels.place(chart, across, up));
        upAxis(canvas);
        acrossAxis(canvas);
        if (legendBeside) legend.draw(canvas, width - MARGIN - legend.width(), up.to());
        else {
            legend.draw(canvas, Math.clamp(across.from() + across.length() / 2 - legend.width() / 2, MARGIN,
                    width - MARGIN - Math.min(legend.width(), width - 2 * MARGIN)), height - MARGIN - legend.height());
        }
    }

    /** A thin line where the values change their sign. */
    private void zero(Canvas canvas) {
        if (!up.logarithmic() && chart.y().scale() == Axis.Spacing.LINEAR && up.low() < 0
                && up.high() > 0) {
            canvas.line(across.from(), up.at(0), across.to(), up.at(0),
                    LineStyle.solid(Ink.of("#999999"), 0.5));
        }
    }

    private void upAxis(Canvas canvas) {
        canvas.line(across.from(), up.from(), across.from(), up.to(), AXIS);
        for (Tick tick : upTicks.marks()) {
            double y = up.at(tick.value());
            canvas.line(across.from() - (tick.isLabelled() ? TICK : TICK * 0.6), y, across.from(), y,
                    tick.isLabelled() ? AXIS : MINOR);
            canvas.text(tick.label(), across.from() - TICK - GAP, y + Typeface.CAPITALS * NUMBER / 2, Canvas.Align.END, NUMBER);
        }
        for (int i = 0; i < upLabel.size(); i++) {
            canvas.textUpwards(upLabel.get(i), MARGIN + (i * Lines.LEADING + 0.8) * LABEL, (up.from() + up.to()) / 2,
                    Canvas.Align.MIDDLE, LABEL);
        }
    }

    private void acrossAxis(Canvas canvas) {
        canvas.line(across.from() - AXIS.width() / 2, up.from(), across.to(), up.from(), AXIS);
        if (categories != null) {
            categories.draw(canvas, across, up.from() + TICK + GAP);
        } else {
            for (Tick tick : acrossTicks.marks()) {
                double x = across.at(tick.value());
                canvas.line(x, up.from(), x, up.from() + (tick.isLabelled() ? TICK : TICK * 0.6),
                        tick.isLabelled() ? AXIS : MINOR);
                canvas.text(tick.label(), x, up.from() + TICK + GAP + 0.75 * NUMBER, Canvas.Align.MIDDLE, NUMBER);
            }
        }
        for (int i = 0; i < acrossLabel.size(); i++) {
            canvas.text(acrossLabel.get(i), (across.from() + across.to()) / 2, labelTop() + (i * Lines.LEADING + 0.75) * LABEL,
                    Canvas.Align.MIDDLE, LABEL);
        }
    }
}
