package tornadovae.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import tornadovae.UserError;

/** Data sets by name. */
public final class Datasets {

    /**
     * A line of {@code data list}.
     *
     * @param about what it is
     * @param where where it is on this machine, or how it is got
     */
    public record Entry(String name, String about, String where) {}

    /** Which names there are, as part of a sentence. */
    static final String KNOWN = "known are " + String.join(", ", names()) + ", idx:DIR and images:DIR";

    private Datasets() {}

    /** The names that {@link #load} knows, besides {@code idx:DIR} and {@code images:DIR}. */
    public static List<String> names() {
        return List.of("mnist", "fashion-mnist", "digits", "sprites", "sprites64");
    }

    /** @throws UserError where the name is not known, files are missing or damaged, or the images do not fit into memory */
    public static Dataset load(DataSpec spec, Places places, Listener listener) {
        String name = spec.name();
        if (name.startsWith("idx:")) return IdxFolder.load(spec, folder(spec, "idx:"), listener);
        if (name.startsWith("images:")) return ImageFolder.load(spec, folder(spec, "images:"), listener);
        return switch (name) {
            case "mnist" -> PublishedSet.MNIST.load(spec, places, Download.HTTPS, listener);
            case "fashion-mnist" -> PublishedSet.FASHION_MNIST.load(spec, places, Download.HTTPS, listener);
            case "digits" -> Digits.generate(spec);
            case "sprites" -> Sprites.generate(spec, 32);
            case "sprites64" -> Sprites.generate(spec, 64);
            default -> throw new UserError("There is no data set '" + name + "'; " + KNOWN + ".");
        };
    }

    /** What there is, and where. */
    public static List<Entry> list(Places places) {
        String drawn = "always there: drawn from a seed";
        return List.of(
                new Entry("mnist", "handwritten digits, 28×28, 60000 train and 10000 test", whereabouts(PublishedSet.MNIST, places)),
                new Entry("fashion-mnist", "clothes, 28×28, 60000 train and 10000 test", whereabouts(PublishedSet.FASHION_MNIST, places)),
                new Entry("digits", "handwriting-like digits with " + Digits.FACTORS.size() + " known factors, 28×28, any number", drawn),
                new Entry("sprites", "squares, ellipses and hearts with the factors of dSprites, 32×32, up to " + Sprites.COUNT, drawn),
                new Entry("sprites64", "the same, 64×64", drawn),
                new Entry("idx:DIR", "your own IDX files: train-images…, t10k-images…, train-labels…, t10k-labels…", "the folder DIR"),
                new Entry("images:DIR", "your own PNG pictures of one size; sub-folders are classes, or train and test", "the folder DIR"));
    }

    private static String whereabouts(PublishedSet set, Places places) {
        Path folder = set.find(places, new ArrayList<>());
        if (folder != null) return folder.toString();
        String debian = set.debianPackage() == null ? "" : " or Debian's package " + set.debianPackage();
        return "not here; fetched at first use from " + set.mirrors().getFirst().getHost() + debian;
    }

    private static Path folder(DataSpec spec, String prefix) {
        String folder = spec.name().substring(prefix.length());
        if (folder.isBlank()) throw new UserError("The data set " + spec.name() + " names no folder; write " + prefix + "DIR.");
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new UserError("The data set " + prefix + "DIR names a folder that cannot exist (" + e.getReason() + "); write another name.");
        }
    }
}
