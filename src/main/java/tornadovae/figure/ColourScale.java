package tornadovae.figure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import tornadovae.chart.Palette;

/**
 * Numbers as colours: signed values are symmetric about 0, which is pale; others go from dark (small) to light.
 *
 * @param range   the numbers at both ends, as places 0 … 1
 * @param colours at equal distances
 */
record ColourScale(PlotScale range, List<Ink> colours) {

    /** What has no value. */
    static final Ink NOTHING = Ink.of("#dddddd");

    /** The scale that spans all values of a field; NaN is none. */
    static ColourScale of(double[][] values, boolean logarithmic) {
        double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream)
                .filter(v -> Double.isFinite(v) && (!logarithmic || v > 0)).toArray();
        double low = DoubleStream.of(all).min().orElse(logarithmic ? 1 : 0), high = DoubleStream.of(all).max().orElse(1);
        if (!logarithmic && low < 0 && high > 0) {
            double end = Math.max(-low, high);
            return new ColourScale(new PlotScale(-end, end, false, 0, 1), inks(Palette.SIGNED));
        }
        if (low == high) high = logarithmic ? low * 1.1 : low + Math.max(1e-9, Math.abs(low) * 0.1);
        return new ColourScale(new PlotScale(low, high, logarithmic, 0, 1), inks(Palette.MAGNITUDES));
    }

    private static List<Ink> inks(List<String> colours) {
        return colours.stream().map(Ink::of).toList();
    }

    Ink at(double value) {
        if (!range.shows(value)) return NOTHING;
        double place = Math.clamp(range.at(value), 0, 1) * (colours.size() - 1);
        int below = Math.min((int) place, colours.size() - 2);
        return colours.get(below).mixed(colours.get(below + 1), place - below);
    }

    /** The colour at a place 0 … 1. */
    Ink at01(double place) {
        return at(range.logarithmic() ? range.low() * Math.pow(range.high() / range.low(), place)
                : range.low() + place * (range.high() - range.low()));
    }
}
