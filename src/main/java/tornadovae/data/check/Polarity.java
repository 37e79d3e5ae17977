package tornadovae.data.check;

import java.util.ArrayList;
import java.util.List;
import tornadovae.data.Dataset;

/**
 * Dark on bright among bright on dark, told by the border of the images: of the background nearly all have the same.
 */
final class Polarity {

    private static final double DARK = 0.1;
    private static final double BRIGHT = 0.9;
    /** The share of images whose border must be dark or bright for there to be a background at all. */
    private static final double MOST = 0.9;

    /** How many images have a dark and a bright border, and the first of each. */
    private record Borders(int all, int dark, int bright, int firstDark, int firstBright) {

        static Borders of(byte[][] images, int width, int height) {
            int dark = 0, bright = 0, firstDark = -1, firstBright = -1;
            for (int i = 0; i < images.length; i++) {
                double level = border(images[i], width, height);
                if (Grey.span(images[i]) <= BlankImages.INVISIBLE) continue;
                if (level < DARK && dark++ == 0) firstDark = i;
                if (level > BRIGHT && bright++ == 0) firstBright = i;
            }
            return new Borders(images.length, dark, bright, firstDark, firstBright);
        }

        boolean areDark() {
            return dark >= MOST * all;
        }

        boolean areBright() {
            return bright >= MOST * all;
        }
    }

    private Polarity() {}

    static List<String> of(Dataset data, Source source) {
        if (data.channels() != 1) return List.of();     // what is dark on bright in colour is a matter of taste
        var train = Borders.of(data.train().images().pixels(), data.width(), data.height());
        var test = Borders.of(data.test().images().pixels(), data.width(), data.height());
        if (train.all == 0 || test.all == 0) return List.of();
        if (train.areDark() && test.areBright() || train.areBright() && test.areDark()) {
            return List.of(("%s and the other test images are %s, but %s and the training images are the other way round; "
                    + "invert one half.")
                    .formatted(source.name(Half.TEST, 0), test.areBright() ? "dark on bright" : "bright on dark",
                            source.name(Half.TRAIN, 0)));
        }
        var found = new ArrayList<String>();
        for (Half half : Half.values()) {
            var here = half == Half.TRAIN ? train : test;
            int fewer = Math.min(here.dark, here.bright);
            if (fewer == 0 || here.dark + here.bright < MOST * here.all) continue;
            boolean inverted = here.bright <= here.dark;
            found.add("%s is %s, as %d of %d %s images are, the others not; invert those.".formatted(
                    source.name(half, inverted ? here.firstBright : here.firstDark), inverted ? "dark on bright"
                            : "bright on dark",
                    fewer, here.all, half.word));
        }
        if (found.isEmpty() && train.areBright()) {
            found.add(("%s and the others are dark on bright; published results are of images that are bright on dark, so "
                    + "invert these if you want to compare losses.")
                    .formatted(source.name(Half.TRAIN, 0)));
        }
        return found;
    }

    /** The mean of the outermost pixels, 0 to 1. */
    private static double border(byte[] image, int width, int height) {
        long sum = 0;
        int pixels = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (x > 0 && x < width - 1 && y > 0 && y < height - 1) continue;
                sum += image[y * width + x] & 0xFF;
                pixels++;
            }
        }
        return sum / (255.0 * pixels);
    }
}
