package tornadovae.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tornadovae.UserError;

/**
 * Where to compute, as a user asks for it.
 *
 * @param engine {@code auto}, {@code cpu} or {@code tornado}
 * @param threads of the CPU engine
 * @param devices TornadoVM's devices to compute on; empty: the engine chooses one
 * @param deviceMemory bytes that may be taken on each of them; empty: most of what the device has
 * @param settings a file of settings for TornadoVM, or the name of a built-in one such as {@code opencl-cpu}; empty: chosen by
 * the kind of device
 * @param stepsPerGraph how many steps TornadoVM is given at once; empty: as the settings say
 */
public record EngineRequest(String engine, int threads, List<DeviceIndex> devices, OptionalLong deviceMemory,
        Optional<String> settings, OptionalInt stepsPerGraph) {

    public EngineRequest {
        devices = List.copyOf(devices);
        if (threads < 1) throw new UserError("--threads must be at least 1, found " + threads + ".");
        if (!List.of("auto", "cpu", "tornado")
                .contains(engine)) {
            throw new UserError("--engine must be auto, cpu or tornado, found " + engine + ".");
        }
    }

    public EngineRequest(String engine, int threads, List<DeviceIndex> devices, OptionalLong deviceMemory,
            Optional<String> settings) {
        this(engine, threads, devices, deviceMemory, settings, OptionalInt.empty());
    }

    public static EngineRequest of(String engine, int threads) {
        return new EngineRequest(engine, threads, List.of(), OptionalLong.empty(), Optional.empty());
    }

    /** The first flag that only TornadoVM understands, if one was given. */
    public Optional<String> tornadoFlag() {
        if (!devices.isEmpty()) return Optional.of("--device");
        if (deviceMemory.isPresent()) return Optional.of("--device-memory");
        return settings.map(_ -> "--tornado-config");
    }
}
