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

    static double widest(List<String> lines, double size) {
        return lines.stream().mapToDouble(line -> Typeface.SANS.width(line, size)).max().orElse(0);
    }

    static double height(int lines, double size) {
        return lines * LEADING * size;
    }
}
