package tornadovae.engine.tornado;

import java.nio.BufferOverflowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
import tornadovae.file.UserCache;
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
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.WorkerGrid3D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * Some replicas on one device: an execution plan with a task graph for each program, all on the same arrays, which stay on the
 * device from the first graph on. What travels afterwards is what is written and read.
 */
final class DeviceSession implements AutoCloseable {

    private static final String OPENING = "opening";
    private static final ObjectReader PROFILES =
            new JsonMapper().readerFor(JsonNode.class).with(JsonReadFeature.ALLOW_TRAILING_COMMA);

    private static final int LARGEST_STAGING = 1 << 20;
    private static final int SMALL_STAGING = 1 << 10;

    /**
     * A program's graphs, by their index in the plan.
     *
     * @param graph    a step
     * @param unrolled several, or −1
     * @param profiled a step whose kernels are launched one by one, so that each has a time
     */
    private record Execution(List<Task> tasks, Set<Tensor> gone, int graph, int unrolled, int profiled) {

        /** Kernels of one step that count themselves. */
        long counted() {
            return tasks.stream().filter(task -> !task.ofLibrary()).count();
        }
    }

    private final TornadoDevice device;
    private final String place;
    private final TornadoSettings settings;
    private final Layout layout;
    private final Map<TileChoice.Product, Tile> tiles;
    private final DeviceArrays arrays;
    private final Map<Program, Execution> executions = new HashMap<>();
    private final List<ImmutableTaskGraph> graphs = new ArrayList<>();
    private final GridScheduler grids = new GridScheduler();
    private final List<Staging> staging;
    private final int firstStaging;
    private final DevicePlan plan;
    /** Tensors that the last program to write them has left out. */
    private final Set<Tensor> lost = new HashSet<>();
    private long launches;

    /** @param parts how many sessions like this one share the device's memory */
    DeviceSession(TornadoDevice device, TornadoSettings settings, Memory memory, Map<Split, Images> data, int parts) {
        this.device = device;
        place = TornadoDevices.name(device);
        this.settings = settings;
        Planned planned = plan(device, settings, memory);
        layout = planned.layout;
        tiles = planned.tiles;
        Map<Program, FusedTasks.Fused> programs = planned.programs;
        int[] integers = layout.integersAndTables();
        List<Integer> operands = planned.operands;
        long others = integers.length + operands.stream().mapToLong(Integer::longValue).sum();
        requireMemory(device, memory, others, operands, data, parts);
        programs.values().forEach(fused -> fused.tasks().forEach(task -> requireGroup(device, task)));

        var images = new EnumMap<Split, IntArray>(Split.class);
        data.forEach((split, part) -> images.put(split, DeviceArrays.pack(part)));
        arrays = new DeviceArrays(new KernelContext(), new FloatArray(Math.toIntExact(layout.floats())),
                IntArray.fromArray(integers), images,
                operands.stream().map(FloatArray::new).toList());
        staging = List.of(Staging.ofFloats(SMALL_STAGING), Staging.ofFloats(largestStaging(memory)),
                Staging.ofIntegers(SMALL_STAGING));

        var captured = new BitSet();
        graphs.add(opening());
        for (Program program : memory.programs()) {
            FusedTasks.Fused fused = programs.get(program);
            int graph = add(program, fused.tasks(), 1),
                    unrolled = settings.stepsPerGraph() == 1 ? -1 : add(program, fused.tasks(), settings.stepsPerGraph());
            if (settings.cudaGraphs()) captured.set(graph, graphs.size());
            int profiled = settings.cudaGraphs() ? add(program, fused.tasks(), 1) : graph;
            executions.put(program, new Execution(fused.tasks(), fused.gone(), graph, unrolled, profiled));
        }
        firstStaging = graphs.size();
        for (int i = 0; i < staging.size(); i++) graphs.add(writing("writing" + i, staging.get(i)));

        plan = new DevicePlan(device, settings, graphs, captured, grids);
        try {
            plan.execute("opening a session", 0);
            put(0, layout.constants());
        } catch (Throwable e) {
            try {
                close();
            } catch (RuntimeException further) {
                e.addSuppressed(further); // the first one is what the user must hear of
            }
            throw e;
        }
    }

    /** What is to be where and which tasks compute it; nothing is on the device yet. */
    record Planned(Layout layout, Map<Program, FusedTasks.Fused> programs, Map<TileChoice.Product, Tile> tiles,
            List<Integer> operands) {}

    private static Planned plan(TornadoDevice device, TornadoSettings settings, Memory memory) {
        int replicas = memory.replicas(), processors = device.getPhysicalDevice().getDeviceMaxComputeUnits();
        Planned planned = plan(settings, memory, new TileChoice(settings.tiles(), replicas, processors, Map.of()));
        if (settings.tiles() != TornadoSettings.Tiles.MEASURED || planned.tiles.isEmpty()) return planned;
        var measured = new MeasuredTiles(UserCache.folder(System.getenv(), Path.of(System.getProperty("user.home"))), device)
                .of(planned.tiles.keySet(), replicas, new TileTrial(device, settings, replicas));
        return plan(settings, memory, new TileChoice(settings.tiles(), replicas, processors, measured));
    }

    static Planned plan(TornadoSettings settings, Memory memory, TileChoice tiles) {
        try {
            var layout = new Layout(memory, settings.kernels() == TornadoSettings.Kernels.VECTOR);
            var programs = new HashMap<Program, FusedTasks.Fused>();
            ProductTasks products = products(settings, layout, tiles);
            for (Program program : memory.programs()) {
                programs.put(program, products == null ? loops(program, layout)
                        : FusedTasks.fuse(program, memory, layout, settings, products));
            }
            return new Planned(layout, programs, tiles.chosen(), products == null ? List.of() : products.operands());
        } catch (ArithmeticException | Layout.TooLarge e) { // a count of elements beyond 2³¹
            throw new UserError("A replica needs more than 2³¹ numbers, which is more than TornadoVM can count; make the batch or"
                    + " the layers smaller.");
        }
    }

    /**
     * In how many parts replicas must be shared out so that none needs more than {@code most} numbers in one array.
     *
     * @throws UserError where one replica alone needs more
     */
    static int parts(TornadoDevice device, TornadoSettings settings, Memory memory, long most) {
        int replicas = memory.replicas();
        // what one more replica adds does not depend on how many there are
        var tiles = new TileChoice(settings.tiles(), 1, device.getPhysicalDevice().getDeviceMaxComputeUnits(), Map.of());
        Layout one = plan(settings, new Memory(1, memory.programs()), tiles).layout;
        long fit = Math.max(1, (most - (one.floats() - one.replicaSize())) / one.replicaSize());
        return (int) Math.ceilDiv(replicas, Math.min(fit, replicas));
    }

    /** What multiplies matrices; null where nothing is fused with products. */
    private static ProductTasks products(TornadoSettings settings, Layout layout, TileChoice tiles) {
        return switch (settings.kernels()) {
            case LOOP -> null;
            case VECTOR -> new VectorTasks(layout, settings);
            case GPU -> switch (settings.products()) {
                case OWN -> new TileTasks(layout, settings, tiles);
                case CUBLAS -> new CublasTasks(layout, settings, tiles);
            };
        };
    }

    private static FusedTasks.Fused loops(Program program, Layout layout) {
        return new FusedTasks.Fused(program.ops().stream().map(op -> LoopTasks.of(op, layout)).toList(), Set.of());
    }

    /**
     * @param others   numbers besides the floats and the images
     * @param operands numbers of each array that a library's products take, which are among the others
     */
    private void requireMemory(TornadoDevice device, Memory memory, long others, List<Integer> operands,
            Map<Split, Images> data, int parts) {
        long floats = 4 * layout.floats(),
                images = data.values().stream().mapToLong(part -> 4L * part.count() * Math.ceilDiv(part.columns(), 4)).sum();
        long needed = parts * (floats + images + 4 * others + 4L * largestStaging(memory)),
                allowed = TornadoDevices.memory(device, settings);
        int replicas = parts * memory.replicas();
        String what = replicas + (replicas == 1 ? " replica needs " : " replicas need ") + ByteSize.text(needed) + " on " + place;
        if (needed > allowed) {
            throw new UserError(what + ", but " + ByteSize.text(allowed)
                    + " may be taken; raise --device-memory if the device has more, or make the sweep's groups, the "
                    + "batch or the layers smaller.");
        }
        long largest = Math.min(device.getMaxAllocMemory(), 4L * Integer.MAX_VALUE);
        if (images > largest) {
            throw new UserError(what + ", " + ByteSize.text(images) + " of it images, but the driver allows "
                    + ByteSize.text(largest) + " in one array; take fewer images.");
        }
        long operand = 4L * operands.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (operand > largest) {
            throw new UserError(what + ", " + ByteSize.text(operand) + " of it factors of one product for cuBLAS, "
                    + "but the driver allows " + ByteSize.text(largest) + " in one array; make the sweep's groups smaller, "
                    + "or set products = own.");
        }
        if (floats > largest) {
            throw new UserError("A replica needs " + ByteSize.text(floats) + " in one array, but the driver of " + place
                    + " allows " + ByteSize.text(largest) + "; make the batch or the layers smaller.");
        }
    }

    private void requireGroup(TornadoDevice device, Task task) {
        if (task.grid() == null) return;
        long allowed = device.getPhysicalDevice().getDeviceMaxWorkGroupSize()[0];
        if (task.grid().items() > allowed) {
            throw new UserError(settings.source() + ": kernel " + task.name() + " would run in work-groups of "
                    + task.grid().items() + ", but " + place + " allows " + allowed
                    + "; make group.columns, group.rows or group.size smaller.");
        }
    }

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
        for (int step = 0; step < steps; step++) {
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
        }
        graph.transferToHost(DataTransferMode.UNDER_DEMAND, arrays.floats(), arrays.integers());
        graphs.add(graph.snapshot());
        return graphs.size() - 1;
    }

    private UserError tooManyTasks(Program program, int steps, int tasks) {
        boolean library = settings.products() == TornadoSettings.ProductKernels.CUBLAS;
        return new UserError(settings.source() + ": " + (steps == 1 ? "" : "steps.per.graph = " + steps + ": ")
                + "TornadoVM cannot hold the "
                + tasks + " tasks of program " + program.name() + " in one graph; "
                + (steps > 1 ? "make steps.per.graph smaller." : library ? "take fewer layers, or set products = own."
                        : "take fewer layers."));
    }

    /** Letters and digits only: the name becomes part of other names. */
    private static String name(Program program, int graph) {
        return program.name().replaceAll("\\W", "") + graph;
    }

    static WorkerGrid3D worker(Task.Grid grid) {
        var worker = new WorkerGrid3D(grid.groups() * grid.columns(), grid.rows(), grid.replicas());
        worker.setLocalWork(grid.columns(), grid.rows(), 1);
        return worker;
    }

    private ImmutableTaskGraph writing(String name, Staging staging) {
        Object numbers = staging.numbers() == null ? staging.integers() : staging.numbers();
        TaskGraph graph = new TaskGraph(name).consumeFromDevice(OPENING, shared())
                .transferToDevice(DataTransferMode.EVERY_EXECUTION, numbers, staging.place());
        if (staging.numbers() != null) {
            graph.task("put", Staging::putFloats, arrays.floats(), staging.numbers(), staging.place(),
                    staging.numbers().getSize());
        } else {
            graph.task("put", Staging::putIntegers, arrays.integers(), staging.integers(), staging.place(),
                    staging.integers().getSize());
        }
        graph.transferToHost(DataTransferMode.UNDER_DEMAND, arrays.floats(), arrays.integers());
        return graph.snapshot();
    }

    private Object[] shared() {
        var shared = new ArrayList<Object>(List.of(arrays.floats(), arrays.integers()));
        shared.addAll(arrays.images().values());
        shared.addAll(arrays.operands());
        return shared.toArray();
    }

    void run(Program program, int times) {
        Execution execution = executions.get(program);
        if (execution == null) throw new IllegalArgumentException("program " + program.name() + " is not one of this session's");
        int left = times;
        if (execution.unrolled >= 0) {
            for (; left >= settings.stepsPerGraph(); left -= settings.stepsPerGraph()) {
                plan.execute(program.name(), execution.unrolled);
            }
        }
        for (; left > 0; left--) plan.execute(program.name(), execution.graph);
        launches += times * execution.counted();
        forget(program, execution);
    }

    private void forget(Program program, Execution execution) {
        for (Op op : program.ops()) lost.removeAll(op.writes());
        lost.addAll(execution.gone);
    }

    /** Runs a program once under TornadoVM's profiler. */
    List<Profiled.Kernel> profile(Program program) {
        Execution execution = executions.get(program);
        String log = plan.profile(program.name(), execution.profiled);
        launches += execution.counted();
        forget(program, execution);
        // the log holds one object for each execution and each transfer under the profiler; that of a transfer ends with a comma
        JsonNode profile = PROFILES.<JsonNode>readValues(log).readAll().getLast();
        String graph = name(program, execution.profiled);
        var kernels = new ArrayList<Profiled.Kernel>();
        for (int t = 0; t < execution.tasks.size(); t++) {
            Task task = execution.tasks.get(t);
            long time = profile.path(graph).path(graph + "." + task.name() + t).path("TASK_KERNEL_TIME").asLong(0);
            if (time <= 0) {
                throw new UserError(1, place + " gives no time for kernel " + task.name()
                        + ": its kernels cannot be measured one by one; try another --tornado-config.", null);
            }
            kernels.add(new Profiled.Kernel(task.name(), task.ops(), time));
        }
        requireLaunched();
        return kernels;
    }

    /** GFLOP/s, see {@link Profiled#gigaflops}. */
    double gigaflops() {
        return CeilingKernels.gigaflops(device, plan -> DevicePlan.useFlags(plan, device, settings));
    }

    /** GB/s, see {@link Profiled#gigabytes}. */
    double gigabytes() {
        return CeilingKernels.gigabytes(device, plan -> DevicePlan.useFlags(plan, device, settings));
    }

    /** Throws unless as many kernels have run as were launched. */
    private void requireLaunched() {
        int ran = fetch(arrays.integers(), Launches.COUNTER, 1).get(Launches.COUNTER);
        if (ran != (int) launches) {
            throw new UserError(1,
                    place + " has run " + ran + " of " + launches
                            + " kernels: its driver refused the others, for the reason it has printed; try another "
                            + "--tornado-config, or --engine cpu.",
                    null);
        }
    }

    /** @param to where in {@code into} the first of this session's replicas goes; likewise below */
    void read(Tensor tensor, float[] into, int to) {
        if (lost.contains(tensor)) {
            throw new IllegalArgumentException(
                    tensor + " is not kept: the engine has fused the ops that write and read it");
        }
        Block block = layout.block(tensor);
        requireLaunched();
        for (int replica = 0; replica < layout.replicas(); replica++) {
            int base = base(block, replica), at = to + replica * tensor.size();
            fetch(arrays.floats(), base, block.size());
            for (int i = 0; i < tensor.rows(); i++) {
                for (int j = 0; j < tensor.columns(); j++) {
                    into[at + i * tensor.columns() + j] = arrays.floats().get(base + block.index(i, j));
                }
            }
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
            for (int i = 0; i < tensor.rows(); i++) {
                for (int j = 0; j < tensor.columns(); j++) padded[block.index(i, j)] = from[at + i * tensor.columns() + j];
            }
            put(base(block, replica), padded);
            if (block.transposed() > 0) {
                put(base(block, replica) - block.offset() + block.transposed(),
                        transposed(block, padded));
            }
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
        for (int i = 0; i < block.rows(); i++) {
            for (int j = 0; j < block.pitch(); j++) copy[j * block.transposedPitch() + i] = padded[i * block.pitch() + j];
        }
        return copy;
    }

    private void put(int to, float[] numbers) {
        for (int done = 0; done < numbers.length;) {
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
        plan.execute("writing", firstStaging + which);
    }

    private <T extends TornadoNativeArray> T fetch(T array, int first, int count) {
        plan.fetch(new DataRange(array).withOffset(first).withSize(count));
        return array;
    }

    private int base(Block block, int replica) {
        return block.offset() + (int) (replica * layout.replicaSize());
    }

    private static int largestStaging(Memory memory) {
        int largest = memory.tensors().stream()
                .mapToInt(tensor -> Layout.roundUp(tensor.rows(), 32) * Layout.roundUp(tensor.columns(), 32)).max().orElse(0);
        return Math.clamp(largest, SMALL_STAGING, LARGEST_STAGING);
    }

    /** The tiles that compute the matrix products, where the kernels have any. */
    Map<TileChoice.Product, Tile> tiles() {
        return tiles;
    }

    /** What TornadoVM recorded of the last graph that ran, where the settings ask for it. */
    TornadoExecutionResult result() {
        return plan.result();
    }

    List<Task> tasks(Program program) {
        return executions.get(program).tasks;
    }

    @Override
    public void close() {
        plan.close();
    }
}
