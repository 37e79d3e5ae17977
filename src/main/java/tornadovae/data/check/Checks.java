package tornadovae.data.check;

import java.util.ArrayList;
import java.util.List;
import tornadovae.data.Dataset;

/**
 * What of a data set is probably not as its owner believes. All of it can be trained on, so these are warnings and no refusals;
 * each is a sentence that names a file and says what to do.
 */
public final class Checks {

    private Checks() {}

    /** The warnings, files first, then pixels, then labels; none of a set in which nothing strikes. */
    public static List<String> of(Dataset data, Source source) {
        var found = new ArrayList<>(source.files().sentences());
        List<String> range = source.files().explainRange() ? List.of() : PixelRange.of(data, source);
        found.addAll(range);
        if (range.isEmpty() && !source.files().explainBlanks()) BlankImages.of(data, source).ifPresent(found::add);
        SharedImages.of(data, source).ifPresent(found::add);
        found.addAll(Polarity.of(data, source));
        found.addAll(Labels.of(data, source));
        return List.copyOf(found);
    }
}
