package tornadovae.math;

import java.util.List;

/**
 * The least-squares slope of values at equal steps, y_i ≈ a + b i, with its standard error √(Σ residual² / (m − 2) / Σ (i − ī)²).
 *
 * @param slope         b, a step
 * @param standardError NaN below three values
 * @param freedom       m − 2
 */
public record LineFit(double slope, double standardError, int freedom) {

    /** @param values at least two */
    public static LineFit of(double... values) {
        int m = values.length;
        if (m < 2) throw new IllegalArgumentException("a slope needs at least two values, found " + m);
        double middle = (m - 1) / 2.0, mean = Statistics.mean(values), steps = 0, rise = 0, residual = 0;
        for (int i = 0; i < m; i++) {
            steps += (i - middle) * (i - middle);
            rise += (i - middle) * (values[i] - mean);
        }
        double slope = rise / steps;
        for (int i = 0; i < m; i++) residual += Math.pow(values[i] - mean - slope * (i - middle), 2);
        return new LineFit(slope, m < 3 ? Double.NaN : Math.sqrt(residual / (m - 2) / steps), m - 2);
    }

    /**
     * The mean slope of several lines, as far as their own scatter tells it: √(Σ s²) / k with the sum of their degrees of
     * freedom. It speaks of these lines, not of others that might have been drawn.
     *
     * @param lines at least one, each with a standard error
     */
    public static MeanInterval mean(List<LineFit> lines) {
        double sum = 0, squares = 0;
        int freedom = 0;
        for (LineFit line : lines) {
            sum += line.slope;
            squares += line.standardError * line.standardError;
            freedom += line.freedom;
        }
        double half = Interval.studentQuantile(freedom, 1) * Math.sqrt(squares) / lines.size();
        return new MeanInterval(lines.size(), sum / lines.size(), half);
    }
}
