package tornadovae.cli;

import java.util.Locale;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.engine.Engines;

/** Where to compute: the options of every command that trains or draws. */
final class EngineOptions {

    /** {@code auto} takes TornadoVM where it is installed and has an accelerator, else the CPU engine. */
    enum Choice {
        AUTO, CPU, TORNADO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--engine", paramLabel = "NAME", defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Choice engine;

    @Option(names = "--threads", paramLabel = "N",
            description = "Threads of the CPU engine (default: one for each core). Results do not depend on it.")
    private Integer threads;

    /** The number asked for, or nothing where the engine should choose. */
    OptionalInt threads() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        if (threads < 1 || threads > 1024) {
            throw new UserError("--threads must be between 1 and 1024, not " + threads + ".");
        }
        return OptionalInt.of(threads);
    }

    /** The engine asked for; a {@link UserError} where it is not there. */
    Engines.Choice choose() {
        return Engines.choose(engine.toString(), threads().orElse(Runtime.getRuntime().availableProcessors()));
    }
}
