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
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * What a device can do at most, measured by two kernels that do nothing else. Drivers for processors do not make vectors of work
 * items, so theirs compute with vectors; on all other devices neighbouring items are the lanes, and not every backend knows
 * vectors of sixteen.
 */
final class CeilingKernels {

    /** A kernel's work items, and how many make a group. */
    private record Work(int items, int group) {}

    private static final int ROUNDS = 1000;
    private static final Work VECTOR_CHAINS = new Work(1 << 16, 64);
    /** Enough to fill some hundred multiprocessors. */
    private static final Work SCALAR_CHAINS = new Work(1 << 18, 256);
    /** Bytes, more than caches hold. */
    private static final int COPIED = 1 << 28;
    private static final int RUNS = 9;

    private CeilingKernels() {}

    /** Eight independent chains of c ← c + c·x on sixteen numbers, all in registers. */
    static void vectorMultiplyAdds(KernelContext context, FloatArray f, int rounds) {
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
        Float16 sum = Float16.add(Float16.add(Float16.add(c0, c1), Float16.add(c2, c3)),
                Float16.add(Float16.add(c4, c5), Float16.add(c6, c7)));
        f.set(context.globalIdx, Vectors.sum(sum, Vectors.TOGETHER, Vectors.LANES));
    }

    /** Sixteen independent chains of c ← c + c·x. */
    static void scalarMultiplyAdds(KernelContext context, FloatArray f, int rounds) {
        float x = f.get(context.globalIdx);
        float c0 = x, c1 = x + 1, c2 = x + 2, c3 = x + 3, c4 = x + 4, c5 = x + 5, c6 = x + 6, c7 = x + 7;
        float c8 = x + 8, c9 = x + 9, c10 = x + 10, c11 = x + 11, c12 = x + 12, c13 = x + 13, c14 = x + 14, c15 = x + 15;
        for (int i = 0; i < rounds; i++) {
            c0 = c0 + c0 * x;
            c1 = c1 + c1 * x;
            c2 = c2 + c2 * x;
            c3 = c3 + c3 * x;
            c4 = c4 + c4 * x;
            c5 = c5 + c5 * x;
            c6 = c6 + c6 * x;
            c7 = c7 + c7 * x;
            c8 = c8 + c8 * x;
            c9 = c9 + c9 * x;
            c10 = c10 + c10 * x;
            c11 = c11 + c11 * x;
            c12 = c12 + c12 * x;
            c13 = c13 + c13 * x;
            c14 = c14 + c14 * x;
            c15 = c15 + c15 * x;
        }
        f.set(context.globalIdx, c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + (c8 + c9 + c10 + c11 + c12 + c13 + c14 + c15));
    }

    /** Four numbers an item, those of neighbouring items side by side. */
    static void scalarCopy(KernelContext context, FloatArray from, FloatArray to) {
        int lanes = context.localGroupSizeX, at = context.groupIdx * 4 * lanes + context.localIdx;
        float a = from.get(at), b = from.get(at + lanes), c = from.get(at + 2 * lanes), d = from.get(at + 3 * lanes);
        to.set(at, a);
        to.set(at + lanes, b);
        to.set(at + 2 * lanes, c);
        to.set(at + 3 * lanes, d);
    }

    static void vectorCopy(KernelContext context, FloatArray from, FloatArray to) {
        int at = context.globalIdx * Vectors.LANES;
        Vectors.store(to, at, Vectors.TOGETHER, Vectors.LANES, Vectors.load(from, at, Vectors.TOGETHER));
    }

    /** @param flags compiles the kernel as programs are compiled; likewise below */
    static double gigaflops(TornadoDevice device, Consumer<TornadoExecutionPlan> flags) {
        Work work = vectors(device) ? VECTOR_CHAINS : SCALAR_CHAINS;
        var f = new FloatArray(work.items);
        var context = new KernelContext();
        double seconds = seconds(device, flags, work, graph -> {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, f);
            if (vectors(device)) graph.task("ceiling", CeilingKernels::vectorMultiplyAdds, context, f, ROUNDS);
            else graph.task("ceiling", CeilingKernels::scalarMultiplyAdds, context, f, ROUNDS);
            graph.transferToHost(DataTransferMode.UNDER_DEMAND, f);
        });
        return 2.0 * work.items * ROUNDS * (vectors(device) ? 8 * Vectors.LANES : 16) / seconds / 1e9;
    }

    static double gigabytes(TornadoDevice device, Consumer<TornadoExecutionPlan> flags) {
        Work work = vectors(device) ? new Work(COPIED / 4 / Vectors.LANES, 64) : new Work(COPIED / 4 / 4, 256);
        var from = new FloatArray(COPIED / 4);
        var to = new FloatArray(COPIED / 4);
        var context = new KernelContext();
        double seconds = seconds(device, flags, work, graph -> {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, from);
            if (vectors(device)) graph.task("ceiling", CeilingKernels::vectorCopy, context, from, to);
            else graph.task("ceiling", CeilingKernels::scalarCopy, context, from, to);
            graph.transferToHost(DataTransferMode.UNDER_DEMAND, to);
        });
        return 2.0 * COPIED / seconds / 1e9;
    }

    private static boolean vectors(TornadoDevice device) {
        return TornadoDevices.kind(device).equals("cpu");
    }

    /** The shortest time of a launch: whatever else runs on the machine only makes it longer. */
    private static double seconds(TornadoDevice device, Consumer<TornadoExecutionPlan> flags, Work work,
            Consumer<TaskGraph> task) {
        return DevicePlan.alone(() -> measure(device, flags, work, task));
    }

    private static double measure(TornadoDevice device, Consumer<TornadoExecutionPlan> flags, Work work,
            Consumer<TaskGraph> task) {
        var graph = new TaskGraph("ceilings");
        task.accept(graph);
        var grid = new WorkerGrid1D(work.items);
        grid.setLocalWork(work.group, 1, 1);
        try (var plan = new TornadoExecutionPlan(graph.snapshot())) {
            plan.withDevice(device).withGridScheduler(new GridScheduler("ceilings.ceiling", grid))
                    .withProfiler(ProfilerMode.SILENT);
            flags.accept(plan);
            plan.execute();
            long least = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                least = Math.min(least, plan.execute().getProfilerResult().getDeviceKernelTime());
            }
            return least / 1e9;
        } catch (Throwable e) {
            throw TornadoErrors.explain("measuring the device's ceilings", e);
        }
    }
}
