package tornadovae.engine.cpu;

/** A thread's own small memory, meant to stay in its caches. */
final class Scratch {

    /** A panel of gradients. */
    final float[] panel;

    /** One block of random words. */
    final int[] words = new int[4];

    /** Losses of the rows of one tile that nobody asked for. */
    final float[] losses = new float[Kernels.PRODUCTS.rows()];

    /** @param panelFloats the most that any work needs of {@link #panel} */
    Scratch(int panelFloats) {
        panel = new float[panelFloats];
    }
}
