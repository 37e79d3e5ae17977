package tornadovae.cli;

import java.util.Optional;

/** The TornadoVM SDK, which run.sh looks for: {@code TORNADOVM_HOME}, else SDKMAN's current one. */
final class TornadoVm {

    private TornadoVm() {}

    /** The SDK's folder. */
    static Optional<String> home() {
        return Optional.ofNullable(System.getProperty("tornadovae.tornadovm"));
    }

    static String state() {
        return home().map(folder -> "SDK found in " + folder + ", but this version has no TornadoVM engine yet")
                .orElse("no TornadoVM SDK found, and this version has no TornadoVM engine yet");
    }
}
