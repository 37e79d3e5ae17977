package tornadovae.cli.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import tornadovae.launch.slurm.SlurmSettings;

/** Where a sweep runs: on this machine, or on a cluster. */
final class SlurmOptions {

    enum Launcher {
        LOCAL, SLURM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--launcher", paramLabel = "NAME", defaultValue = "local",
            description = "Where to run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). slurm submits a job array, "
                    + "and a job that builds summary and report after it.")
    private Launcher launcher;

    @Option(names = "--slurm-config", paramLabel = "FILE",
            description = "Settings for Slurm: a file like tornado-config/slurm.properties, which is the default.")
    private Path settings;

    boolean slurm() {
        return launcher == Launcher.SLURM;
    }

    boolean settingsGiven() {
        return settings != null;
    }

    /** The settings of the file that was named, else of the project's or the bundle's own, else the built-in ones. */
    SlurmSettings settings() {
        if (settings != null) return SlurmSettings.read(settings);
        return places().stream().map(place -> place.resolve("tornado-config").resolve("slurm.properties"))
                .filter(Files::isRegularFile).findFirst().map(SlurmSettings::read).orElseGet(SlurmSettings::standard);
    }

    private static List<Path> places() {
        var places = new ArrayList<Path>();
        Optional.ofNullable(System.getProperty("tornadovae.project")).map(Path::of).ifPresent(places::add);
        Path program = Path.of(System.getProperty("java.class.path")).toAbsolutePath().getParent();
        if (program != null && program.getParent() != null) places.add(program.getParent());
        return places;
    }

    /** What the program's start depends on in the environment. */
    static Map<String, String> environment() {
        return Optional.ofNullable(System.getenv("TORNADOVM_HOME")).filter(home -> !home.isEmpty())
                .map(home -> Map.of("TORNADOVM_HOME", home)).orElse(Map.of());
    }
}
