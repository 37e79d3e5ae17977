package tornadovae.data.check;

import java.util.Optional;
import tornadovae.data.Dataset;

/** Images without anything on them. */
final class BlankImages {

    /** Levels between the darkest and the brightest pixel up to which nobody sees anything; a scanner's noise has more. */
    static final int INVISIBLE = 8;

    private BlankImages() {}

    static Optional<String> of(Dataset data, Source source) {
        String first = null;
        int blank = 0, all = 0;
        for (Half half : Half.values()) {
            byte[][] images = half.of(data).images().pixels();
            for (int i = 0; i < images.length; i++) {
                if (Grey.span(images[i]) > INVISIBLE) continue;
                if (first == null) first = source.name(half, i);
                blank++;
            }
            all += images.length;
        }
        if (blank == 0) return Optional.empty();
        return Optional.of("%s shows nothing: its grey levels differ by at most %d of 255, as in %d of %d images; %s."
                .formatted(first, INVISIBLE, blank, all, blank == all
                        ? "look at one in a viewer, and export them again" : "take them out of the set, or export them again"));
    }
}
