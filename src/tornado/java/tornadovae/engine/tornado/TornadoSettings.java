package tornadovae.engine.tornado;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.engine.ByteSize;
import tornadovae.engine.DeviceIndex;
import tornadovae.engine.EngineRequest;
import tornadovae.file.PropertiesFile;

/**
 * How programs become kernels on one kind of device: what stands in a file of {@code tornado-config/}, where every key is
 * explained. It names no class of TornadoVM, so that it can be read before TornadoVM starts.
 *
 * @param source the file, or the name of a built-in one, for sentences and provenance
 * @param kernels the kernel family
 * @param tiles how tiles of matrix products are chosen; {@link Kernels#GPU} only
 * @param products what multiplies matrices; {@link Kernels#GPU} only
 * @param precision of those products; other than {@link Precision#FP32} with {@link ProductKernels#CUBLAS} only
 * @param tileRows rows of the result that a work item of a matrix product computes: 2, 4 or 8; likewise {@link Kernels#VECTOR}
 * only
 * @param groupColumns work items of a matrix product's work-group along columns
 * @param groupRows and along rows
 * @param groupSize work items in a work-group of {@link Preparation} (at most 64) and {@link Scalars}, a power of two
 * @param stepsPerGraph steps of a program that are unrolled into one task graph
 * @param devices what to compute on where {@code --device} does not say; empty: the engine chooses
 * @param deviceMemory bytes to take at most on a device where {@code --device-memory} does not say; empty: most of what it has
 * @param compilerFlags for the driver's compiler; empty: those of the engine; not for the CUDA backend, which passes none on
 * @param profiler whether kernel and copy times are recorded
 * @param cudaGraphs whether steps are replayed as CUDA graphs; CUDA backend only, and not with {@code profiler}, since a replay
 * gives no times
 * @param fpgaConfiguration the file that names the FPGA and its vendor's compiler; empty: the SDK's own
 * @param fpgaBitstreams a file that lists bitstreams made before, one line a task; empty: they are made at the first run
 */
public record TornadoSettings(String source, Kernels kernels, Tiles tiles, ProductKernels products, Precision precision,
        int tileRows, int groupColumns, int groupRows, int groupSize, int stepsPerGraph, List<DeviceIndex> devices,
        OptionalLong deviceMemory, Optional<String> compilerFlags, boolean profiler, boolean cudaGraphs,
        Optional<Path> fpgaConfiguration, Optional<Path> fpgaBitstreams) {

    /** The names of the built-in settings: the files of {@code tornado-config/}. */
    public static final List<String> BUILT_IN = List.of("opencl-gpu", "opencl-cpu", "cuda", "fpga-intel", "fpga-xilinx");

    /** How a program's work is cut into work items. */
    public enum Kernels {
        /** Parallel loops, which TornadoVM maps to any device: FPGAs, integrated GPUs, multi-core processors. */
        LOOP(1, 1, 1),
        /** A work item holds a tile of rows × 16 in vector registers and reads global memory: processors. */
        VECTOR(1, 8, 64),
        /** A work-group holds a {@link Tile} in its items' registers, fed from local memory: GPUs. */
        GPU(1, 8, 256);

        final int groupColumns;
        final int groupRows;
        final int groupSize;

        Kernels(int groupColumns, int groupRows, int groupSize) {
            this.groupColumns = groupColumns;
            this.groupRows = groupRows;
            this.groupSize = groupSize;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a GPU's work-groups cut matrix products, see {@link Tile}. */
    public enum Tiles {
        /** By how many of them there are for the device's processors. */
        AUTO,
        /** By a trial on the device, the first time that a product of such a shape is met. */
        MEASURED,
        /** 64 × 128, where not even small ones are enough for slices of their sums. */
        WIDE,
        /** 64 × 64. */
        MEDIUM,
        /** 32 × 32. */
        SMALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What multiplies matrices. */
    public enum ProductKernels {
        /** Kernels of this project, which do with the sums at once what follows. */
        OWN,
        /** NVIDIA's cuBLAS, see {@link CublasTasks}; CUDA backend only. */
        CUBLAS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How exactly matrices are multiplied. */
    public enum Precision {
        /** Factors and sums in 32 bits. */
        FP32,
        /** Factors rounded to 10 bits behind the point, sums in 32 bits, on tensor cores. */
        TF32;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** TornadoVM's backends through NVIDIA's driver; PTX is gone from release 6.0 on. */
    private static final List<String> NVIDIA = List.of("cuda", "ptx");

    /** What most drivers allow; a device that allows less refuses when it is opened. */
    private static final int LARGEST_GROUP = 1024;

    public TornadoSettings {
        devices = List.copyOf(devices);
        require(source, "tile.rows", tileRows, List.of(2, 4, 8).contains(tileRows), "2, 4 or 8");
        require(source, "group.columns", groupColumns, groupColumns >= 1 && groupColumns <= LARGEST_GROUP,
                "from 1 to " + LARGEST_GROUP);
        require(source, "group.rows", groupRows, groupRows >= 1 && groupRows <= LARGEST_GROUP, "from 1 to " + LARGEST_GROUP);
        require(source, "group.columns × group.rows", groupColumns * groupRows, groupColumns * groupRows <= LARGEST_GROUP,
                "at most " + LARGEST_GROUP);
        require(source, "group.size", groupSize,
                groupSize >= 1 && groupSize <= Scalars.LARGEST_GROUP && Integer.bitCount(groupSize) == 1,
                "a power of two from 1 to " + Scalars.LARGEST_GROUP);
        require(source, "steps.per.graph", stepsPerGraph, stepsPerGraph >= 1 && stepsPerGraph <= 1000, "from 1 to 1000");
        if (profiler && cudaGraphs) {
            throw new UserError(source + ": profiler = true needs cuda.graphs = false, since a replayed graph gives no times of"
                    + " its kernels; change one of the two lines.");
        }
        if (precision != Precision.FP32 && products != ProductKernels.CUBLAS) {
            throw new UserError(source + ": precision = " + precision + " needs products = cublas, found " + products
                    + "; set products = cublas, or delete the line.");
        }
        if (kernels != Kernels.LOOP && (fpgaConfiguration.isPresent() || fpgaBitstreams.isPresent())) {
            throw new UserError(source + ": an FPGA runs kernels = loop only, found " + kernels + ".");
        }
        for (var file : List.of(fpgaConfiguration, fpgaBitstreams)) {
            // TornadoVM would end the program
            if (file.isPresent() && !(Files.isRegularFile(file.get()) && Files.isReadable(file.get()))) {
                throw new UserError(source + ": " + file.get() + " cannot be read; correct the line, or leave it out.");
            }
        }
    }

    private static void require(String source, String key, int found, boolean allowed, String what) {
        if (!allowed) throw new UserError(source + ": " + key + " must be " + what + ", found " + found + ".");
    }

    /** What {@code --tornado-config} names: one of the {@link #BUILT_IN} ones, else a file. */
    public static TornadoSettings named(String name) {
        return BUILT_IN.contains(name) ? builtIn(name) : file(name);
    }

    /**
     * The built-in settings for a kind of device.
     *
     * @param backend  TornadoVM's name of its backend, in any case
     * @param kind     {@code cpu}, {@code gpu} or {@code accelerator}
     * @param platform the driver's name for itself
     */
    public static TornadoSettings suiting(String backend, String kind, String platform) {
        return builtIn(switch (kind) {
            case "cpu" -> "opencl-cpu";
            case "gpu" -> NVIDIA.contains(backend.toLowerCase(Locale.ROOT)) ? "cuda" : "opencl-gpu";
            default -> platform.toLowerCase(Locale.ROOT).contains("xilinx") ? "fpga-xilinx" : "fpga-intel";
        });
    }

    /** These settings, where the request's flags say nothing else. */
    public TornadoSettings overruledBy(EngineRequest request) {
        return new TornadoSettings(source, kernels, tiles, products, precision, tileRows, groupColumns, groupRows, groupSize,
                request.stepsPerGraph().orElse(stepsPerGraph), request.devices().isEmpty() ? devices : request.devices(),
                request.deviceMemory().isPresent() ? request.deviceMemory() : deviceMemory, compilerFlags, profiler, cudaGraphs,
                fpgaConfiguration, fpgaBitstreams);
    }

    /**
     * Refuses what a device cannot do.
     *
     * @param backend      TornadoVM's name of its backend
     * @param largestGroup work items in its largest work-group
     */
    void requireSuits(String backend, long largestGroup) {
        if (cudaGraphs && !NVIDIA.contains(backend.toLowerCase(Locale.ROOT))) {
            throw new UserError(source + ": cuda.graphs needs a device of the cuda backend, found " + backend
                    + "; omit the line.");
        }
        if (compilerFlags.isPresent() && backend.equalsIgnoreCase("cuda")) {
            throw new UserError(source + ": compiler.flags has no effect on the cuda backend, where TornadoVM passes none to the"
                    + " driver's compiler; leave the line empty.");
        }
        if (products == ProductKernels.CUBLAS && !backend.equalsIgnoreCase("cuda")) {
            throw new UserError(source + ": products = cublas needs a device of the cuda backend, found " + backend
                    + "; delete the line.");
        }
        int group = Math.max(groupSize, kernels == Kernels.VECTOR ? groupColumns * groupRows : 1);
        if (group > largestGroup) {
            throw new UserError(source + ": a work-group has " + group + " work items, but the device allows " + largestGroup
                    + "; make group.size" + (kernels == Kernels.VECTOR ? " or group.columns × group.rows" : "") + " smaller.");
        }
    }

    /** What TornadoVM takes from system properties while it starts. */
    Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        fpgaConfiguration.ifPresent(file -> properties.put("tornado.fpga.conf.file", file.toAbsolutePath().toString()));
        fpgaBitstreams.ifPresent(file -> properties.put("tornado.precompiled.binary", file.toAbsolutePath().toString()));
        return properties;
    }

    private static TornadoSettings builtIn(String name) {
        try (InputStream file = TornadoSettings.class.getResourceAsStream(name + ".properties")) {
            return read(name, new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static TornadoSettings file(String name) {
        try {
            return read(name, PropertiesFile.reader(Path.of(name)));
        } catch (IOException | InvalidPathException e) {
            String reason = e instanceof IOException failure ? UserError.reason(failure) : e.getMessage();
            throw new UserError("--tornado-config must name a file, or one of " + String.join(", ", BUILT_IN) + ", but " + name
                    + " cannot be read: " + reason + Suggestion.ending(name, BUILT_IN));
        }
    }

    private static TornadoSettings read(String source, Reader file) throws IOException {
        var values = new PropertiesFile(source, file);
        Kernels kernels = values.oneOf("kernels", Kernels.values());
        if (kernels != Kernels.GPU) {
            for (String key : List.of("tiles", "products", "precision")) {
                values
                        .requireNone(key, "kernels = " + kernels);
            }
        }
        ProductKernels products = values.oneOf("products", ProductKernels.values(), ProductKernels.OWN);
        if (products == ProductKernels.CUBLAS) values.requireNone("tiles", "products = " + products);
        if (kernels != Kernels.VECTOR) {
            for (String key : List.of("tile.rows", "group.columns", "group.rows")) {
                values
                        .requireNone(key, "kernels = " + kernels);
            }
        }
        var settings = new TornadoSettings(source, kernels, values.oneOf("tiles", Tiles.values(), Tiles.AUTO), products,
                values.oneOf("precision", Precision.values(), Precision.FP32), values.whole("tile.rows", 8),
                values.whole("group.columns", kernels.groupColumns), values.whole("group.rows", kernels.groupRows),
                values.whole("group.size", kernels.groupSize), values.whole("steps.per.graph", 1),
                values.parsed("device", DeviceIndex::list).orElse(List.of()),
                values.parsed("device.memory", ByteSize::parse).map(OptionalLong::of).orElse(OptionalLong.empty()),
                values.text("compiler.flags"), values.yes("profiler"), values.yes("cuda.graphs"),
                values.path("fpga.configuration"), values.path("fpga.bitstreams"));
        values.requireNoOther();
        return settings;
    }
}
