package tornadovae.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Places;
import tornadovae.data.source.Datasets;

/**
 * Where data sets lie: the options of every command that reads images, and the last one that was read, as most experiments have
 * only one.
 */
public final class DataOptions {

    @Option(names = "--data-dir", paramLabel = "DIR",
            description = "A folder to look for data sets in first, before the user's cache and the system's folders.")
    private Path folder;

    private DataSpec loadedSpec;
    private Dataset loaded;

    /** @param command tells what loading does */
    public Dataset load(DataSpec spec, BaseCommand command) {
        if (!spec.equals(loadedSpec)) {
            loaded = null;   // two large data sets need not be held at once
            loadedSpec = null;
            try (var report = new LoadingReport(command)) {
                loaded = Datasets.load(spec, places(), report);
            }
            loadedSpec = spec;
        }
        return loaded;
    }

    /** Loads as {@link #load} does, but fetches nothing, and says why there is nothing. */
    public Optional<Dataset> ifAtHand(DataSpec spec, BaseCommand command) {
        if (spec.equals(loadedSpec)) return Optional.of(loaded);
        Places places = places();
        try (var report = new LoadingReport(command)) {
            return Optional.of(Datasets.load(spec, new Places(places.dataDir(), places.cache(), places.system(), false), report));
        } catch (UserError e) {
            command.say("Going on without the images of " + spec.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The same options for another process. */
    public List<String> flags() {
        return folder == null ? List.of() : List.of("--data-dir", folder.toString());
    }

    /** The same options at the end of a command that is suggested. */
    public String words() {
        return folder == null ? "" : " --data-dir " + folder;
    }

    public Places places() {
        return Places.usual(folder, System.getenv(), Path.of(System.getProperty("user.home")));
    }
}
