package tornadovae.cli.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;
import tornadovae.UserError;
import tornadovae.engine.ByteSize;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.Engine;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.choice.Engines;

/** Where to compute: the options of every command that trains or draws. */
public final class EngineOptions {

    /** {@code auto} takes TornadoVM where it is installed and has an accelerator, else the CPU engine. */
    public enum Choice {
        AUTO, CPU, TORNADO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int THREADS_OF_A_WORKER = 8;

    @Option(names = "--engine", paramLabel = "NAME", defaultValue = "auto",
            description = "Where to compute: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    public Choice engine;

    @Option(names = "--threads", paramLabel = "N",
            description = "Threads of the CPU engine (default: one for each core). Results do not depend on it.")
    private Integer threads;

    @Option(names = "--device", paramLabel = "B:D",
            description = "The device of TornadoVM, as 'devices' lists them; several, such as 0:0,0:1, share the work of a "
                    + "sweep.")
    private String device;

    @Option(names = "--device-memory", paramLabel = "SIZE",
            description = "Memory to take at most on a device, such as 8GB (default: most of what it has).")
    private String deviceMemory;

    @Option(names = "--tornado-config", paramLabel = "FILE",
            description = "Settings for TornadoVM: a file like those in tornado-config/, or the name of one of those "
                    + "(default: by the kind of device).")
    private String tornadoConfig;

    /** The number asked for, or nothing where the engine should choose. */
    public OptionalInt threads() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        if (threads < 1 || threads > 1024) {
            throw new UserError("--threads must be between 1 and 1024, not " + threads + ".");
        }
        return OptionalInt.of(threads);
    }

    /** The engine asked for; a {@link UserError} where it is not there. */
    public Engines.Choice choose() {
        Engines.Choice choice = Engines.choose(request());
        choice.engine().warmUp();
        return choice;
    }

    /** The engine that each worker process of a sweep will have: on one device, where several were named. */
    public Engines.Choice chooseForWorkers() {
        EngineRequest all = request();
        return Engines.choose(new EngineRequest(all.engine(), all.threads(), all.devices().stream().limit(1).toList(),
                all.deviceMemory(), all.settings()));
    }

    /**
     * Where the worker processes of a sweep compute, as flags for each of them: one a device, or so many that share the threads
     * of the CPU engine.
     *
     * @param engine what was chosen
     * @param workers as asked for; empty: one for each group of eight threads
     */
    public List<List<String>> forWorkers(Engine engine, OptionalInt workers) {
        EngineRequest request = request();
        if (engine.name().equals("cpu")) {
            int number = workers.orElse(Math.ceilDiv(request.threads(), THREADS_OF_A_WORKER));
            return IntStream.range(0, number).mapToObj(i -> {
                int share = (i + 1) * request.threads() / number - i * request.threads() / number;
                return List.of("--engine", "cpu", "--threads", String.valueOf(Math.max(1, share)));
            }).toList();
        }
        var flags = new ArrayList<String>(List.of("--engine", engine.name()));
        if (deviceMemory != null) flags.addAll(List.of("--device-memory", deviceMemory));
        if (tornadoConfig != null) flags.addAll(List.of("--tornado-config", tornadoConfig));
        if (request.devices().isEmpty()) return Collections.nCopies(workers.orElse(1), flags);
        return IntStream.range(0, workers.orElse(request.devices().size())).mapToObj(i -> {
            var own = new ArrayList<>(flags);
            own.addAll(List.of("--device", request.devices().get(i % request.devices().size()).toString()));
            return (List<String>) own;
        }).toList();
    }

    /**
     * Flags for a task on a cluster, which computes on the device that it is handed there.
     *
     * @param engine  where {@code --engine} does not say
     * @param threads where {@code --threads} does not say
     */
    public List<String> forTasks(String engine, int threads) {
        if (device != null) {
            throw new UserError(
                    "--device is for this machine, but a task on a cluster computes on the device that it is handed; "
                            + "leave it out.");
        }
        if (deviceMemory != null) {
            throw new UserError(
                    "--device-memory is for this machine; give device.memory in the settings for Slurm instead.");
        }
        var flags = new ArrayList<>(List.of("--engine", engine, "--threads", String.valueOf(threads().orElse(threads))));
        if (tornadoConfig != null) flags.addAll(List.of("--tornado-config", tornadoConfig));
        return flags;
    }

    public EngineRequest request() {
        return new EngineRequest(engine.toString(), threads().orElse(Runtime.getRuntime().availableProcessors()),
                device == null ? List.of() : parsed("--device", device, DeviceIndex::list),
                deviceMemory == null ? OptionalLong.empty()
                        : OptionalLong.of(parsed("--device-memory", deviceMemory, ByteSize::parse)),
                Optional.ofNullable(tornadoConfig));
    }

    private static <T> T parsed(String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(option + " " + e.getMessage() + ".");
        }
    }
}
