package tornadovae.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.file.UserCache;

/**
 * Where this machine keeps data sets.
 *
 * @param dataDir  the folder the user named, or null
 * @param cache    where downloads are kept, a folder a set
 * @param system   where the system's packages put data sets, a folder a set
 * @param download whether files that are nowhere may be fetched from elsewhere
 */
public record Places(Path dataDir, Path cache, Path system, boolean download) {

    public Places {
        if (dataDir != null) checkFolder(dataDir, "--data-dir must name a folder with IDX files");
    }

    /**
     * The usual places: the {@link UserCache}, and {@code /usr/share/datasets} of Debian.
     *
     * @param dataDir     the folder the user named, or null
     * @param environment for XDG_CACHE_HOME
     * @param home        the user's home
     */
    public static Places usual(Path dataDir, Map<String, String> environment, Path home) {
        return new Places(dataDir, UserCache.folder(environment, home), Path.of("/usr/share/datasets"), true);
    }

    /** @param wanted what must be named, the second half of the sentence */
    public static void checkFolder(Path folder, String wanted) {
        if (Files.isDirectory(folder)) return;
        throw new UserError(folder + (Files.exists(folder) ? " is not a folder; " : " does not exist; ") + wanted + ".");
    }

    /** The folders that may hold the files of a set, best first. */
    public List<Path> foldersOf(String set) {
        List<Path> folders = new ArrayList<>();
        if (dataDir != null) folders.addAll(List.of(dataDir.resolve(set), dataDir));
        folders.addAll(List.of(cache.resolve(set), system.resolve(set)));
        return folders;
    }
}
