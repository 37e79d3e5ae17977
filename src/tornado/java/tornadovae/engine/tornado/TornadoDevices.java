package tornadovae.engine.tornado;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tornadovae.UserError;
import tornadovae.engine.ByteSize;
import tornadovae.engine.Device;
import tornadovae.engine.DeviceIndex;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.TornadoTargetDevice;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.TornadoDeviceType;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/** The devices that TornadoVM's backends show, once {@link TornadoStart} has started it. */
final class TornadoDevices {

    private TornadoDevices() {}

    /** In TornadoVM's order, which is by backend and then accelerators first. */
    static SequencedMap<DeviceIndex, TornadoDevice> all() {
        var all = new LinkedHashMap<DeviceIndex, TornadoDevice>();
        TornadoRuntime runtime = TornadoRuntimeProvider.getTornadoRuntime();
        for (int b = 0; b < runtime.getNumBackends(); b++) {
            TornadoBackend backend = runtime.getBackend(b);
            for (int d = 0; d < backend.getNumDevices(); d++) all.put(new DeviceIndex(b, d), backend.getDevice(d));
        }
        return all;
    }

    /** The devices that were asked for; if none was, the first accelerator, else the first device. */
    static List<TornadoDevice> select(List<DeviceIndex> asked) {
        SequencedMap<DeviceIndex, TornadoDevice> all = all();
        if (asked.isEmpty()) {
            return List.of(all.values().stream().filter(device -> !kind(device).equals("cpu")).findFirst()
                    .orElseGet(() -> all.firstEntry().getValue()));
        }
        for (DeviceIndex index : asked) {
            if (!all.containsKey(index)) {
                throw new UserError(3,
                        "--device " + index + ": there is no such device; there " + (all.size() == 1 ? "is " : "are ")
                                + all.entrySet().stream().map(entry -> entry.getKey() + " (" + name(entry.getValue()) + ")")
                                        .collect(Collectors.joining(", "))
                                + ".",
                        null);
            }
        }
        return asked.stream().map(all::get).toList();
    }

    /** {@code cpu}, {@code gpu} or {@code accelerator}. */
    static String kind(TornadoDevice device) {
        return switch (device.getDeviceType()) {
            case TornadoDeviceType.CPU -> "cpu";
            case TornadoDeviceType.GPU -> "gpu";
            default -> "accelerator";
        };
    }

    /** TornadoVM's name of the backend, in lower case: {@code opencl}, {@code cuda}, {@code ptx}, …. */
    static String backend(TornadoDevice device) {
        return device.getTornadoVMBackend().name().toLowerCase(Locale.ROOT);
    }

    static String name(TornadoDevice device) {
        return device.getPhysicalDevice().getDeviceName().strip();
    }

    /** Bytes that programs may take on a device: what the settings allow, else most of what it has. */
    static long memory(TornadoDevice device, TornadoSettings settings) {
        long has = device.getMaxGlobalMemory();
        if (settings.deviceMemory().orElse(0) > has) {
            throw new UserError("--device-memory is " + ByteSize.text(settings.deviceMemory().getAsLong()) + ", but "
                    + name(device) + " has " + ByteSize.text(has) + "; ask for less, or omit the flag.");
        }
        // The driver wants some for itself; a processor's memory also holds the host's copy of everything.
        return settings.deviceMemory().orElse(kind(device).equals("cpu") ? has / 2 : has / 10 * 9);
    }

    /** What is known of a device, for {@code devices}. */
    static Device describe(TornadoDevice device) {
        TornadoTargetDevice hardware = device.getPhysicalDevice();
        var facts = facts(device);
        facts.put("localMemory", ByteSize.text(device.getDeviceLocalMemorySize()));
        facts.put("largestAllocation", ByteSize.text(device.getMaxAllocMemory()));
        facts.put("largestWorkGroup", Long.toString(hardware.getDeviceMaxWorkGroupSize()[0]));
        return new Device(name(device), kind(device), hardware.getDeviceMaxComputeUnits(), device.getMaxGlobalMemory(),
                backend(device), facts);
    }

    /**
     * What an engine computes on: one device, or several of a kind.
     *
     * @param tiles of matrix products, by product
     */
    static Device describe(List<TornadoDevice> devices, TornadoSettings settings, Map<String, String> tiles) {
        TornadoDevice first = devices.getFirst();
        var facts = facts(first);
        facts.put("tornadoVm", version());
        facts.put("kernels", settings.kernels().toString());
        if (settings.kernels() == TornadoSettings.Kernels.GPU) {
            facts.put("products", settings.products().toString());
            facts.put("precision", settings.precision().toString());
        }
        if (settings.products() == TornadoSettings.ProductKernels.CUBLAS) {
            facts.put("neighbours", "cuBLAS may choose its algorithm by their number: bits may depend on how many models train"
                    + " together");
        }
        facts.put("settings", settings.source());
        if (settings.kernels() == TornadoSettings.Kernels.GPU
                && settings.products() == TornadoSettings.ProductKernels.OWN) {
            facts
                    .put("tiles", settings.tiles() + tiles.entrySet().stream()
                            .map(each -> ", " + each.getKey() + " " + each.getValue()).collect(Collectors.joining()));
        }
        facts.put("bailout", "off"); // TornadoStart refuses everything else
        String detail = backend(first) + ", kernels " + settings.kernels()
                + (settings.products() == TornadoSettings.ProductKernels.OWN ? ""
                        : ", products " + settings.products() + " in " + settings.precision())
                + (devices.size() == 1 ? "" : ", " + devices.size() + " devices");
        return new Device(devices.stream().map(TornadoDevices::name).distinct().collect(Collectors.joining(" + ")), kind(first),
                devices.stream().mapToInt(device -> device.getPhysicalDevice().getDeviceMaxComputeUnits()).sum(),
                devices.stream().mapToLong(device -> memory(device, settings)).min().orElseThrow(), detail, facts);
    }

    private static SequencedMap<String, String> facts(TornadoDevice device) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("backend", backend(device));
        facts.put("platform", device.getPlatformName().strip());
        String info = String.valueOf(device.getDeviceInfo());
        line(info, "Driver version").ifPresent(version -> facts.put("driver", version));
        line(info, "Device version").ifPresent(version -> facts.put("deviceVersion", deviceVersion(version)));
        return facts;
    }

    /** The CUDA backend writes {@code CUDA 9.0}, and means the compute capability, not CUDA's version. */
    static String deviceVersion(String text) {
        return text.replaceFirst("^CUDA (?=\\d+\\.\\d+$)", "compute capability ");
    }

    /** A line {@code name : value} of TornadoVM's text about a device. */
    private static Optional<String> line(String info, String name) {
        return Pattern.compile("(?m)^" + name + "\\s*:(.*)$").matcher(info).results().map(found -> found.group(1).strip())
                .filter(value -> !value.isEmpty()).findFirst();
    }

    /** The version of TornadoVM, as its own module states it. */
    static String version() {
        return Optional.ofNullable(TaskGraph.class.getModule().getDescriptor()).flatMap(module -> module.rawVersion())
                .orElse("unknown");
    }
}
