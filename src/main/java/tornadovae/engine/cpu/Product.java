package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/**
 * out = left · panels, and what follows element by element while a tile is in the first-level cache: layers and their input
 * gradients.
 *
 * <p>A large product is cut by (block of rows × panel), so that a panel is read once for many rows and the block of the left
 * matrix stays in the second-level cache. One with a small right side, or very many rows, is cut by rows, so that row-wise work
 * around it need not wait.
 */
abstract class Product extends Work {

    /** A weight up to this size is at home in any core's second-level cache and can be read again for every row tile. */
    private static final int SMALL_BYTES = 256 << 10;
    private static final int ROW_TILES_A_BLOCK = 12;

    final Buffer out;
    private final Buffer left;
    private final float[][] panels;
    private final int panelSize;
    private final boolean byRows;

    /**
     * @param panels    the right side, {@code [replica][…]}: panels of {@code left.columns()} rows each
     * @param panelSize floats from one of them to the next
     */
    Product(String name, Set<Tensor> reads, Set<Tensor> writes, Buffer left, float[][] panels, int panelSize, Buffer out) {
        super(name, reads, writes);
        this.left = left;
        this.panels = panels;
        this.panelSize = panelSize;
        this.out = out;
        byRows = isTall(out.tensor.rows()) || 4L * left.tensor.columns() * out.tensor.columns() <= SMALL_BYTES;
    }

    /**
     * What follows on one tile of {@code out}.
     *
     * @param row     first row of the tile
     * @param rows    rows of it that are not padding
     * @param panel   number of the panel; its first column is {@code panel · PANEL}
     * @param columns columns of it that are not padding
     * @param c0      where the tile begins in {@code out}
     */
    abstract void finish(int replica, int row, int rows, int panel, int columns, int c0, Scratch scratch);

    @Override
    final int parts() {
        return byRows ? rowParts(out.tensor.rows())
                : Math.ceilDiv(rowTiles(), ROW_TILES_A_BLOCK) * Lanes.panels(out.tensor.columns());
    }

    @Override
    final int tiledRows() {
        return byRows ? out.tensor.rows() : 0;
    }

    @Override
    final boolean rowLocal(Tensor tensor) {
        return tensor.role() != Role.PARAMETER;
    }

    @Override
    final void run(int replica, int part, Scratch scratch) {
        int panels = Lanes.panels(out.tensor.columns());
        if (byRows) {
            int tiles = partRows(out.tensor.rows()) / Kernels.PRODUCTS.rows();
            for (int panel = 0; panel < panels; panel++) tiles(replica, part * tiles, tiles, panel, scratch);
        } else {
            tiles(replica, part / panels * ROW_TILES_A_BLOCK, ROW_TILES_A_BLOCK, part % panels, scratch);
        }
    }

    /** So many row tiles of one panel, or as many as there are. */
    private void tiles(int replica, int first, int count, int panel, Scratch scratch) {
        for (int tile = first, end = Math.min(first + count, rowTiles()); tile < end; tile++) tile(replica, tile, panel, scratch);
    }

    private int rowTiles() {
        return Math.ceilDiv(out.tensor.rows(), Kernels.PRODUCTS.rows());
    }

    private void tile(int replica, int rowTile, int panel, Scratch scratch) {
        int row = rowTile * Kernels.PRODUCTS.rows(), column = panel * Lanes.PANEL, c0 = out.index(row, column);
        int rows = Math.min(Kernels.PRODUCTS.rows(), out.tensor.rows() - row),
                columns = Math.min(Lanes.PANEL, out.tensor.columns() - column);
        multiply(columns, left.values[replica], row * left.stride, left.stride, 1, panels[replica], panel * panelSize,
                Lanes.PANEL, left.tensor.columns(), out.values[replica], c0, out.stride);
        finish(replica, row, rows, panel, columns, c0, scratch);
    }

    /** One tile of {@link Products}, only one vector wide where the columns need no more. */
    static void multiply(int columns, float[] a, int a0, int aRow, int aColumn, float[] b, int b0, int bStep, int depth,
            float[] c, int c0, int cStride) {
        if (columns <= Lanes.LANES) Kernels.PRODUCTS.narrowTile(a, a0, aRow, aColumn, b, b0, bStep, depth, c, c0, cStride);
        else Kernels.PRODUCTS.tile(a, a0, aRow, aColumn, b, b0, bStep, depth, c, c0, cStride);
    }
}
