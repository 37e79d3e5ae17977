package tornadovae.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where data sets lie: the options of every command that reads images. */
final class DataOptions {

    @Option(names = "--data-dir", paramLabel = "DIR", description = "A folder to look for data sets in first (then the user's cache and the system's folders).")
    Path folder;
}
