package tornadovae.engine.cpu;

/**
 * The micro-kernel under every matrix product: one tile of C = A B, summed over k in ascending order in one accumulator an
 * element, so that a result depends neither on the number of threads nor on tiles, their height and their order.
 *
 * <p>All matrices lie in panels of {@link Lanes#PANEL} columns, [panel][row][PANEL], so that distances between elements of A are
 * constants in the code: neither indices nor bounds cost the units anything.
 *
 * <pre>
 *                        A, m × k                          B, k × PANEL      depth
 * forward       x·Wᵀ     rows of x                         forward panel     inputs
 * input grad.   dy·W     rows of dy                        backward panel    outputs
 * weight grad.  xᵀ·dy    columns of x (m = input)          panel of dy       batch
 * </pre>
 *
 * <p>A tile is always read and written whole: rows are padded as in {@link RowTiles}, columns to {@link Lanes#PANEL}. Bounds are
 * not checked where the JVM runs with {@code VECTOR_ACCESS_OOB_CHECK=0}.
 */
public sealed interface Products permits Products11x2, Products5x2, ScalarProducts {

    /** The height of a tall tile of {@link #rows(boolean, float[], int, int, float[], int, int, float[], int, int)}. */
    int rows();

    /** The height of a tile of {@link #columns(float[], int, float[], int, int, float[], int)}; divides {@link Lanes#PANEL}. */
    int columns();

    /**
     * A tile from rows of A, where element (m, k) is a[a0 + k / PANEL · aPanel + m · PANEL + k % PANEL]:
     * c[c0 + m · cStride + n] = Σ_k A[m, k] · b[b0 + k · PANEL + n], 0 ≤ m &lt; height, 0 ≤ k &lt; depth, 0 ≤ n &lt; PANEL.
     *
     * @param tall   whether the height is {@link #rows()}, or one less
     * @param aPanel floats from one panel of A to the next
     */
    void rows(boolean tall, float[] a, int a0, int aPanel, float[] b, int b0, int depth, float[] c, int c0, int cStride);

    /**
     * A tile from {@link #columns()} columns of A, which lie in one panel:
     * c[c0 + m · PANEL + n] = Σ_k a[a0 + k · PANEL + m] · b[b0 + k · PANEL + n], 0 ≤ k &lt; depth, 0 ≤ n &lt; PANEL.
     */
    void columns(float[] a, int a0, float[] b, int b0, int depth, float[] c, int c0);

    /** Sums over rows of a panel: c[c0 + n] = Σ_k b[b0 + k · PANEL + n], the gradient of a bias. */
    void columnSums(float[] b, int b0, int depth, float[] c, int c0);
}
