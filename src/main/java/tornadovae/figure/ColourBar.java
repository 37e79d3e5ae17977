package tornadovae.figure;

import java.awt.geom.Rectangle2D;
import tornadovae.manifold.Picture;

/** What number each colour is: at the right of a plane, as high as it. */
final class ColourBar implements PlaneKey {

    private static final double BAR = 7;
    private static final double TICK = 2.5;
    private static final double GAP = 2;
    private static final double NUMBER = 7;
    private static final double LABEL = 8;
    private static final int STEPS = 256;
    private static final LineStyle LINE = LineStyle.solid(Ink.BLACK, 0.5);

    private final ColourScale colours;
    private final Ticks ticks;
    private final String label;

    ColourBar(ColourScale colours, String label) {
        this.colours = colours;
        PlotScale range = colours.range();
        ticks = range.logarithmic() ? Ticks.logarithmic(range.low(), range.high(), 7)
                : Ticks.linear(range.low(), range.high(), 7);
        this.label = ticks.power() == 0 ? label : label + " × 10" + Ticks.superscript(ticks.power());
    }

    @Override
    public double beside() {
        return BAR + TICK + GAP
                + ticks.marks().stream().mapToDouble(tick -> Typeface.SANS.width(tick.label(), NUMBER)).max().orElse(0) + GAP
                + LABEL + 1;
    }

    @Override
    public double below(double width) {
        return 0;
    }

    @Override
    public void draw(Canvas canvas, Rectangle2D room) {
        var bar = new Rectangle2D.Double(room.getMinX(), room.getMinY(), BAR, room.getHeight());
        byte[] pixels = new byte[STEPS * 3];
        for (int i = 0; i < STEPS; i++) put(pixels, i, colours.at01(1 - (i + 0.5) / STEPS));
        canvas.image(new Picture(1, STEPS, 3, pixels), bar);
        canvas.stroke(bar, LINE);
        PlotScale scale = colours.range().between(bar.getMaxY(), bar.getMinY());
        for (Tick tick : ticks.marks()) {
            double y = scale.at(tick.value());
            canvas.line(bar.getMaxX(), y, bar.getMaxX() + (tick.isLabelled() ? TICK : 0.6 * TICK), y, LINE);
            canvas.text(tick.label(), bar.getMaxX() + TICK + GAP, y + Typeface.CAPITALS * NUMBER / 2, Canvas.Align.START, NUMBER);
        }
        canvas.textUpwards(label, room.getMaxX() - Typeface.DESCENT * LABEL - 0.5, room.getCenterY(), Canvas.Align.MIDDLE, LABEL);
    }

    /** Writes a colour as red, green, blue. */
    static void put(byte[] pixels, int pixel, Ink ink) {
        for (int c = 0; c < 3; c++) pixels[3 * pixel + c] = (byte) (ink.rgb() >> 16 - 8 * c);
    }
}
