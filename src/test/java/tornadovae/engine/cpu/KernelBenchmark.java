package tornadovae.engine.cpu;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/** Times the kernels on one core by thread CPU time, best of several windows; the arguments choose by name. Not a test. */
final class KernelBenchmark {

    private static final int BATCH = Integer.getInteger("batch", 100), INPUTS = Integer.getInteger("inputs", 784),
            OUTPUTS = Integer.getInteger("outputs", 500);
    private static final int ROWS = Kernels.PRODUCTS.rows(), PANEL = Lanes.PANEL;

    private final int rows = Lanes.padRows(BATCH), inRows = Lanes.padRows(INPUTS), outColumns = Lanes.padColumns(OUTPUTS),
            inColumns = Lanes.padColumns(INPUTS);
    private final int xStride = Integer.getInteger("xs", Lanes.padColumns(INPUTS)),
            yStride = Integer.getInteger("ys", Lanes.padColumns(OUTPUTS));
    private final float[] x = filled(rows * xStride + 64), y = filled(rows * yStride + 64), dx = filled(rows * xStride + 64);
    private final float[] p = filled(outColumns * inRows + 2048), m = filled(p.length), v = filled(p.length),
            q = filled(inColumns * outColumns + 2048);
    private final float[] bias = filled(4096), tile = new float[ROWS * PANEL], nll = new float[4096];
    private final double flops = 2.0 * BATCH * INPUTS * OUTPUTS;

    public static void main(String[] names) {
        new KernelBenchmark().run(Arrays.asList(names));
    }

    private void run(List<String> names) {
        System.out.printf("lanes %d, tile %d × %d, strides %d %d%n", Lanes.LANES, ROWS, PANEL, xStride, yStride);
        int elements = BATCH * OUTPUTS, weights = INPUTS * OUTPUTS;
        for (int pass = 0; pass < 2; pass++) {
            time(names, "forward", flops, this::forward);
            time(names, "inputGradient", flops, this::inputGradient);
            time(names, "weightGradient", flops, this::weightGradient);
            time(names, "weightGradientAdam", flops, this::weightGradientAdam);
            time(names, "narrowForward", flops / Lanes.panels(OUTPUTS) / 2, this::narrowForward);
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
        for (int panel = 0; panel < outColumns / PANEL; panel++) {
            forwardPanel(panel);
        }
    }

    private void forwardPanel(int panel) {
        for (int r = 0; r < rows; r += ROWS) {
            Kernels.PRODUCTS.tile(x, r * xStride, xStride, 1, p, panel * inRows * PANEL, PANEL, INPUTS, y,
                    r * yStride + panel * PANEL, yStride);
        }
    }

    private void narrowForward() {
        for (int r = 0; r < rows; r += ROWS) {
            Kernels.PRODUCTS.narrowTile(x, r * xStride, xStride, 1, p, 0, PANEL, INPUTS, y, r * yStride, yStride);
        }
    }

    private void inputGradient() {
        for (int panel = 0; panel < inColumns / PANEL; panel++) {
            for (int r = 0; r < rows; r += ROWS) {
                Kernels.PRODUCTS.tile(y, r * yStride, yStride, 1, q, panel * outColumns * PANEL, PANEL, OUTPUTS, dx,
                        r * xStride + panel * PANEL, xStride);
            }
        }
    }

    private void weightGradient() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) {
            for (int i = 0; i < inRows; i += ROWS) {
                Kernels.PRODUCTS.tile(x, i, 1, xStride, y, panel * PANEL, yStride, BATCH, tile, 0, PANEL);
            }
        }
    }

    private void weightGradientAdam() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) {
            for (int i = 0; i < inRows; i += ROWS) {
                Kernels.PRODUCTS.tile(x, i, 1, xStride, y, panel * PANEL, yStride, BATCH, tile, 0, PANEL);
                Kernels.OPTIMISERS.adam(p, m, v, (panel * inRows + i) * PANEL, tile, 0, ROWS * PANEL, 1e-6f, 0.9, 0.999, 1,
                        1e-8f);
            }
        }
    }

    private void transpose() {
        for (int panel = 0; panel < outColumns / PANEL; panel++) {
            Kernels.TRANSPOSITION.transpose(p, panel * inRows * PANEL, INPUTS, q, panel * PANEL * PANEL, outColumns * PANEL);
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
