package tornadovae.file;

import java.nio.file.Path;
import java.util.Map;

/** The folder where a user's machine keeps what can be got again: data sets that were downloaded, what trials have measured. */
public final class UserCache {

    private UserCache() {}

    /**
     * {@code $XDG_CACHE_HOME/tornado-vae}, else {@code ~/.cache/tornado-vae}.
     *
     * @param environment for XDG_CACHE_HOME
     * @param home        the user's home
     */
    public static Path folder(Map<String, String> environment, Path home) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg)).resolve("tornado-vae");
    }
}
