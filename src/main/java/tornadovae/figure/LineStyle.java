package tornadovae.figure;

import java.util.List;

/**
 * What lines are drawn with; ends are cut off straight, corners are round.
 *
 * @param width in points
 * @param dash  lengths of strokes and gaps in points; empty for a solid line
 */
public record LineStyle(Ink ink, double width, List<Double> dash) {

    public LineStyle {
        dash = List.copyOf(dash);
        if (!(width > 0)) throw new IllegalArgumentException("a pen is wider than 0, found " + width);
    }

    public static LineStyle solid(Ink ink, double width) {
        return new LineStyle(ink, width, List.of());
    }

    public LineStyle dashed(Double... dash) {
        return new LineStyle(ink, width, List.of(dash));
    }
}
