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
 * @param name   as users write it, or with {@code DIR} in the place of a folder
 * @param about  what the images are, for {@code data list}
 * @param found  the folder that has them on this machine, of those that may have to be fetched
 * @param origin where they are, or are fetched from, where no folder is found
 * @param local  whether they never need to be fetched
 */
record DataSource(String name, String about, Function<Places, Optional<Path>> found, String origin, boolean local,
        Loader loader) {

    private static final String FOLDER = "DIR";

    /** Reads or draws the images; a {@link UserError} says why it cannot. */
    interface Loader {
        Dataset load(DataSpec spec, Places places, Listener listener);
    }

    /** Reads the images of a folder. */
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
                (spec, _, listener) -> loader.load(spec, folderOf(spec, prefix), listener));
    }

    /** Whether the name stands for itself and not for a folder. */
    boolean isNamed() {
        return !name.endsWith(":" + FOLDER);
    }

    boolean isMeantBy(String given) {
        return isNamed() ? given.equals(name) : given.startsWith(name.substring(0, name.length() - FOLDER.length()));
    }

    private static Path folderOf(DataSpec spec, String prefix) {
        String folder = spec.name().substring(prefix.length());
        if (folder.isBlank()) throw new UserError("The data set " + spec.name() + " names no folder; write " + prefix + "DIR.");
        try {
            return Path.of(folder);
        } catch (InvalidPathException e) {
            throw new UserError("The data set " + prefix + "DIR names a folder that cannot exist (" + e.getReason()
                    + "); write another name.");
        }
    }
}
