package tornadovae.figure;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import tornadovae.file.AtomicFile;

/** What a figure's file is. */
public enum FigureFormat {

    PNG, SVG, PDF;

    /** Also the file's ending. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An empty sheet; {@code text} says what is on it: {@code Title}, {@code Description}, {@code Software}. */
    private Canvas canvas(double width, double height, double dpi, Map<String, String> text) {
        return switch (this) {
            case PNG -> new RasterCanvas(width, height, dpi, text);
            case SVG -> new SvgCanvas(width, height, text);
            case PDF -> new PdfCanvas(width, height, text);
        };
    }

    /**
     * Writes a figure, whole or not at all; the same figure and text give the same bytes.
     *
     * @param dpi  pixels an inch of a PNG; the others have no pixels but those of the pictures in them
     * @param text what the figure says of itself: {@code Title}, {@code Description}, {@code Software}
     */
    public void write(Path file, Figure figure, double dpi, Map<String, String> text) {
        try (Canvas canvas = canvas(figure.width(), figure.height(), dpi, text)) {
            figure.draw(canvas);
            AtomicFile.write(file, canvas::write);
        }
    }
}
