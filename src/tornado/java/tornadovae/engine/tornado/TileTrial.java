package tornadovae.engine.tornado;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tornadovae.engine.tornado.TileChoice.Product;
import uk.ac.manchester.tornado.api.GridScheduler;
import uk.ac.manchester.tornado.api.ImmutableTaskGraph;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.TornadoExecutionPlan;
import uk.ac.manchester.tornado.api.WorkerGrid3D;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Which tile computes a product fastest on a device, by the device's clock. The kernels are {@link TileProducts#product}, one for
 * each form and tile whatever the sizes, so that some ten kernels are compiled for any number of products.
 */
final class TileTrial {

    /**
     * Where the product's table lies among a trial's integers: behind the distance between replicas and the count of launches.
     */
    private static final int TABLE = 2;
    /** Numbers at most, 256 MB of them: with that many replicas more of them change no choice. */
    private static final long MOST = 1 << 26;
    /** One part in so many of the memory that may be taken is for a trial. */
    private static final int SHARE = 4;
    private static final int RUNS = 5;

    /** What one kernel is made for. */
    private record Kernel(int form, Tile tile) {}

    private final TornadoDevice device;
    private final TornadoSettings settings;
    private final int replicas;
    private final long most;

    TileTrial(TornadoDevice device, TornadoSettings settings, int replicas) {
        this.device = device;
        this.settings = settings;
        this.replicas = replicas;
        most = Math.min(MOST, TornadoDevices.memory(device, settings) / Float.BYTES / SHARE);
    }

    /**
     * The fastest candidate of each product, measured while nothing else of this engine compiles or runs; none for a product
     * whose kernels the device gives no times for.
     */
    Map<Product, Tile> fastest(Collection<Product> products) {
        return DevicePlan.alone(() -> measure(products));
    }

    private Map<Product, Tile> measure(Collection<Product> products) {
        var kernels = new LinkedHashSet<Kernel>();
        long numbers = 0;
        for (Product product : products) {
            product.candidates().forEach(tile -> kernels.add(new Kernel(product.form(), tile)));
            numbers = Math.max(numbers, replicas(product) * size(product));
        }
        var context = new KernelContext();
        var f = new FloatArray((int) numbers);
        var s = new IntArray(TABLE + ProductTable.SIZE);
        var grids = new GridScheduler();
        var workers = new ArrayList<WorkerGrid3D>();
        var graphs = new ArrayList<ImmutableTaskGraph>();
        graphs.add(new TaskGraph("trial").transferToDevice(DataTransferMode.FIRST_EXECUTION, s)
                .task("clear", Staging::clear, f, s, f.getSize())
                .persistOnDevice(f).snapshot());
        for (Kernel kernel : kernels) {
            String name = "trial" + graphs.size();
            var worker = new WorkerGrid3D(kernel.tile.items(), 1, 1);
            worker.setLocalWork(kernel.tile.items(), 1, 1);
            grids.addWorkerGrid(name + ".product", worker);
            workers.add(worker);
            int tile = kernel.tile.code(), form = kernel.form;
            graphs.add(new TaskGraph(name).consumeFromDevice("trial", f).transferToDevice(DataTransferMode.EVERY_EXECUTION, s)
                    .task("product", TileProducts::product, context, f, s, TABLE, tile, form)
                    .transferToHost(DataTransferMode.UNDER_DEMAND, f).snapshot());
        }
        try (var plan = new TornadoExecutionPlan(graphs.toArray(ImmutableTaskGraph[]::new))) {
            plan.withDevice(device).withGridScheduler(grids).withProfiler(ProfilerMode.SILENT);
            DevicePlan.useFlags(plan, device, settings);
            plan.withGraph(0).execute();
            var order = List.copyOf(kernels);
            var fastest = new LinkedHashMap<Product, Tile>();
            for (Product product : products) {
                long least = Long.MAX_VALUE;
                for (Tile tile : product.candidates()) {
                    int kernel = order.indexOf(new Kernel(product.form(), tile));
                    describe(product, tile, s, workers.get(kernel));
                    long time = Long.MAX_VALUE;
                    for (int run = 0; run <= RUNS; run++) {
                        long now = plan.withGraph(kernel + 1).execute().getProfilerResult().getDeviceKernelTime();
                        if (run > 0) time = Math.min(time, now);
                    }
                    if (time > 0 && time < least) { // a launch that the driver refuses takes no time
                        fastest.put(product, tile);
                        least = time;
                    }
                }
            }
            plan.freeDeviceMemory();
            return fastest;
        } catch (Throwable e) {
            throw TornadoErrors.explain("the trial of tiles on " + TornadoDevices.name(device), e);
        }
    }

    private void describe(Product product, Tile tile, IntArray s, WorkerGrid3D worker) {
        var table = new int[ProductTable.SIZE];
        int heads = heads(product), m = product.rows(), n = product.columns(), k = product.terms();
        boolean aAlongK = product.form() != TileProducts.WEIGHTS,
                bAlongK = product.form() != TileProducts.WEIGHTS && product.form() != TileProducts.BACKWARD;
        table[ProductTable.ROW_GROUPS] = Math.ceilDiv(m, tile.tileRows());
        table[ProductTable.A_ROW] = aAlongK ? k : 1;
        table[ProductTable.A_K] = aAlongK ? 1 : m;
        table[ProductTable.B] = m * k;
        table[ProductTable.B_K] = bAlongK ? 1 : n;
        table[ProductTable.B_COLUMN] = bAlongK ? k : 1;
        table[ProductTable.K] = k;
        table[ProductTable.ROWS] = m;
        table[ProductTable.COLUMNS] = n;
        table[ProductTable.HEAD] = n;
        table[ProductTable.B_COLUMNS] = n;
        table[ProductTable.Y] = m * k + heads * n * k;
        table[ProductTable.Y_PITCH] = n;
        s.set(0, (int) size(product));
        for (int e = 0; e < table.length; e++) s.set(TABLE + e, table[e]);
        worker.setGlobalWork((long) tile.groups(m, n, product.form()) * tile.items(), 1, replicas(product));
        worker.setLocalWork(tile.items(), 1, 1); // once more: it counts the work-groups
    }

    /** As many of them as memory is set aside for. */
    private int replicas(Product product) {
        return (int) Math.clamp(most / size(product), 1, replicas);
    }

    private static long size(Product product) {
        long m = product.rows(), n = product.columns(), k = product.terms();
        return m * k + heads(product) * n * k + m * n;
    }

    private static int heads(Product product) {
        return product.form() == TileProducts.PAIR ? 2 : 1;
    }
}
