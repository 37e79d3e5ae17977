package tornadovae.engine.cpu;

/** A thread's own small memory, meant to stay in its first-level cache. */
final class Scratch {

    /** One tile of a product: {@code [tile rows][PANEL]}. */
    final float[] tile = new float[Kernels.PRODUCTS.rows() * Lanes.PANEL];

    /** The same for tiles one vector wide: what is right of the vector is never written and stays 0. */
    final float[] narrowTile = new float[Kernels.PRODUCTS.rows() * Lanes.PANEL];

    /** One block of random words. */
    final int[] words = new int[4];

    /** Losses of the rows of one tile that nobody asked for. */
    final float[] losses = new float[Kernels.PRODUCTS.rows()];
}
