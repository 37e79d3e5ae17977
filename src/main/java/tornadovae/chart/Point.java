package tornadovae.chart;

/**
 * A measured value.
 *
 * @param x     the place on the horizontal axis; an index on an axis of categories
 * @param y     the value
 * @param low   lower end of its interval; NaN where there is none
 * @param high  upper end; NaN where there is none
 * @param label what the point is, for tooltips and the CSV file, such as {@code β = 4, 5 seeds}; may be empty
 */
public record Point(double x, double y, double low, double high, String label) {

    public Point {
        if (Double.isNaN(low) != Double
                .isNaN(high)) {
            throw new IllegalArgumentException("an interval has two ends, found " + low + " … " + high);
        }
    }

    public static Point of(double x, double y, String label) {
        return new Point(x, y, Double.NaN, Double.NaN, label);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low);
    }
}
