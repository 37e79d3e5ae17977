package tornadovae.engine.tornado;

import java.util.function.Consumer;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid1D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.exceptions.TornadoExecutionPlanException;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** What a device can do at most, measured by two kernels that do nothing else. */
final class CeilingKernels {

    private static final int ITEMS = 1 << 16;
    private static final int GROUP = 64;
    private static final int ROUNDS = 2000;
    private static final int CHAINS = 8;
    /** Bytes, more than caches hold. */
    private static final int COPIED = 1 << 28;
    private static final int RUNS = 9;

    private CeilingKernels() {}

    /** Eight independent chains of c ← c + c·x on sixteen numbers, all in registers. */
    static void multiplyAdds(KernelContext context, FloatArray f, int rounds) {
        float x = f.get(context.globalIdx);
        Float16 c0 = Vectors.splat(x), c1 = Vectors.splat(x + 1), c2 = Vectors.splat(x + 2), c3 = Vectors.splat(x + 3);
        Float16 c4 = Vectors.splat(x + 4), c5 = Vectors.splat(x + 5), c6 = Vectors.splat(x + 6), c7 = Vectors.splat(x + 7);
        for (int i = 0; i < rounds; i++) {
            c0 = Vectors.multiplyAdd(c0, c0, x);
            c1 = Vectors.multiplyAdd(c1, c1, x);
            c2 = Vectors.multiplyAdd(c2, c2, x);
            c3 = Vectors.multiplyAdd(c3, c3, x);
            c4 = Vectors.multiplyAdd(c4, c4, x);
            c5 = Vectors.multiplyAdd(c5, c5, x);
            c6 = Vectors.multiplyAdd(c6, c6, x);
            c7 = Vectors.multiplyAdd(c7, c7, x);
        }
        Float16 sum = Float16.add(Float16.add(Float16.add(c0, c1), Float16.add(c2, c3)), Float16.add(Float16.add(c4, c5), Float16.add(c6, c7)));
        f.set(context.globalIdx, Vectors.sum(sum, Vectors.TOGETHER, Vectors.LANES));
    }

    static void copy(KernelContext context, FloatArray from, FloatArray to) {
        int at = context.globalIdx * Vectors.LANES;
        Vectors.store(to, at, Vectors.TOGETHER, Vectors.LANES, Vectors.load(from, at, Vectors.TOGETHER));
    }

    /** @param flags compiles the kernel as programs are compiled; likewise below */
    static double gigaflops(TornadoDevice device, Consumer<TornadoExecutionPlan> flags) {
        var f = new FloatArray(ITEMS);
        var context = new KernelContext();
        double seconds = seconds(device, flags, ITEMS, graph -> graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, f)
                .task("ceiling", CeilingKernels::multiplyAdds, context, f, ROUNDS).transferToHost(DataTransferMode.UNDER_DEMAND, f));
        return 2.0 * ITEMS * ROUNDS * CHAINS * Vectors.LANES / seconds / 1e9;
    }

    static double gigabytes(TornadoDevice device, Consumer<TornadoExecutionPlan> flags) {
        var from = new FloatArray(COPIED / 4);
        var to = new FloatArray(COPIED / 4);
        var context = new KernelContext();
        double seconds = seconds(device, flags, COPIED / 4 / Vectors.LANES, graph -> graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, from)
                .task("ceiling", CeilingKernels::copy, context, from, to).transferToHost(DataTransferMode.UNDER_DEMAND, to));
        return 2.0 * COPIED / seconds / 1e9;
    }

    /** The shortest time of a launch: whatever else runs on the machine only makes it longer. */
    private static double seconds(TornadoDevice device, Consumer<TornadoExecutionPlan> flags, int items, Consumer<TaskGraph> task) {
        var graph = new TaskGraph("ceilings");
        task.accept(graph);
        var grid = new WorkerGrid1D(items);
        grid.setLocalWork(GROUP, 1, 1);
        try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withGridScheduler(new GridScheduler("ceilings.ceiling", grid)).withProfiler(ProfilerMode.SILENT);
            flags.accept(plan);
            plan.execute();
            long least = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) least = Math.min(least, plan.execute().getProfilerResult().getDeviceKernelTime());
            return least / 1e9;
        } catch (TornadoExecutionPlanException e) {
            throw TornadoErrors.explain("measuring the device's ceilings", e);
        }
    }
}
