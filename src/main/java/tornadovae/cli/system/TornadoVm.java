package tornadovae.cli.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tornadovae.cli.command.Machine;
import tornadovae.engine.Check;
import tornadovae.engine.choice.Engines;
import tornadovae.file.TextFile;

/** The TornadoVM SDK, which run.sh looks for: {@code TORNADOVM_HOME}, else SDKMAN's current one. */
final class TornadoVm {

    /** No SDK says more about its release. */
    private static final int MOST_BYTES = 1 << 16;
    private static final String GET_IT =
            "To compute on a GPU: 'sdk install tornadovm' (https://sdkman.io), or set TORNADOVM_HOME to an SDK's "
                    + "folder; then start with ./run.sh.";

    private static final String TESTED = "5.2.0";
    private static final int TESTED_MAJOR = 5;

    private TornadoVm() {}

    /** The SDK's folder. */
    static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("tornadovae.tornadovm")).map(Path::of);
    }

    /** Every link from the SDK to a kernel that computes, up to the first that does not hold. */
    static List<Check> checks(Optional<Path> home, int jdk, Optional<Engines.Provider> provider) {
        var checks = new ArrayList<Check>();
        if (home.isPresent() || provider.isEmpty()) checks.add(sdk(home));
        if (home.isPresent() && holds(checks)) checks.add(match(release(home.get()), jdk));
        if (!holds(checks)) return checks;
        if (provider.isPresent()) checks.addAll(provider.get().checks());
        else {
            checks.add(new Check("TornadoVM build", "This build was made without the SDK.",
                    "Start with ./run.sh, which builds anew for the SDK it finds."));
        }
        return checks;
    }

    private static boolean holds(List<Check> checks) {
        return checks.stream().allMatch(Check::holds);
    }

    private static Check sdk(Optional<Path> home) {
        if (home.isEmpty()) return new Check("TornadoVM SDK", "not found", GET_IT);
        return Files.isReadable(home.get().resolve("etc").resolve("tornado.backend"))
                ? Check.holds("TornadoVM SDK",
                        release(home.get()).map(release -> release + " (" + known(release) + ")").orElse("of an unknown version")
                                + " in " + home.get())
                : new Check("TornadoVM SDK", home.get() + " is not a whole SDK: etc/tornado.backend cannot be read there.",
                        GET_IT);
    }

    /** What this program knows of a release, such as {@code 5.2.0-jdk25}. */
    static String known(String release) {
        if (release.startsWith(TESTED + "-") || release.equals(TESTED)) return "tested with this program";
        var numbers = Pattern.compile("^(\\d+)\\.").matcher(release);
        return "not tested with this program, which was with " + TESTED
                + (numbers.find() && Integer.parseInt(numbers.group(1)) > TESTED_MAJOR ? "; docs/tornadovm.md says what changed"
                        : "");
    }

    /**
     * An SDK is made for one JDK, whose number its version ends with, such as {@code 5.2.0-jdk25}, or for one and later ones,
     * such as {@code 6.0.0-jdk22plus-cuda}; one that does not say so passes.
     */
    private static Check match(Optional<String> release, int jdk) {
        return release.flatMap(version -> Pattern.compile("jdk-?(\\d+)(plus)?").matcher(version).results().findFirst())
                .filter(made -> made.group(2) == null ? Integer.parseInt(made.group(1)) != jdk
                        : Integer.parseInt(made.group(1)) > jdk)
                .map(made -> new Check("SDK and JDK",
                        "The SDK is made for JDK " + made.group(1) + (made.group(2) == null ? "" : " or later")
                                + ", but this is JDK " + jdk + ".",
                        "Install the SDK for JDK " + jdk + " ('sdk list tornadovm' shows them)"
                                + (Integer.parseInt(made.group(1)) >= Machine.OLDEST_JDK
                                        ? ", or set JAVA_HOME to a JDK " + made.group(1) + "." : ".")))
                .orElse(Check.holds("SDK and JDK", "match"));
    }

    /** The version that the SDK states, such as {@code 5.2.0-jdk25}. */
    private static Optional<String> release(Path home) {
        try {
            return TextFile.read(home.resolve("etc").resolve("tornado.release"), MOST_BYTES).lines()
                    .filter(line -> line.startsWith("version=")).map(line -> line.substring("version=".length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
