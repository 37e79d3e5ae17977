package tornadovae.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.manifold.Apng;
import tornadovae.manifold.Gif;
import tornadovae.manifold.Picture;

/**
 * How a manifold grew during the training, out of the cell's training.gif.
 *
 * @param frames manifolds
 * @param epochs that they show, from 1
 */
public record Growth(List<Picture> frames, List<Integer> epochs) {

    /** How a finished training gets its pictures. */
    public static final String HOW = "train once more with pictures.gif=true (--gif) and another --out; the same settings give "
            + "the same model.";

    private static final int MILLIS = 150;
    private static final int HOLD_MILLIS = 1500;

    public Growth {
        if (frames.size() != epochs
                .size()) {
            throw new IllegalArgumentException(frames.size() + " frames for " + epochs.size() + " epochs");
        }
    }

    /** @param inverted dark on light */
    public static Growth of(TrainedCell cell, boolean inverted) {
        Path file = cell.folder().animation();
        if (!cell.configuration().flag("pictures.gif")) {
            throw new UserError(cell.folder().path()
                    + " has no training.gif, from which its growth is drawn: " + HOW);
        }
        List<Picture> frames = Gif.frames(file);
        List<Integer> epochs = cell.animatedEpochs();
        if (frames.size() != epochs.size()) {
            throw new UserError(file + " has " + frames.size()
                    + " frames, but its training shows " + epochs.size() + "; it belongs to another one.");
        }
        return new Growth(inverted ? frames.stream().map(Picture::inverted).toList() : frames, epochs);
    }

    /** A few of them, from the first to the last; each about as many times later than the one before, as most happens early. */
    public Growth thinned(int count) {
        int[] chosen = IntStream.range(0, count)
                .map(i -> nearest(epochs.getFirst()
                        * Math.pow((double) epochs.getLast() / epochs.getFirst(), count == 1 ? 1 : i / (count - 1.0))))
                .distinct().toArray();
        return new Growth(IntStream.of(chosen).mapToObj(frames::get).toList(),
                IntStream.of(chosen).mapToObj(epochs::get).toList());
    }

    private int nearest(double epoch) {
        int nearest = 0;
        for (int i = 1; i < epochs.size(); i++) {
            if (Math.abs(epochs.get(i) - epoch) < Math.abs(epochs.get(nearest) - epoch)) nearest = i;
        }
        return nearest;
    }

    /** All of them one after the other, as an animated PNG or GIF for slides. */
    public void animate(Path file, boolean gif, double width, double dpi, boolean labelled, Map<String, String> text) {
        var pictures = new ArrayList<Picture>();
        for (int i = 0; i < frames.size(); i++) {
            var figure = ImageTable.growth(width, List.of(frames.get(i)), List.of(epochs.get(i)), labelled);
            try (var canvas = new RasterCanvas(figure.width(), figure.height(), dpi, text)) {
                figure.draw(canvas);
                pictures.add(canvas.picture());
            }
        }
        if (gif) Gif.write(file, pictures, MILLIS, HOLD_MILLIS, text);
        else Apng.write(file, pictures, MILLIS, HOLD_MILLIS, text, dpi);
    }
}
