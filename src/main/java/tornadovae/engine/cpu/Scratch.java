package tornadovae.engine.cpu;

/** A thread's own small memory, meant to stay in its caches. */
final class Scratch {

    /** For panels of gradients. */
    final float[] memory;

    /** One block of random words. */
    final int[] words = new int[4];

    /** Losses of the rows of one tile that nobody asked for. */
    final float[] losses = new float[Kernels.PRODUCTS.rows()];

    /** @param floats the most that any work needs of {@link #memory} */
    Scratch(int floats) {
        memory = new float[floats];
    }
}
