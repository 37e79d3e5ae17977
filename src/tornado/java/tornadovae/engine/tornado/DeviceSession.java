package tornadovae.engine.tornado;

import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.UserError;
import tornadovae.engine.ByteSize;
import tornadovae.engine.Memory;
import tornadovae.engine.Profiled;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.Images;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.DataRange;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.WorkerGrid3D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Some replicas on one device: an execution plan with a task graph for each program, all on the same arrays, which stay on the device from the first graph on. What
 * travels afterwards is what is written and read.
 */
final class DeviceSession implements AutoCloseable {

    private static final String OPENING = "opening";
    /** TornadoVM's own allow the compiler to assume that there is no NaN and no ∞; kernels and the search for divergence need both. */
    private static final String OPENCL_FLAGS = "-cl-mad-enable -w";

    /** Sessions on several devices run at the same time, but TornadoVM and drivers do not compile at the same time. */
    private static final Object COMPILER = new Object();

    private static final ObjectReader PROFILES = new JsonMapper().readerFor(JsonNode.class).with(JsonReadFeature.ALLOW_TRAILING_COMMA);

    private static final int LARGEST_STAGING = 1 << 20;
    private static final int SMALL_STAGING = 1 << 10;

    /** A program's graphs, by their index in the plan, and how many kernels one step launches; {@code unrolled} is −1 where a graph is one step. */
    private record Execution(List<Task> tasks, Set<Tensor> gone, int graph, int unrolled) {

        /** Kernels of one step that count themselves. */
        long counted() {
            return tasks.stream().filter(task -> !task.ofLibrary()).count();
        }
    }

    private final TornadoDevice device;
    private final String place;
    private final TornadoSettings settings;
    private final Layout layout;
    private final DeviceArrays arrays;
    private final Map<Program, Execution> executions = new HashMap<>();
    private final List<ImmutableTaskGraph> graphs = new ArrayList<>();
    private final GridScheduler grids = new GridScheduler();
    private final List<Staging> staging;
    private final int firstStaging;
    private final TornadoExecutionPlan plan;
    private TornadoExecutionResult result;
    /** Tensors that the last program to write them has left out. */
    private final Set<Tensor> lost = new HashSet<>();
    private long launches;
    private final BitSet compiled = new BitSet();

    DeviceSession(TornadoDevice device, TornadoSettings settings, Memory memory, Map<Split, Images> data) {
        this.device = device;
        place = device.getPhysicalDevice().getDeviceName().strip();
        this.settings = settings;
        layout = layout(memory, settings);
        Products products = products(device);
        var programs = new HashMap<Program, FusedTasks.Fused>();
        try {
            for (Program program : memory.programs())
                programs.put(program, products == null ? loops(program) : FusedTasks.fuse(program, memory, layout, settings, products));
        } catch (ArithmeticException | Layout.TooLarge e) { // a count of elements beyond 2³¹
            throw tooLarge();
        }
        int[] integers = layout.integersAndTables();
        List<Integer> operands = products == null ? List.of() : products.operands();
        requireMemory(device, memory, integers.length + operands.stream().mapToLong(Integer::longValue).sum(), data);
        programs.values().forEach(fused -> fused.tasks().forEach(task -> requireGroup(device, task)));

        var images = new EnumMap<Split, IntArray>(Split.class);
        data.forEach((split, part) -> images.put(split, DeviceArrays.pack(part)));
        arrays = new DeviceArrays(new KernelContext(), new FloatArray(Math.toIntExact(layout.floats())), IntArray.fromArray(integers), images,
                operands.stream().map(FloatArray::new).toList());
        staging = List.of(Staging.ofFloats(SMALL_STAGING), Staging.ofFloats(largestStaging(memory)), Staging.ofIntegers(SMALL_STAGING));

        graphs.add(opening());
        for (Program program : memory.programs()) {
            FusedTasks.Fused fused = programs.get(program);
            int graph = add(program, fused.tasks(), 1), unrolled = settings.stepsPerGraph() == 1 ? -1 : add(program, fused.tasks(), settings.stepsPerGraph());
            executions.put(program, new Execution(fused.tasks(), fused.gone(), graph, unrolled));
        }
        firstStaging = graphs.size();
        for (int i = 0; i < staging.size(); i++) graphs.add(writing("writing" + i, staging.get(i)));

        plan = plan(device);
        try {
            execute("opening a session", 0);
            put(0, layout.constants());
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private static Layout layout(Memory memory, TornadoSettings settings) {
        try {
            return new Layout(memory, settings.kernels() == TornadoSettings.Kernels.VECTOR);
        } catch (Layout.TooLarge e) {
            throw tooLarge();
        }
    }

    private static UserError tooLarge() {
        return new UserError("A session needs more than 2³¹ numbers in one array, which is more than TornadoVM can hold; make the sweep's groups, the batch or the layers smaller.");
    }

    /** What multiplies matrices; null where nothing is fused with products. */
    private Products products(TornadoDevice device) {
        return switch (settings.kernels()) {
            case LOOP -> null;
            case VECTOR -> new VectorTasks(layout, settings);
            case LOCAL -> switch (settings.products()) {
                case OWN -> new TileTasks(layout, settings, tiles(device));
                case CUBLAS -> new CublasTasks(layout, settings, tiles(device));
            };
        };
    }

    private TileChoice tiles(TornadoDevice device) {
        return new TileChoice(settings.tiles(), layout.replicas(), device.getPhysicalDevice().getDeviceMaxComputeUnits(), Map.of());
    }

    private FusedTasks.Fused loops(Program program) {
        var loops = new LoopTasks(layout);
        return new FusedTasks.Fused(program.ops().stream().map(loops::of).toList(), Set.of());
    }

    // ---- what a device must allow ----------------------------------------------------------------------------------------

    /** @param others numbers besides the floats and the images */
    private void requireMemory(TornadoDevice device, Memory memory, long others, Map<Split, Images> data) {
        long floats = 4 * layout.floats(), images = data.values().stream().mapToLong(part -> 4L * part.count() * Math.ceilDiv(part.columns(), 4)).sum();
        long needed = floats + images + 4 * others + 4L * largestStaging(memory), allowed = TornadoDevices.memory(device, settings);
        String what = memory.replicas() + (memory.replicas() == 1 ? " replica needs " : " replicas need ") + ByteSize.text(needed) + " on " + place;
        if (needed > allowed)
            throw new UserError(what + ", but " + ByteSize.text(allowed) + " may be taken; raise --device-memory if the device has more, or make the sweep's groups, the batch or the layers smaller.");
        long largest = Math.min(device.getMaxAllocMemory(), 4L * Integer.MAX_VALUE);
        if (images > largest)
            throw new UserError(what + ", " + ByteSize.text(images) + " of it images, but the driver allows " + ByteSize.text(largest) + " in one array; take fewer images.");
        if (floats > largest)
            throw new UserError(what + ", " + ByteSize.text(floats) + " of it in one array, but the driver allows " + ByteSize.text(largest) + "; make the sweep's groups, the batch or the layers smaller.");
    }

    private void requireGroup(TornadoDevice device, Task task) {
        if (task.grid() == null) return;
        long allowed = device.getPhysicalDevice().getDeviceMaxWorkGroupSize()[0];
        if (task.grid().items() > allowed)
            throw new UserError(settings.source() + ": kernel " + task.name() + " would run in work-groups of " + task.grid().items() + ", but " + place + " allows " + allowed
                    + "; make group.columns, group.rows or group.size smaller.");
    }

    // ---- task graphs -----------------------------------------------------------------------------------------------------

    /** Images, integers and tables go up once; the floats are cleared where they are. */
    private ImmutableTaskGraph opening() {
        TaskGraph graph = new TaskGraph(OPENING).transferToDevice(DataTransferMode.FIRST_EXECUTION, arrays.integers());
        graph.task("clear", Staging::clear, arrays.floats(), arrays.integers(), arrays.floats().getSize());
        arrays.images().forEach((split, images) -> graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, images)
                .task("keep" + split, Staging::keep, images, arrays.integers()));
        for (int o = 0; o < arrays.operands().size(); o++) {
            FloatArray operand = arrays.operands().get(o);
            graph.task("operand" + o, Staging::clear, operand, arrays.integers(), operand.getSize());
        }
        graph.persistOnDevice(shared());
        return graph.snapshot();
    }

    private int add(Program program, List<Task> tasks, int steps) {
        String name = name(program, graphs.size());
        TaskGraph graph = new TaskGraph(name).consumeFromDevice(OPENING, shared());
        for (int step = 0; step < steps; step++)
            for (int t = 0; t < tasks.size(); t++) {
                Task task = tasks.get(t);
                String id = task.name() + (step * tasks.size() + t);
                try {
                    task.addition().addTo(graph, id, arrays);
                } catch (BufferOverflowException e) {
                    throw tooManyTasks(program, steps, steps * tasks.size());
                }
                if (task.grid() != null) grids.addWorkerGrid(name + "." + id, worker(task.grid()));
            }
        graph.transferToHost(DataTransferMode.UNDER_DEMAND, arrays.floats(), arrays.integers());
        graphs.add(graph.snapshot());
        return graphs.size() - 1;
    }

    private UserError tooManyTasks(Program program, int steps, int tasks) {
        boolean library = settings.products() == TornadoSettings.ProductKernels.CUBLAS;
        return new UserError(settings.source() + ": " + (steps == 1 ? "" : "steps.per.graph = " + steps + ": ") + "TornadoVM cannot hold the "
                + tasks + " tasks of program " + program.name() + " in one graph; "
                + (steps > 1 ? "make steps.per.graph smaller." : library ? "take fewer layers, or set products = own." : "take fewer layers."));
    }

    /** Letters and digits only: the name becomes part of other names. */
    private static String name(Program program, int graph) {
        return program.name().replaceAll("\\W", "") + graph;
    }

    private static WorkerGrid3D worker(Task.Grid grid) {
        var worker = new WorkerGrid3D(grid.groups() * grid.columns(), grid.rows(), grid.replicas());
        worker.setLocalWork(grid.columns(), grid.rows(), 1);
        return worker;
    }

    private ImmutableTaskGraph writing(String name, Staging staging) {
        Object numbers = staging.numbers() == null ? staging.integers() : staging.numbers();
        TaskGraph graph = new TaskGraph(name).consumeFromDevice(OPENING, shared()).transferToDevice(DataTransferMode.EVERY_EXECUTION, numbers, staging.place());
        if (staging.numbers() != null) graph.task("put", Staging::putFloats, arrays.floats(), staging.numbers(), staging.place(), staging.numbers().getSize());
        else graph.task("put", Staging::putIntegers, arrays.integers(), staging.integers(), staging.place(), staging.integers().getSize());
        graph.transferToHost(DataTransferMode.UNDER_DEMAND, arrays.floats(), arrays.integers());
        return graph.snapshot();
    }

    private Object[] shared() {
        var shared = new ArrayList<Object>(List.of(arrays.floats(), arrays.integers()));
        shared.addAll(arrays.images().values());
        shared.addAll(arrays.operands());
        return shared.toArray();
    }

    private TornadoExecutionPlan plan(TornadoDevice device) {
        var plan = new TornadoExecutionPlan(graphs.toArray(ImmutableTaskGraph[]::new));
        plan.withDevice(device);
        if (!grids.keySet().isEmpty()) plan.withGridScheduler(grids);
        if (settings.cudaGraphs()) plan.withCUDAGraph(); // not run: there was no device of that backend
        if (settings.profiler()) plan.withProfiler(ProfilerMode.SILENT);
        useFlags(plan, device, settings);
        return plan;
    }

    private static void useFlags(TornadoExecutionPlan plan, TornadoDevice device, TornadoSettings settings) {
        boolean openCl = device.getTornadoVMBackend() == TornadoVMBackendType.OPENCL;
        settings.compilerFlags().or(() -> openCl ? Optional.of(OPENCL_FLAGS) : Optional.empty()).ifPresent(flags -> plan.withCompilerFlags(device.getTornadoVMBackend(), flags));
    }

    // ---- running ---------------------------------------------------------------------------------------------------------

    void run(Program program, int times) {
        Execution execution = executions.get(program);
        if (execution == null) throw new IllegalArgumentException("program " + program.name() + " is not one of this session's");
        int left = times;
        if (execution.unrolled >= 0)
            for (; left >= settings.stepsPerGraph(); left -= settings.stepsPerGraph()) execute(program.name(), execution.unrolled);
        for (; left > 0; left--) execute(program.name(), execution.graph);
        launches += times * execution.counted();
        forget(program, execution);
    }

    private void forget(Program program, Execution execution) {
        for (Op op : program.ops()) lost.removeAll(op.writes());
        lost.addAll(execution.gone);
    }

    private void execute(String what, int graph) {
        try {
            if (compiled.get(graph)) {
                result = plan.withGraph(graph).execute();
                return;
            }
            synchronized (COMPILER) {
                result = plan.withGraph(graph).execute();
            }
            compiled.set(graph);
        } catch (Throwable e) {
            throw TornadoErrors.explain(what + " on " + place, e);
        }
    }

    /** Runs a program once under TornadoVM's profiler. */
    List<Profiled.Kernel> profile(Program program) {
        plan.withProfiler(ProfilerMode.SILENT);
        Execution execution = executions.get(program);
        execute(program.name(), execution.graph);
        launches += execution.counted();
        forget(program, execution);
        // the log holds one object for each execution and each transfer under the profiler; that of a transfer ends with a comma
        JsonNode profile = PROFILES.<JsonNode>readValues(result.getProfilerResult().getProfileLog()).readAll().getLast();
        if (!settings.profiler()) plan.withoutProfiler();
        var kernels = new ArrayList<Profiled.Kernel>();
        for (int t = 0; t < execution.tasks.size(); t++) {
            Task task = execution.tasks.get(t);
            long time = profile.path(name(program, execution.graph)).path(name(program, execution.graph) + "." + task.name() + t).path("TASK_KERNEL_TIME").asLong(0);
            if (time <= 0) throw new UserError(1, place + " gives no time for kernel " + task.name() + ": its kernels cannot be measured one by one; try another --tornado-config.", null);
            kernels.add(new Profiled.Kernel(task.name(), task.ops(), time));
        }
        requireLaunched();
        return kernels;
    }

    /** GFLOP/s, see {@link Profiled#gigaflops}. */
    double gigaflops() {
        return CeilingKernels.gigaflops(device, plan -> useFlags(plan, device, settings));
    }

    /** GB/s, see {@link Profiled#gigabytes}. */
    double gigabytes() {
        return CeilingKernels.gigabytes(device, plan -> useFlags(plan, device, settings));
    }

    /** Throws unless as many kernels have run as were launched. */
    private void requireLaunched() {
        int ran = fetch(arrays.integers(), Launches.COUNTER, 1).get(Launches.COUNTER);
        if (ran != (int) launches)
            throw new UserError(1, place + " has run " + ran + " of " + launches + " kernels: its driver refused the others, for the reason it has printed; try another --tornado-config, or --engine cpu.", null);
    }

    // ---- reading and writing ---------------------------------------------------------------------------------------------

    /** @param to where in {@code into} the first of this session's replicas goes; likewise below */
    void read(Tensor tensor, float[] into, int to) {
        if (lost.contains(tensor)) throw new IllegalArgumentException(tensor + " is not kept: the engine has fused the ops that write and read it");
        Block block = layout.block(tensor);
        requireLaunched();
        for (int replica = 0; replica < layout.replicas(); replica++) {
            int base = base(block, replica), at = to + replica * tensor.size();
            fetch(arrays.floats(), base, block.size());
            for (int i = 0; i < tensor.rows(); i++)
                for (int j = 0; j < tensor.columns(); j++) into[at + i * tensor.columns() + j] = arrays.floats().get(base + block.index(i, j));
        }
    }

    void readIntegers(Tensor tensor, int[] into, int to) {
        int base = layout.integer(tensor), count = layout.replicas() * tensor.size();
        requireLaunched();
        fetch(arrays.integers(), base, count);
        for (int e = 0; e < count; e++) into[to + e] = arrays.integers().get(base + e);
    }

    void write(Tensor tensor, float[] from, int first) {
        Block block = layout.block(tensor);
        lost.remove(tensor);
        for (int replica = 0; replica < layout.replicas(); replica++) {
            int at = first + replica * tensor.size();
            var padded = new float[block.size()];
            for (int i = 0; i < tensor.rows(); i++)
                for (int j = 0; j < tensor.columns(); j++) padded[block.index(i, j)] = from[at + i * tensor.columns() + j];
            put(base(block, replica), padded);
            if (block.transposed() > 0) put(base(block, replica) - block.offset() + block.transposed(), transposed(block, padded));
        }
    }

    void writeIntegers(Tensor tensor, int[] from, int first) {
        Staging small = staging.getLast();
        int base = layout.integer(tensor), count = layout.replicas() * tensor.size();
        for (int done = 0; done < count; done += SMALL_STAGING) {
            int now = Math.min(SMALL_STAGING, count - done);
            for (int e = 0; e < now; e++) small.integers().set(e, from[first + done + e]);
            put(staging.size() - 1, base + done, now);
        }
    }

    private static float[] transposed(Block block, float[] padded) {
        var copy = new float[block.pitch() * block.transposedPitch()];
        for (int i = 0; i < block.rows(); i++)
            for (int j = 0; j < block.pitch(); j++) copy[j * block.transposedPitch() + i] = padded[i * block.pitch() + j];
        return copy;
    }

    private void put(int to, float[] numbers) {
        for (int done = 0; done < numbers.length; ) {
            int which = numbers.length - done <= SMALL_STAGING ? 0 : 1;
            FloatArray buffer = staging.get(which).numbers();
            int now = Math.min(buffer.getSize(), numbers.length - done);
            for (int e = 0; e < now; e++) buffer.set(e, numbers[done + e]);
            put(which, to + done, now);
            done += now;
        }
    }

    private void put(int which, int to, int count) {
        staging.get(which).place().set(0, to);
        staging.get(which).place().set(1, count);
        execute("writing", firstStaging + which);
    }

    private <T extends TornadoNativeArray> T fetch(T array, int first, int count) {
        try {
            result.transferToHost(new DataRange(array).withOffset(first).withSize(count));
        } catch (Throwable e) {
            throw TornadoErrors.explain("reading from " + place, e);
        }
        return array;
    }

    private int base(Block block, int replica) {
        return block.offset() + (int) (replica * layout.replicaSize());
    }

    private static int largestStaging(Memory memory) {
        int largest = memory.tensors().stream().mapToInt(tensor -> Layout.roundUp(tensor.rows(), 32) * Layout.roundUp(tensor.columns(), 32)).max().orElse(0);
        return Math.clamp(largest, SMALL_STAGING, LARGEST_STAGING);
    }

    /** What TornadoVM recorded of the last graph that ran, where the settings ask for it. */
    TornadoExecutionResult result() {
        return result;
    }

    List<Task> tasks(Program program) {
        return executions.get(program).tasks;
    }

    @Override
    public void close() {
        try {
            plan.freeDeviceMemory();
            plan.close();
        } catch (TornadoExecutionPlanException e) {
            throw TornadoErrors.explain("closing a session on " + place, e);
        }
    }
}
