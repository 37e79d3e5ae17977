package tornadovae.figure;

import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The frame of a picture of the latent plane, whose sides are the unit interval of u = Φ(z): equal lengths are equal masses of
 * the prior.
 *
 * @param across the dimension that grows to the right, from 0
 * @param up the dimension that grows upwards; −1 where there is only one
 */
public record PlaneAxes(int across, int up, Labels numbers) {

    /** What stands at the axes: codes at their quantiles, the prior's mass, or nothing. */
    public enum Labels { Z, U, NONE }

    /** Φ(1) and Φ(2). */
    private static final double MASS_BELOW_1 = 0.8413447460685429;
    private static final double MASS_BELOW_2 = 0.9772498680518208;

    private static final double LABEL = 8;
    private static final double NUMBER = 7;
    private static final double TICK = 2.5;
    private static final double GAP = 2;
    private static final LineStyle FRAME = LineStyle.solid(Ink.BLACK, 0.5);

    /** The room that numbers and label take at the left. */
    double left() {
        return numbers == Labels.NONE || up < 0 ? 0.25 : 1 + LABEL + GAP + marks().stream()
                .mapToDouble(tick -> Typeface.SANS.width(tick.label(), NUMBER)).max().orElse(0) + GAP + TICK;
    }

    /** The room that they take below. */
    double below() {
        return numbers == Labels.NONE ? 0.25 : TICK + GAP + 0.8 * NUMBER + GAP + LABEL + Typeface.DESCENT * LABEL + 0.5;
    }

    /** The room above and at the right, for half a line and half a number. */
    double margin() {
        return numbers == Labels.NONE ? 0.25 : 3;
    }

    private List<Tick> marks() {
        return switch (numbers) {
            case Z -> List.of(new Tick(1 - MASS_BELOW_2, "−2"), new Tick(1 - MASS_BELOW_1, "−1"), new Tick(0.5, "0"),
                    new Tick(MASS_BELOW_1, "1"), new Tick(MASS_BELOW_2, "2"));
            case U ->
                List.of(new Tick(0, "0"), new Tick(0.25, "0.25"), new Tick(0.5, "0.5"), new Tick(0.75, "0.75"), new Tick(1, "1"));
            case NONE -> List.of();
        };
    }

    private String label(int dimension) {
        return (numbers == Labels.Z ? "z" : "u") + subscript(dimension + 1);
    }

    /** A whole number as an index. */
    static String subscript(int number) {
        var text = new StringBuilder();
        for (char c : Integer.toString(number).toCharArray()) text.append("₀₁₂₃₄₅₆₇₈₉".charAt(c - '0'));
        return text.toString();
    }

    void draw(Canvas canvas, Rectangle2D area) {
        canvas.stroke(area, FRAME);
        for (Tick tick : marks()) {
            double x = area.getMinX() + tick.value() * area.getWidth(), y = area.getMaxY() - tick.value() * area.getHeight();
            canvas.line(x, area.getMaxY(), x, area.getMaxY() + TICK, FRAME);
            canvas.text(tick.label(), x, area.getMaxY() + TICK + GAP + 0.75 * NUMBER, Canvas.Align.MIDDLE, NUMBER);
            if (up < 0) continue;
            canvas.line(area.getMinX() - TICK, y, area.getMinX(), y, FRAME);
            canvas.text(tick.label(), area.getMinX() - TICK - GAP, y + Typeface.CAPITALS * NUMBER / 2, Canvas.Align.END, NUMBER);
        }
        if (numbers == Labels.NONE) return;
        canvas.text(label(across), area.getCenterX(), area.getMaxY() + below() - Typeface.DESCENT * LABEL - 0.9,
                Canvas.Align.MIDDLE, LABEL);
        if (up >= 0) {
            canvas.textUpwards(label(up), area.getMinX() - left() + 1 + 0.8 * LABEL, area.getCenterY(),
                    Canvas.Align.MIDDLE, LABEL);
        }
    }
}
