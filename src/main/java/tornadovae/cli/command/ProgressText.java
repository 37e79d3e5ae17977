package tornadovae.cli.command;

import java.util.Locale;

/**
 * The words of a progress display, such as {@code training  40 %  24000/60000 images  12.3k images/s  0:03 left  -ELBO 152.3}.
 */
record ProgressText(String task, long total, String unit, boolean blocks) {

    private static final int LONGEST_BAR = 40;
    private static final int SHORTEST_BAR = 8;

    /** One plain line; {@code rate} in units a second, 0 while unknown. */
    String line(long done, double rate, String note) {
        return task + "  " + state(done, rate, note);
    }

    /** The closing line: how much was done in this run, and how fast. */
    String last(long done, long doneNow, double seconds, String note) {
        return format("%s  %s of %d %s in %s%s%s", task, done == total ? "all" : Long.toString(done), total, unit,
                duration(seconds), seconds > 0 && doneNow > 0 ? ", " + rate(doneNow / seconds) : "",
                note.isEmpty() ? "" : ", " + note);
    }

    /** A line with a bar of at most {@code columns} columns: a narrow terminal loses the bar first, then the end of the line. */
    String bar(long done, double rate, String note, int columns) {
        var state = state(done, rate, note);
        var length = Math.min(LONGEST_BAR, columns - task.length() - state.length() - 4);
        var line = length < SHORTEST_BAR ? line(done, rate, note) : task + "  " + cells(done, length) + "  " + state;
        return line.length() <= columns ? line : line.substring(0, Math.max(0, columns));
    }

    private String cells(long done, int length) {
        if (!blocks) {
            var full = (int) (length * fraction(done));
            return "#".repeat(full) + "-".repeat(length - full);
        }
        // A cell has eight steps: U+258F is one eighth, U+2588 the whole block.
        var eighths = (int) (8 * length * fraction(done));
        var part = eighths % 8 == 0 ? "" : Character.toString('\u2590' - eighths % 8);
        return ("█".repeat(eighths / 8) + part + "░".repeat(length)).substring(0, length);
    }

    private String state(long done, double rate, String note) {
        var text = new StringBuilder(format("%3d %%  %d/%d %s", (int) (100 * fraction(done)), done, total, unit));
        if (rate > 0) {
            text.append("  ").append(rate(rate)).append("  ").append(duration((total - done) / rate)).append(" left");
        }
        return note.isEmpty() ? text.toString() : text + "  " + note;
    }

    private double fraction(long done) {
        return total == 0 ? 1 : (double) done / total;
    }

    private String rate(double rate) {
        var number = rate >= 1e6 ? format("%.1fM", rate / 1e6)
                : rate >= 1e4 ? format("%.1fk", rate / 1e3)
                        : rate >= 10 ? format("%.0f", rate) : format("%.2f", rate);
        return number + " " + unit + "/s";
    }

    /** {@code 0:07}, {@code 12:30} or {@code 3:00:00}. */
    static String duration(double seconds) {
        var whole = Math.round(seconds);
        return whole < 3600 ? format("%d:%02d", whole / 60, whole % 60)
                : format("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
