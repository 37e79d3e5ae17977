package tornadovae.cli.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.figure.Figure;
import tornadovae.figure.FigureFormat;
import tornadovae.figure.Growth;
import tornadovae.figure.Length;

/** On what a figure is drawn: kind of file, size, resolution, place. */
final class PaperOptions {

    private static final List<String> STILL = List.of("png", "svg", "pdf");
    private static final List<String> MOVING = List.of("apng", "gif");
    private static final String WIDTH = "85mm";
    private static final int DPI = 300;
    private static final int SCREEN_DPI = 150;

    @Option(names = "--format", paramLabel = "FORMAT",
            description = "png, svg or pdf; growth also as an animation: apng or gif (default: by the ending of --out, else "
                    + "png).")
    private String format;

    @Option(names = "--width", paramLabel = "LENGTH", defaultValue = WIDTH,
            description = "Width on paper in mm, cm, in or pt (default: ${DEFAULT-VALUE}, a column of most journals).")
    private String width;

    @Option(names = "--dpi", paramLabel = "N",
            description = "Pixels an inch of what is made of pixels (default: " + DPI + ", " + SCREEN_DPI + " for animations).")
    private Integer dpi;

    @Option(names = "--out", paramLabel = "FILE",
            description = "The file to write, when there is one (default: named after kind and options, in the folder of the "
                    + "model or the experiment).")
    private Path out;

    /** Refuses what no figure of this kind can be drawn on. */
    void check(boolean maybeMoving) {
        if (dpi != null) BaseCommand.requireRange("--dpi", dpi, 36, 2400);
        BaseCommand.requirePlace("--out", out);
        width();
        format(maybeMoving);
    }

    void requireOne(int files, String what, Path folder) {
        if (out != null && files > 1) {
            throw new UserError(
                    "--out names one file, but " + folder + " holds " + files + " " + what + ", or leave --out away.");
        }
    }

    double width() {
        return Length.parse("--width", width).points();
    }

    private int dpi(int usual) {
        return dpi == null ? usual : dpi;
    }

    private String format(boolean maybeMoving) {
        var allowed = new ArrayList<>(STILL);
        if (maybeMoving) allowed.addAll(MOVING);
        String name = out == null ? "" : out.getFileName().toString();
        String ending = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) : "";
        if (format == null && out != null && !allowed.contains(ending)) {
            throw new UserError("--out must end in one of ." + String.join(", .", allowed)
                    + ", or --format must say what to write; not '" + name + "'" + Suggestion.ending(ending, allowed));
        }
        String found = format == null ? out == null ? "png" : ending : format.toLowerCase(Locale.ROOT);
        if (!allowed.contains(found)) {
            throw new UserError("--format must be one of " + String.join(", ", allowed) + ", not '" + format + "'"
                    + (MOVING.contains(found) ? ", which only growth has." : Suggestion.ending(found, allowed)));
        }
        if (out != null && !ending.equals(found) && (STILL.contains(ending) || MOVING.contains(ending))
                && !(ending.equals("png") && found.equals("apng"))) {
            throw new UserError(
                    "--format " + found + " does not fit --out, which ends in ." + ending + "; leave one of them away.");
        }
        return found;
    }

    /**
     * Writes a figure.
     *
     * @param place where it goes unless {@code --out} says otherwise, without the ending
     * @return the file
     */
    Path write(Figure figure, Path place, Map<String, String> text) {
        String ending = format(false);
        Path file = file(place, ending);
        FigureFormat.valueOf(ending.toUpperCase(Locale.ROOT)).write(file, figure, dpi(DPI), text);
        return file;
    }

    boolean isMoving() {
        return MOVING.contains(format(true));
    }

    /** Writes an animation, as {@link #write} does a picture. */
    Path animate(Growth growth, boolean labelled, Path place, Map<String, String> text) {
        String ending = format(true);
        Path file = file(place, ending);
        growth.animate(file, ending.equals("gif"), width(), dpi(SCREEN_DPI), labelled, text);
        return file;
    }

    private Path file(Path place, String ending) {
        if (out != null) return out;
        String size = (width.equals(WIDTH) ? "" : "-" + width.replace(" ", ""))
                + (dpi == null || ending.equals("svg") || ending.equals("pdf") ? "" : "-" + dpi + "dpi");
        return place.resolveSibling(place.getFileName() + size + "." + ending);
    }
}
