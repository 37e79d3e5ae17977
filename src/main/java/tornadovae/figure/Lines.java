package tornadovae.figure;

import java.util.ArrayList;
import java.util.List;

/** Text in several lines. */
final class Lines {

    /** From baseline to baseline, in units of the size. */
    static final double LEADING = 1.18;

    private Lines() {}

    /** Broken at blanks so that no line is longer than {@code width}, except for a single word that is. */
    static List<String> wrapped(String text, double width, double size) {
        var lines = new ArrayList<String>();
        var line = "";
        for (String word : text.strip().split(" +")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && Typeface.SANS.width(longer, size) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    /** As {@link #wrapped}, but a unit in brackets at the end stays whole. */
    static List<String> wrappedLabel(String label, double width, double size) {
        int unit = label.lastIndexOf(" (");
        if (unit < 0 || Typeface.SANS.width(label, size) <= width) return wrapped(label, width, size);
        var lines = new ArrayList<>(wrapped(label.substring(0, unit), width, size));
        String last = lines.getLast() + label.substring(unit);
        if (lines.size() > 1 && Typeface.SANS.width(last, size) <= width) lines.set(lines.size() - 1, last);
        else lines.add(label.substring(unit + 1));
        return lines;
    }

    static double widest(List<String> lines, double size) {
        return lines.stream().mapToDouble(line -> Typeface.SANS.width(line, size)).max().orElse(0);
    }

    static double height(int lines, double size) {
        return lines * LEADING * size;
    }
}
