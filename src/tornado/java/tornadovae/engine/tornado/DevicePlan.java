package tornadovae.engine.tornado;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import uk.ac.manchester.tornado.api.DataRange;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.TornadoExecutionResult;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.enums.TornadoVMBackendType;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;

/**
 * The task graphs of a session on one device, of which one runs at a time. Graphs that are captured run as CUDA graphs: TornadoVM
 * records their launches, with all addresses, at their first execution, and repeats the record from then on. So what is captured
 * must neither copy nor read from other places later; see docs/tornadovm.md.
 */
final class DevicePlan implements AutoCloseable {

    /**
     * TornadoVM's own allow the compiler to assume that there is no NaN and no ∞; kernels and the search for divergence need
     * both.
     */
    private static final String OPENCL_FLAGS = "-cl-mad-enable -w";

    /**
     * Plans run at the same time, but one compiles alone: TornadoVM and drivers do not compile at the same time, and while a CUDA
     * graph is captured no thread of the process may allocate or free memory of a device.
     */
    private static final ReadWriteLock COMPILER = new ReentrantReadWriteLock();

    /** TornadoVM keeps the results of all executions with one selection, so it is renewed now and then. */
    private static final int EXECUTIONS_OF_A_SELECTION = 1 << 12;

    private final String place;
    private final boolean profiler;
    private final TornadoExecutionPlan plan;
    private final BitSet compiled = new BitSet();
    /** The plan with one graph selected; selecting takes TornadoVM longer than launching. */
    private TornadoExecutionPlan selection;
    private int selected = -1;
    private int executions;
    private TornadoExecutionResult result;

    /** @param captured which graphs, by their index, are to run as CUDA graphs */
    DevicePlan(TornadoDevice device, TornadoSettings settings, List<ImmutableTaskGraph> graphs, BitSet captured,
            GridScheduler grids) {
        place = TornadoDevices.name(device);
        profiler = settings.profiler();
        plan = new TornadoExecutionPlan(graphs.toArray(ImmutableTaskGraph[]::new));
        plan.withDevice(device);
        if (!grids.keySet().isEmpty()) plan.withGridScheduler(grids);
        if (profiler) plan.withProfiler(ProfilerMode.SILENT);
        useFlags(plan, device, settings);
        // asked for later, after a first execution, it has no effect
        captured.stream().forEach(graph -> plan.withGraph(graph).withCUDAGraph());
    }

    static void useFlags(TornadoExecutionPlan plan, TornadoDevice device, TornadoSettings settings) {
        boolean openCl = device.getTornadoVMBackend() == TornadoVMBackendType.OPENCL;
        settings.compilerFlags().or(() -> openCl ? Optional.of(OPENCL_FLAGS) : Optional.empty())
                .ifPresent(flags -> plan.withCompilerFlags(device.getTornadoVMBackend(), flags));
    }

    /** Does what compiles, allocates and frees by itself while no plan runs. */
    static <T> T alone(Supplier<T> work) {
        COMPILER.writeLock().lock();
        try {
            return work.get();
        } finally {
            COMPILER.writeLock().unlock();
        }
    }

    /** @param what for the sentence if it fails */
    void execute(String what, int graph) {
        Lock lock = compiled.get(graph) ? COMPILER.readLock() : COMPILER.writeLock();
        lock.lock();
        try {
            if (graph != selected || executions++ == EXECUTIONS_OF_A_SELECTION) select(graph);
            result = selection.execute();
            compiled.set(graph);
        } catch (Throwable e) {
            throw TornadoErrors.explain(what + " on " + place, e);
        } finally {
            lock.unlock();
        }
    }

    private void select(int graph) {
        selection = plan.withGraph(graph);
        selected = graph;
        executions = 0;
    }

    /**
     * Executes a graph that is not captured, and returns what TornadoVM recorded of all executions and transfers so far, as JSON
     * objects one after another.
     */
    String profile(String what, int graph) {
        plan.withProfiler(ProfilerMode.SILENT);
        execute(what, graph);
        String log = result.getProfilerResult().getProfileLog();
        if (!profiler) plan.withoutProfiler();
        return log;
    }

    /**
     * Copies a part of an array from the device into the array. The graph that was executed last must name it among what goes to
     * the host.
     */
    void fetch(DataRange range) {
        COMPILER.readLock().lock();
        try {
            result.transferToHost(range);
        } catch (Throwable e) {
            throw TornadoErrors.explain("reading from " + place, e);
        } finally {
            COMPILER.readLock().unlock();
        }
    }

    /** What TornadoVM recorded of the last execution, where the settings ask for it. */
    TornadoExecutionResult result() {
        return result;
    }

    @Override
    public void close() {
        COMPILER.writeLock().lock();
        try {
            // of the selected graph, which names all shared arrays; all graphs would free those twice, which TornadoVM refuses.
            // What
            // stays until the process ends is the small arrays in which other graphs take numbers to the device
            plan.freeDeviceMemory();
            plan.close();
        } catch (TornadoExecutionPlanException e) {
            throw TornadoErrors.explain("closing a session on " + place, e);
        } finally {
            COMPILER.writeLock().unlock();
        }
    }
}
