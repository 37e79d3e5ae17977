package tornadovae.data.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Listener;
import tornadovae.data.Places;

/**
 * Where the images of a data set come from: an entry of {@link Datasets}.
 *
 * @param name   as users write it, or with {@code DIR} or {@code FILE} in the place of a path
 * @param about  what the images are, for {@code data list}
 * @param found  the folder that has them on this machine, of those that may have to be fetched
 * @param origin where they are, or are fetched from, where no folder is found
 * @param local  whether they never need to be fetched
 */
record DataSource(String name, String about, Function<Places, Optional<Path>> found, String origin, boolean local,
        Loader loader) {

    private static final String FOLDER = "DIR";
    private static final String FILE = "FILE";

    /** Reads or draws the images; a {@link UserError} says why it cannot. */
    interface Loader {
        Dataset load(DataSpec spec, Places places, Listener listener);
    }

    /** Reads the images of a folder, or of a file. */
    interface FolderLoader {
        Dataset load(DataSpec spec, Path folder, Listener listener);
    }

    /** Images that are a function of the specification. */
    static DataSource drawn(String name, String about, Function<DataSpec, Dataset> draw) {
        return new DataSource(name, about, _ -> Optional.empty(), "always there: drawn from a seed", true,
                (spec, _, _) -> draw.apply(spec));
    }

    /** The user's own files in the folder that follows a prefix, such as {@code idx:}. */
    static DataSource folder(String prefix, String about, FolderLoader loader) {
        return new DataSource(prefix + FOLDER, about, _ -> Optional.empty(), "the folder " + FOLDER, true,
                (spec, _, listener) -> loader.load(spec, pathOf(spec, prefix, FOLDER), listener));
    }

    /** The user's own file that follows a prefix, such as {@code npz:}. */
    static DataSource file(String prefix, String about, FolderLoader loader) {
        return new DataSource(prefix + FILE, about, _ -> Optional.empty(), "the file " + FILE, true,
                (spec, _, listener) -> loader.load(spec, pathOf(spec, prefix, FILE), listener));
    }

    /** Whether the name stands for itself and not for a folder. */
    boolean isNamed() {
        return name.indexOf(':') < 0;
    }

    boolean isMeantBy(String given) {
        return isNamed() ? given.equals(name) : given.startsWith(name.substring(0, name.indexOf(':') + 1));
    }

    private static Path pathOf(DataSpec spec, String prefix, String kind) {
        String path = spec.name().substring(prefix.length());
        String what = kind.equals(FOLDER) ? "folder" : "file";
        if (path.isBlank()) {
            throw new UserError("The data set " + spec.name() + " names no " + what + "; write " + prefix + kind + ".");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new UserError("The data set " + prefix + kind + " names a " + what + " that cannot exist (" + e.getReason()
                    + "); write another name.");
        }
    }
}
