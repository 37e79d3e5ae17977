package tornadovae.engine.tornado;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.engine.Device;
import tornadovae.engine.Memory;
import tornadovae.engine.Translator;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The source code of kernels, for all replicas as one session and with the tiles that are chosen without a trial: TornadoVM
 * compiles them for arrays of next to no length, on which it runs none, and writes their sources one after another into a file
 * that it was told at its start.
 *
 * @param file where
 */
record Sources(TornadoDevice tornado, TornadoSettings settings, Path file) implements Translator {

    /** TornadoVM's property that names the file. */
    static final String PLACE = "tornado.print.kernel.dir";

    private static final String GRAPH = "sources";

    /** Where a kernel's own function begins: in OpenCL C, and in CUDA C. */
    private static final Pattern KERNEL = Pattern.compile("(?m)^\\s*(__kernel void|extern \"C\" __global__ void)\\s");

    /** A new one, which goes when this JVM ends. */
    static Path newFile() {
        try {
            Path file = Files.createTempFile("kernels", ".txt");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UserError(1, "The sources of kernels cannot be kept for a while: " + UserError.reason(e) + ".", e);
        }
    }

    @Override
    public Device device() {
        return TornadoDevices.describe(List.of(tornado), settings, Map.of());
    }

    @Override
    public List<Kernel> translate(Memory memory, Program program) {
        int processors = tornado.getPhysicalDevice().getDeviceMaxComputeUnits();
        var choice = new TileChoice(settings.tiles(), memory.replicas(), processors, Map.of());
        List<Task> tasks = DeviceSession.plan(settings, memory, choice).programs().get(program).tasks().stream()
                .filter(task -> !task.ofLibrary()).toList();
        List<String> sources = compile(tasks);
        if (sources.size() != tasks.size()) {
            throw new IllegalStateException("TornadoVM has written " + sources.size() + " sources of " + tasks.size()
                    + " kernels");
        }
        var kernels = new ArrayList<Kernel>();
        for (int t = 0; t < tasks.size(); t++) {
            Task task = tasks.get(t);
            Task.Grid grid = task.grid();
            long groups = grid == null ? 0 : (long) grid.groups() * grid.replicas();
            kernels.add(new Kernel(task.name(), task.ops(), groups, grid == null ? 0 : grid.items(),
                    grid == null ? Optional.empty() : grid.tile(), sources.get(t)));
        }
        return kernels;
    }

    private List<String> compile(List<Task> tasks) {
        var images = new EnumMap<Split, IntArray>(Split.class);
        for (Split split : Split.values()) images.put(split, new IntArray(1));
        var arrays = new DeviceArrays(new KernelContext(), new FloatArray(1), new IntArray(1), images,
                Stream.generate(() -> new FloatArray(1)).limit(CublasTasks.OPERANDS).toList());
        TaskGraph graph = new TaskGraph(GRAPH)
                .transferToDevice(DataTransferMode.FIRST_EXECUTION, arrays.floats(), arrays.integers());
        images.values().forEach(each -> graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, each));
        arrays.operands().forEach(each -> graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, each));
        var grids = new GridScheduler();
        for (int t = 0; t < tasks.size(); t++) {
            Task task = tasks.get(t);
            task.addition().addTo(graph, task.name() + t, arrays);
            if (task.grid() != null) grids.addWorkerGrid(GRAPH + "." + task.name() + t, DeviceSession.worker(task.grid()));
        }
        graph.transferToHost(DataTransferMode.UNDER_DEMAND, arrays.floats(), arrays.integers());
        try {
            Files.writeString(file, "");
            try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
                plan.withDevice(tornado);
                if (!grids.keySet().isEmpty()) plan.withGridScheduler(grids);
                DevicePlan.useFlags(plan, tornado, settings);
                plan.withPrintKernel();
                plan.withPreCompilation();
                plan.freeDeviceMemory();
            }
            return split(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable e) {
            throw TornadoErrors.explain("compiling for " + tornado.getPhysicalDevice().getDeviceName().strip(), e);
        }
    }

    /**
     * A kernel's source goes from what stands before it, such as pragmas and helper functions, to what stands before the next
     * one.
     */
    static List<String> split(String text) {
        var begins = KERNEL.matcher(text).results().map(found -> found.start()).toList();
        var sources = new ArrayList<String>();
        int from = 0;
        for (int k = 0; k < begins.size(); k++) {
            int end = k + 1 == begins.size() ? text.length() : afterBody(text, begins.get(k));
            sources.add(text.substring(from, end));
            from = end;
        }
        return sources;
    }

    /** Behind the brace that closes a function's body. */
    private static int afterBody(String text, int function) {
        int depth = 0;
        for (int i = text.indexOf('{', function); i >= 0 && i < text.length(); i++) {
            if (text.charAt(i) == '{') depth++;
            if (text.charAt(i) == '}' && --depth == 0) return i + 1;
        }
        throw new IllegalStateException("a kernel's source does not end");
    }
}
