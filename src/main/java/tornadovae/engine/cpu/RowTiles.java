package tornadovae.engine.cpu;

/**
 * Rows cut into tiles of {@link Products#rows()} rows and of one fewer, so that most counts of rows come out even; if not, the
 * last tile reaches into padding.
 *
 * @param rows  rows that are not padding
 * @param count tiles
 * @param tall  how many of them, the first ones, have {@link Products#rows()} rows
 */
record RowTiles(int rows, int count, int tall) {

    static RowTiles of(int rows) {
        int count = Math.ceilDiv(rows, Kernels.PRODUCTS.rows());
        return new RowTiles(rows, count, Math.max(0, rows - count * (Kernels.PRODUCTS.rows() - 1)));
    }

    /** First row of a tile; of {@code tile} = count, the end of all rows. */
    int first(int tile) {
        return Math.min(rows, tile * (Kernels.PRODUCTS.rows() - 1) + Math.min(tile, tall));
    }

    boolean isTall(int tile) {
        return tile < tall;
    }

    /** Rows with the padding that the last tile reaches into. */
    int padded() {
        return Math.max(rows, count * (Kernels.PRODUCTS.rows() - 1));
    }
}
