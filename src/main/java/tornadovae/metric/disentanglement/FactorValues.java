package tornadovae.metric.disentanglement;

import java.util.List;
import tornadovae.data.Factor;

/**
 * The factors of a data set as whole numbers, which every measure here asks for. Classes and steps are whole numbers already; a
 * continuous factor is cut into {@link #BINS} bins of equal width over [low, high), so that value b stands for [low + b w, low +
 * (b + 1) w), w = (high − low) / {@link #BINS}.
 */
public final class FactorValues {

    /** Bins of a continuous factor. Measures that hold a factor fixed hold it fixed within a tenth of its range. */
    public static final int BINS = 10;

    private FactorValues() {}

    /** How many values a factor takes. */
    public static int count(Factor factor) {
        return factor.kind() == Factor.Kind.CONTINUOUS ? BINS : factor.values();
    }

    /**
     * The number 0 … count − 1 of a value. The upper end of a range, which rounding can reach, belongs to the last bin.
     *
     * @throws IllegalArgumentException for a value that the factor does not take
     */
    public static int of(Factor factor, float value) {
        boolean whole = factor.kind() != Factor.Kind.CONTINUOUS;
        if (!(value >= factor.low() && value <= factor.high()) || whole && value != (int) value) {
            throw new IllegalArgumentException("factor %s takes %s from %s to %s, found %s"
                    .formatted(factor.name(), whole ? "whole numbers" : "values", factor.low(), factor.high(), value));
        }
        if (whole) return (int) value;
        return Math.min(BINS - 1, (int) (((double) value - factor.low()) / ((double) factor.high() - factor.low()) * BINS));
    }

    /** {@code [images][factors]} values to numbers. */
    static int[][] of(List<Factor> factors, float[][] values) {
        int[][] numbers = new int[values.length][factors.size()];
        for (int i = 0; i < values.length; i++) {
            if (values[i].length != factors.size()) {
                throw new IllegalArgumentException(
                        "image %d has %d factor values, but there are %d factors".formatted(i, values[i].length, factors.size()));
            }
            for (int f = 0; f < factors.size(); f++) numbers[i][f] = of(factors.get(f), values[i][f]);
        }
        return numbers;
    }
}
