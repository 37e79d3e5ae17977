package tornadovae.engine.cpu;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** Times the kernels on one core by thread CPU time, best of several windows; the arguments choose by name. Not a test. */
final class KernelBenchmark {

    private static final int BATCH = Integer.getInteger("batch", 100), INPUTS = Integer.getInteger("inputs", 784),
            OUTPUTS = Integer.getInteger("outputs", 500);
    private static final int ROWS = Kernels.PRODUCTS.rows(), PANEL = Lanes.PANEL;

    private final int rows = RowTiles.of(BATCH).padded(), inColumns = Lanes.padColumns(INPUTS),
            outColumns = Lanes.padColumns(OUTPUTS), xStride = inColumns, yStride = outColumns;
    /** Activations as rows or as panels: as many numbers. */
    private final float[] x = filled(rows * xStride), y = filled(rows * yStride), dx = filled(rows * xStride);
    private final float[] p = filled(outColumns * inColumns), m = filled(p.length), v = filled(p.length), q = filled(p.length);
    private final float[] bias = filled(4096), gradient = new float[inColumns * PANEL], nll = new float[4096];
    private final double flops = 2.0 * BATCH * INPUTS * OUTPUTS;

    public static void main(String[] names) {
        new KernelBenchmark().run(Arrays.asList(names));
    }

    private void run(List<String> names) {
        System.out.printf("lanes %d, tile %d × %d%n", Lanes.WIDTH, ROWS, PANEL);
        int elements = BATCH * OUTPUTS, weights = INPUTS * OUTPUTS;
        for (int pass = 0; pass < 2; pass++) {
            time(names, "forward", flops, this::forward);
            time(names, "inputGradient", flops, this::inputGradient);
            time(names, "weightGradient", flops, this::weightGradient);
            time(names, "weightGradientAdam", flops, this::weightGradientAdam);
            time(names, "onePanelForward", flops / Lanes.panels(OUTPUTS), () -> forwardPanel(0));
            timeElements(names, "adam", weights,
                    () -> Kernels.OPTIMISERS.adam(p, m, v, 0, q, 0, weights / 16 * 16, 1e-6f, 0.9, 0.999, 1, 1e-8f));
            timeElements(names, "adamInL1", 3200,
                    () -> Kernels.OPTIMISERS.adam(p, m, v, 0, q, 0, 3200, 1e-6f, 0.9, 0.999, 1, 1e-8f));
            timeElements(names, "transpose", weights, this::transpose);
            timeElements(names, "identity", elements, () -> Kernels.ACTIVATIONS.identity(y, 0, yStride, BATCH, OUTPUTS, bias, 0));
            timeElements(names, "tanh", elements, () -> Kernels.ACTIVATIONS.tanh(y, 0, yStride, BATCH, OUTPUTS, bias, 0));
            timeElements(names, "relu", elements, () -> Kernels.ACTIVATIONS.relu(y, 0, yStride, BATCH, OUTPUTS, bias, 0));
            timeElements(names, "softplus", elements, () -> Kernels.ACTIVATIONS.softplus(y, 0, yStride, BATCH, OUTPUTS, bias, 0));
            timeElements(names, "tanhGradient", elements,
                    () -> Kernels.ACTIVATIONS.tanhGradient(y, 0, yStride, BATCH, OUTPUTS, y, 0, yStride));
            timeElements(names, "bernoulli", BATCH * INPUTS,
                    () -> Kernels.LIKELIHOODS.bernoulli(dx, 0, xStride, x, 0, xStride, BATCH, INPUTS, nll, 0, 1));
            timeElements(names, "bernoulliGradient", BATCH * INPUTS,
                    () -> Kernels.LIKELIHOODS.bernoulliGradient(dx, 0, xStride, x, 0, xStride, BATCH, INPUTS, 1f));
            timeElements(names, "bernoulliTiles", BATCH * INPUTS, this::bernoulliTiles);
            timeElements(names, "gaussianTile", ROWS * PANEL,
                    () -> Kernels.LIKELIHOODS.gaussian(dx, 0, PANEL, 2 * PANEL, x, 0, PANEL, ROWS, PANEL, -8, 0, nll, 0, 1));
        }
    }

    private void forward() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) forwardPanel(panel);
    }

    private void forwardPanel(int panel) {
        rows(x, p, panel * inColumns * PANEL, INPUTS, y, panel * PANEL, yStride);
    }

    private void inputGradient() {
        for (int panel = 0; panel < inColumns / PANEL; panel++) {
            rows(y, q, panel * outColumns * PANEL, OUTPUTS, dx, panel * PANEL, xStride);
        }
    }

    private void rows(float[] a, float[] b, int b0, int depth, float[] c, int c0, int cStride) {
        RowTiles tiles = RowTiles.of(BATCH);
        for (int tile = 0; tile < tiles.count(); tile++) {
            int row = tiles.first(tile);
            Kernels.PRODUCTS.rows(tiles.isTall(tile), a, row * PANEL, rows * PANEL, b, b0, depth, c, c0 + row * cStride, cStride);
        }
    }

    private void weightGradient() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) weightGradientPanel(panel);
    }

    private void weightGradientPanel(int panel) {
        for (int i = 0; i < INPUTS; i += Kernels.PRODUCTS.columns()) {
            Kernels.PRODUCTS.columns(x, i / PANEL * rows * PANEL + i % PANEL, y, panel * rows * PANEL, BATCH, gradient,
                    i * PANEL);
        }
    }

    private void weightGradientAdam() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) {
            weightGradientPanel(panel);
            Kernels.OPTIMISERS.adam(p, m, v, panel * inColumns * PANEL, gradient, 0, INPUTS * PANEL, 1e-6f, 0.9, 0.999, 1, 1e-8f);
        }
    }

    private void transpose() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) {
            Kernels.TRANSPOSITION.transpose(p, panel * inColumns * PANEL, INPUTS, q, panel * PANEL * PANEL, outColumns * PANEL);
        }
    }

    private void bernoulliTiles() {
        for (int panel = 0; panel * PANEL < INPUTS; panel++) {
            int width = Math.min(PANEL, INPUTS - panel * PANEL);
            Kernels.LIKELIHOODS.bernoulli(dx, panel * PANEL, xStride, x, panel * PANEL, xStride, BATCH, width, nll, panel,
                    Lanes.panels(INPUTS));
            Kernels.LIKELIHOODS.bernoulliGradient(dx, panel * PANEL, xStride, x, panel * PANEL, xStride, BATCH, width, 1f);
        }
    }

    private static void time(List<String> names, String name, double flops, Runnable work) {
        if (names.isEmpty() || names.contains(name)) {
            double seconds = best(work);
            System.out.printf("%-20s %8.1f µs  %6.1f GFLOP/s%n", name, seconds * 1e6, flops / seconds * 1e-9);
        }
    }

    private static void timeElements(List<String> names, String name, int elements, Runnable work) {
        if (names.isEmpty() || names.contains(name)) {
            double seconds = best(work);
            System.out.printf("%-20s %8.1f µs  %6.3f ns an element%n", name, seconds * 1e6, seconds / elements * 1e9);
        }
    }

    /** Seconds a call, best of 40 windows of about 10 ms of CPU time after a warm-up. */
    private static double best(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long begin = System.nanoTime();
        int calls = 0;
        while (System.nanoTime() - begin < 400_000_000) {
            work.run();
            calls++;
        }
        int window = Math.max(1, calls / 40);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 40; i++) {
            long cpu = threads.getCurrentThreadCpuTime();
            for (int k = 0; k < window; k++) {
                work.run();
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - cpu) * 1e-9 / window);
        }
        return best;
    }

    private static float[] filled(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (i * 7 % 31 - 15) * 0.01f;
        }
        return values;
    }
}
