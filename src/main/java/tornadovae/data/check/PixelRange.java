package tornadovae.data.check;

import java.util.ArrayList;
import java.util.List;
import tornadovae.data.Dataset;

/**
 * Grey levels that do not reach from black to white: what was scaled to [0, 1], to 16 levels or to half of the range before it
 * was stored as bytes.
 */
final class PixelRange {

    /** What half of the levels is not reached by any photograph that was exposed well, let alone by all. */
    private static final int HALF = 128;

    private PixelRange() {}

    static List<String> of(Dataset data, Source source) {
        var found = new ArrayList<String>();
        for (Half half : Half.values()) {
            int least = 255, most = 0;
            for (byte[] image : half.of(data).images().pixels()) {
                for (byte pixel : image) {
                    least = Math.min(least, pixel & 0xFF);
                    most = Math.max(most, pixel & 0xFF);
                }
            }
            if (least >= most) continue;   // all blank, or no images at all
            if (most < HALF) {
                found.add(("%s and the other %s images are dark: the brightest pixel is %d of 255; multiply all by %s, so that "
                        + "white is 255.")
                        .formatted(source.name(half, 0), half.word, most, factor(most)));
            } else if (least >= HALF) {
                found.add("%s and the other %s images are bright: the darkest pixel is %d of 255; spread them from 0 to 255."
                        .formatted(source.name(half, 0), half.word, least));
            }
        }
        return found;
    }

    private static String factor(int most) {
        return 255 % most == 0 ? String.valueOf(255 / most) : "%.1f".formatted(255.0 / most);
    }
}
