package tornadovae.engine.cpu;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets the kernels compiled before the first step needs them: Vector API code runs a thousand times slower until the optimising
 * compiler has seen it, and the first step would be long. The JVM compiles what is called often, so every kernel is called often
 * on little: a tile, with loops that run, as the compiler learns from them.
 */
final class WarmUp {

    private static final int CALLS = 800;
    /** Every so many calls the last columns do not fill a vector. */
    private static final int ODD_EVERY = 16;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final Thread THREAD = Thread.ofPlatform().daemon().name("tornadovae-warm-up").unstarted(WarmUp::run);

    private final int panel = Lanes.PANEL;
    private final int rows = Kernels.PRODUCTS.rows();
    private final float[] a = new float[rows * panel], b = new float[rows * panel], c = new float[rows * panel],
            d = new float[rows * panel];
    private final float[] p = new float[panel * panel], q = new float[panel * panel], pair = new float[rows * 2 * panel];
    private final byte[] bytes = new byte[panel];

    private WarmUp() {}

    /** Starts in a thread of its own, once a JVM, so that it runs while data are read. */
    static void begin() {
        if (BEGUN.compareAndSet(false, true)) THREAD.start();
    }

    /** Waits until the kernels have been warmed up. */
    static void await() {
        begin();
        boolean interrupted = false;
        while (THREAD.isAlive()) {
            try {
                THREAD.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private static void run() {
        var kernels = new WarmUp();
        for (int call = 0; call < CALLS; call++) kernels.callAll(call % ODD_EVERY == 0 ? Lanes.PANEL - 1 : Lanes.PANEL);
    }

    private void callAll(int columns) {
        Kernels.PRODUCTS.rows(true, a, 0, panel, b, 0, rows, c, 0, panel);
        Kernels.PRODUCTS.rows(false, a, 0, panel, b, 0, rows, c, 0, panel);
        Kernels.PRODUCTS.columns(a, 0, b, 0, rows, c, 0);
        Kernels.PRODUCTS.columnSums(b, 0, rows, c, 0);
        Kernels.ACTIVATIONS.identity(c, 0, panel, rows, columns, d, 0);
        Kernels.ACTIVATIONS.tanh(c, 0, panel, rows, columns, d, 0);
        Kernels.ACTIVATIONS.relu(c, 0, panel, rows, columns, d, 0);
        Kernels.ACTIVATIONS.softplus(c, 0, panel, rows, columns, d, 0);
        Kernels.ACTIVATIONS.sigmoid(c, 0, panel, rows, columns, d, 0);
        Kernels.ACTIVATIONS.tanhGradient(c, 0, panel, rows, columns, a, 0, panel);
        Kernels.ACTIVATIONS.reluGradient(c, 0, panel, rows, columns, a, 0, panel);
        Kernels.ACTIVATIONS.softplusGradient(c, 0, panel, rows, columns, a, 0, panel);
        Kernels.LIKELIHOODS.bernoulli(c, 0, panel, a, 0, panel, rows, columns, q, 0, 1);
        Kernels.LIKELIHOODS.bernoulliGradient(c, 0, panel, a, 0, panel, rows, columns, 1);
        Kernels.LIKELIHOODS.gaussian(pair, 0, panel, 2 * panel, a, 0, panel, rows, columns, -8, 1, q, 0, 1);
        Kernels.OPTIMISERS.adam(c, a, b, 0, d, 0, rows * panel, 1e-3f, 0.9, 0.999, 1, 1e-8f);
        Kernels.OPTIMISERS.adagrad(c, b, 0, d, 0, rows * panel, 1e-3f, 1e-8f);
        Kernels.PIXELS.decode(bytes, 0, columns, c, 0);
        Kernels.TRANSPOSITION.transpose(p, 0, columns, q, 0, panel * panel);
    }
}
