package tornadovae.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import tornadovae.data.Places;

/** Where data sets lie: the options of every command that reads images. */
final class DataOptions {

    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "A folder to look for data sets in first, before the user's cache and the system's folders.")
    private Path folder;

    Places places() {
        return Places.usual(folder, System.getenv(), Path.of(System.getProperty("user.home")));
    }
}
