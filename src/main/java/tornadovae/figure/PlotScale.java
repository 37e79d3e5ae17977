package tornadovae.figure;

/**
 * How numbers become places on paper.
 *
 * @param low         the number at {@code from}
 * @param high        the number at {@code to}
 * @param logarithmic equal ratios are equal lengths; then {@code low > 0}
 * @param from        in points
 * @param to          in points; smaller than {@code from} where numbers grow upwards
 */
record PlotScale(double low, double high, boolean logarithmic, double from, double to) {

    PlotScale {
        if (!(low < high) || logarithmic && !(low > 0)) throw new IllegalArgumentException("no range: " + low + " … " + high);
    }

    double at(double value) {
        double t = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + t * (to - from);
    }

    /** The length of the axis. */
    double length() {
        return Math.abs(to - from);
    }

    /** Whether a number can be drawn at all. */
    boolean shows(double value) {
        return Double.isFinite(value) && (!logarithmic || value > 0);
    }

    PlotScale between(double from, double to) {
        return new PlotScale(low, high, logarithmic, from, to);
    }
}
