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
    private final RowTiles tiles;
    private final boolean byRows;

    /**
     * @param left      in {@link Buffer.Layout#COLUMN_PANELS}
     * @param panels    the right side, {@code [replica][…]}: panels of {@code left.columns()} rows each
     * @param panelSize floats from one of them to the next
     */
    Product(String name, Set<Tensor> reads, Set<Tensor> writes, Buffer left, float[][] panels, int panelSize, Buffer out) {
        super(name, reads, writes);
        this.left = left;
        this.panels = panels;
        this.panelSize = panelSize;
        this.out = out;
        tiles = RowTiles.of(out.tensor.rows());
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
                : Math.ceilDiv(tiles.count(), ROW_TILES_A_BLOCK) * Lanes.panels(out.tensor.columns());
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
            int count = partTiles(out.tensor.rows());
            for (int panel = 0; panel < panels; panel++) tiles(replica, part * count, count, panel, scratch);
        } else {
            tiles(replica, part / panels * ROW_TILES_A_BLOCK, ROW_TILES_A_BLOCK, part % panels, scratch);
        }
    }

    /** So many row tiles of one panel, or as many as there are. */
    private void tiles(int replica, int first, int count, int panel, Scratch scratch) {
        int end = Math.min(first + count, tiles.count());
        for (int tile = first; tile < end; tile++) tile(replica, tile, panel, scratch);
    }

    private void tile(int replica, int tile, int panel, Scratch scratch) {
        int row = tiles.first(tile), end = tiles.first(tile + 1), column = panel * Lanes.PANEL, c0 = out.index(row, column);
        Kernels.PRODUCTS.rows(tiles.isTall(tile), left.values[replica], left.index(row, 0), left.panelSize, panels[replica],
                panel * panelSize, left.tensor.columns(), out.values[replica], c0, out.stride);
        finish(replica, row, end - row, panel, out.width(column), c0, scratch);
    }
}
