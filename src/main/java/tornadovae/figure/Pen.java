package tornadovae.figure;

import java.util.List;

/**
 * What lines are drawn with; ends are cut off straight, corners are round.
 *
 * @param width in points
 * @param dash  lengths of strokes and gaps in points; empty for a solid line
 */
public record Pen(Ink ink, double width, List<Double> dash) {

    public Pen {
        dash = List.copyOf(dash);
        if (!(width > 0)) throw new IllegalArgumentException("a pen is wider than 0, found " + width);
    }

    public static Pen solid(Ink ink, double width) {
        return new Pen(ink, width, List.of());
    }

    public Pen dashed(Double... dash) {
        return new Pen(ink, width, List.of(dash));
    }
}
