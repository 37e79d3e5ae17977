package tornadovae.cli;

import java.util.Optional;

/** The TornadoVM SDK, which run.sh looks for: {@code TORNADOVM_HOME}, else SDKMAN's current one. The program was built for it. */
final class TornadoVm {

    private TornadoVm() {}

    /** The SDK's folder. */
    static Optional<String> home() {
        return Optional.ofNullable(System.getProperty("tornadovae.tornadovm"));
    }

    /** Why there is none, one sentence with its full stop. */
    static String missing() {
        return System.getProperty("tornadovae.tornadovm.missing", "The program was not started by run.sh, which looks for the TornadoVM SDK.");
    }

    static String state() {
        return home().map(folder -> "SDK found in " + folder + ", but this version has no TornadoVM engine yet")
                .orElseGet(TornadoVm::missing);
    }
}
