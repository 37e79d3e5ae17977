package tornadovae.figure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The names below an axis of categories: in one line or in several where that fits, else aslant; and only every second, third, …
 * where they are very many.
 */
final class CategoryLabels {

    private static final double ASLANT = 45;
    private static final int MOST_LINES = 3;

    private final List<String> names;
    private final double slot;
    private final double size;
    private final List<List<String>> lines;
    private final boolean aslant;
    private final List<Integer> shown;

    /** @param length of the axis */
    CategoryLabels(List<String> names, double length, double size) {
        this.names = names;
        this.size = size;
        slot = length / names.size();
        boolean numbers = names.stream().allMatch(name -> name.matches("\\d{1,6}"));
        var wrapped = names.stream().map(name -> Lines.wrapped(name, slot - 3, size)).toList();
        boolean fits = wrapped.stream().allMatch(label -> label.size() <= MOST_LINES && Lines.widest(label, size) <= slot - 3);
        aslant = !fits && !numbers;
        lines = fits ? wrapped : names.stream().map(List::of).toList();
        double room = fits ? slot : numbers ? Lines.widest(names, size) + 4 : 1.15 * size / Math.sin(Math.toRadians(ASLANT));
        int every = (int) Math.ceil(room / slot - 1e-9);
        int round = numbers && !fits
                ? IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500).filter(n -> n >= every).findFirst().orElse(every) : every;
        shown = IntStream.range(0, names.size()).filter(i -> fits || (numbers ? Integer.parseInt(names.get(i)) : i) % round == 0)
                .boxed().toList();   // of numbers the round ones
    }

    /** The height of the room that they take below the axis. */
    double height() {
        if (aslant) return (Lines.widest(names, size) + size) * Math.sin(Math.toRadians(ASLANT));
        return Lines.height(lines.stream().mapToInt(List::size).max().orElse(1), size) - 0.2 * size;
    }

    /** How far left of the axis' end the first name begins, in points from the figure's edge. */
    double needsLeft() {
        if (!aslant) return 0;
        return shown.stream()
                .mapToDouble(
                        i -> Typeface.SANS.width(names.get(i), size) * Math.cos(Math.toRadians(ASLANT)) - (i + 0.5) * slot + 4)
                .max().orElse(0);
    }

    void draw(Canvas canvas, PlotScale across, double top) {
        for (int i : shown) {
            double x = across.at(i);
            if (aslant) {
                double turn = Math.toRadians(ASLANT), w = Typeface.SANS.width(names.get(i), size);
                double endX = x + 0.25 * size, endY = top + 0.45 * size;   // the end of the name stands below its place
                canvas.text(names.get(i), endX - w * Math.cos(turn), endY + w * Math.sin(turn), size, ASLANT, Ink.BLACK);
                continue;
            }
            List<String> label = lines.get(i);
            for (int line = 0; line < label.size(); line++) {
                canvas.text(label.get(line), x, top + (line * Lines.LEADING + 0.75) * size, Canvas.Align.MIDDLE, size);
            }
        }
    }
}
