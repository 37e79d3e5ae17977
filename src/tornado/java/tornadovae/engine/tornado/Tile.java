package tornadovae.engine.tornado;

import java.util.Locale;

/**
 * How a GPU's work-group cuts a matrix product: its tile of C, {@code height · rows × width · columns} numbers, is shared out
 * among {@code width × height} work items, each of which keeps {@code rows × columns} sums in registers. Terms of the sums pass
 * through local memory, {@code depth} at a time.
 *
 * <p>Every tile without slices adds the terms of a sum in the same order, one after another, so results do not depend on which of
 * them computes. Slices share each stage's terms out among several items that compute the same sums, and add up at the end, in a
 * fixed order of their own: for products so small that nothing else would occupy a GPU.
 *
 * <p>Kernels take a tile as one integer, {@link #code}, which TornadoVM makes a constant of the compiled kernel; what follows
 * from it, array sizes and loop bounds above all, is then a constant too, without which sums would not stay in registers.
 */
enum Tile {

    /** 64 × 128: most multiply-adds for each number read. */
    WIDE(8, 8, 16, 8, 1, 16),
    /** 64 × 64. */
    MEDIUM(4, 8, 8, 16, 1, 16),
    /** 32 × 32: four to eight times as many work-groups. */
    SMALL(2, 4, 8, 16, 1, 32),
    /** 32 × 32 with the sum in four slices. */
    SLICED(4, 4, 8, 8, 4, 64),
    /** {@link #SMALL} for two heads, 16 columns of each. */
    SMALL_PAIR(2, 8, 4, 16, 1, 32),
    /** {@link #SLICED} for two heads. */
    SLICED_PAIR(2, 8, 4, 16, 4, 64);

    /** The most rows and columns of sums that an item may have. */
    static final int MOST_ROWS = 8, MOST_COLUMNS = 8;

    /**
     * Columns that an item reads and writes together; the next ones of its own are {@code 4 · width} further on, so that
     * neighbours read whole lines of memory.
     */
    static final int TOGETHER = 4;

    /** Between the rows of a tile in local memory, so that they begin in different banks. */
    static final int PADDING = 4;

    final int rows;
    final int columns;
    final int width;
    final int height;
    final int slices;
    final int depth;

    Tile(int rows, int columns, int width, int height, int slices, int depth) {
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        this.height = height;
        this.slices = slices;
        this.depth = depth;
    }

    /** All of it in one integer. */
    int code() {
        return rows | columns << 4 | width << 8 | height << 13 | slices << 18 | depth << 21;
    }

    int tileRows() {
        return rows * height;
    }

    int tileColumns() {
        return columns * width;
    }

    /** Work-groups that cover a product of such a form; {@code columns} are those of one head. */
    int groups(int productRows, int productColumns, int form) {
        return Math.ceilDiv(productRows, tileRows()) * Math
                .ceilDiv(productColumns, form == TileProducts.PAIR ? tileColumns() / 2 : tileColumns());
    }

    /** Work items of a work-group. */
    int items() {
        return width * height * slices;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static int rows(int code) {
        return code & 15;
    }

    static int columns(int code) {
        return (code >> 4) & 15;
    }

    static int width(int code) {
        return (code >> 8) & 31;
    }

    static int height(int code) {
        return (code >> 13) & 31;
    }

    static int slices(int code) {
        return (code >> 18) & 7;
    }

    static int depth(int code) {
        return (code >> 21) & 127;
    }
}
