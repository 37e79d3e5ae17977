package tornadovae.figure;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/**
 * The numbers that an axis of a chart spans: all values with their intervals, and some air; 0 too, where bars stand on it or
 * where it is near.
 */
final class ChartRange {

    private static final double AIR = 0.04;

    private ChartRange() {}

    static PlotScale across(Chart chart) {
        boolean bars = hasBars(chart);
        double[] values = points(chart).mapToDouble(Point::x).toArray();
        PlotScale range = of(chart.x(), values, false);
        if (!bars || chart.x().scale() != Axis.Spacing.LINEAR) return range;
        double half = SeriesDrawing.barSlot(chart) / 2;
        return new PlotScale(min(values) - half, max(values) + half, false, 0, 1);
    }

    static PlotScale up(Chart chart) {
        ToDoubleFunction<Point> low = p -> p.hasInterval() ? Math.min(p.low(), p.y()) : p.y(),
                high = p -> p.hasInterval() ? Math.max(p.high(), p.y()) : p.y();
        double[] values = DoubleStream.concat(points(chart).mapToDouble(low), points(chart).mapToDouble(high)).toArray();
        return of(chart.y(), values, hasBars(chart));
    }

    private static Stream<Point> points(Chart chart) {
        return chart.series().stream().map(Series::points).flatMap(List::stream);
    }

    private static boolean hasBars(Chart chart) {
        return chart.series().stream().anyMatch(s -> s.mark() == Mark.BARS);
    }

    private static PlotScale of(Axis axis, double[] values, boolean withZero) {
        return switch (axis.scale()) {
            case CATEGORIES -> new PlotScale(-0.5, axis.categories().size() - 0.5, false, 0, 1);
            case LINEAR -> linear(DoubleStream.of(values).filter(Double::isFinite).toArray(), withZero);
            case LOGARITHMIC -> logarithmic(DoubleStream.of(values).filter(v -> Double.isFinite(v) && v > 0).toArray());
        };
    }

    private static PlotScale linear(double[] values, boolean withZero) {
        if (values.length == 0) return new PlotScale(0, 1, false, 0, 1);
        double low = min(values), high = max(values);
        boolean near = low > 0 && low < 0.35 * high || high < 0 && high > 0.35 * low;
        if (withZero || near) {
            low = Math.min(low, 0);
            high = Math.max(high, 0);
        }
        if (low == high) {
            double half = low == 0 ? 1 : 0.1 * Math.abs(low);
            return new PlotScale(low - half, high + half, false, 0, 1);
        }
        double air = AIR * (high - low);
        boolean zeroIsLow = low == 0 && (withZero || near), zeroIsHigh = high == 0 && (withZero || near);
        return new PlotScale(zeroIsLow ? 0 : low - air, zeroIsHigh ? 0 : high + air, false, 0, 1);
    }

    private static PlotScale logarithmic(double[] values) {
        if (values.length == 0) return new PlotScale(1, 10, true, 0, 1);
        double low = min(values), high = max(values);
        double air = low == high ? 2 : Math.pow(high / low, AIR);
        return new PlotScale(low / air, high * air, true, 0, 1);
    }

    private static double min(double[] values) {
        return DoubleStream.of(values).min().orElse(0);
    }

    private static double max(double[] values) {
        return DoubleStream.of(values).max().orElse(1);
    }
}
