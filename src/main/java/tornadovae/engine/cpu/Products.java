package tornadovae.engine.cpu;

/**
 * The micro-kernel under every matrix product: one tile of C, summed over k in ascending order in one accumulator an element, so
 * that a result depends neither on the number of threads nor on the order of tiles.
 *
 * <pre>
 * C[c0 + m·cStride + n] = Σ_k A[a0 + m·aRow + k·aColumn] · B[b0 + k·bStep + n]      0 ≤ m &lt; rows(), 0 ≤ k &lt; depth
 *
 *                        A                 aRow    aColumn   B                 bStep     depth
 * forward       x·Wᵀ     x                 stride  1         forward panel     PANEL     inputs
 * input grad.   dy·W     dy                stride  1         backward panel    PANEL     outputs
 * weight grad.  xᵀ·dy    x (m = input)     1       stride    dy, a panel wide  stride    batch
 * </pre>
 *
 * <p>A tile is always read and written whole: rows are padded to multiples of {@link #rows()}, columns to {@link Lanes#PANEL}.
 * Bounds are not checked where the JVM runs with {@code VECTOR_ACCESS_OOB_CHECK=0}.
 */
public sealed interface Products permits Products10x2, Products6x2, ScalarProducts {

    /** The height of a tile. */
    int rows();

    /** A tile of {@link Lanes#PANEL} columns. */
    void tile(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c, int c0, int cStride);

    /** A tile of {@link Lanes#LANES} columns, for outputs of which half a panel is padding. */
    void narrowTile(float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth, float[] c, int c0,
            int cStride);

    /** Sums over rows, of {@link Lanes#PANEL} columns: c[c0 + n] = Σ_k b[b0 + k·bStep + n], the gradient of a bias. */
    void columnSums(float[] b, int b0, int bStep, int depth, float[] c, int c0);
}
