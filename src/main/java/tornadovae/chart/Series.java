package tornadovae.chart;

import java.util.List;

/**
 * Points that belong together, under one name in the legend.
 *
 * @param mark how they are drawn: intervals are a band about a line, and whiskers on dots and bars
 * @param colour place in {@link Palette#SERIES}: the same thing has the same colour in every chart
 * @param named whether points carry their labels in the picture, as far as there is room: where their place alone does not say
 * what they are
 */
public record Series(String name, Mark mark, int colour, List<Point> points, boolean named) {

    public enum Mark { LINE, DASHED_LINE, DOTS, LINE_AND_DOTS, BARS }

    public Series {
        points = List.copyOf(points);
    }

    /** Points without names. */
    public Series(String name, Mark mark, int colour, List<Point> points) {
        this(name, mark, colour, points, false);
    }
}
