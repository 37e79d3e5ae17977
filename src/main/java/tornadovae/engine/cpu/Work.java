package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Tensor;

/**
 * One op, or several fused, on one replica; it falls into parts that may run in any order and on any thread.
 *
 * <p>If it is cut into row tiles ({@link #tiledRows}), part p touches the rows from {@link #firstRow} of p on to that of
 * p + 1, in the tensors in {@link #rowLocal} and of them nothing else, so that another tiled work on as many rows can follow part
 * by part, without waiting for the other parts.
 */
abstract class Work {

    private static final int TALL_ROWS = 500;
    private static final int TILES_OF_A_TALL_PART = 5;

    /** What is computed, for messages. */
    final String name;
    final Set<Tensor> reads;
    final Set<Tensor> writes;

    Work(String name, Set<Tensor> reads, Set<Tensor> writes) {
        this.name = name;
        this.reads = reads;
        this.writes = writes;
    }

    /** Independent parts, at least one. */
    abstract int parts();

    /** @param scratch a thread's own memory, {@link Scratch} */
    abstract void run(int replica, int part, Scratch scratch);

    /** Floats of {@link Scratch#memory} that it needs. */
    int scratchFloats() {
        return 0;
    }

    /** The rows that are cut into tiles, one a part; 0 where parts are something else. */
    int tiledRows() {
        return 0;
    }

    /** Whether a part of this tiled work touches only its own rows of a tensor. */
    boolean rowLocal(Tensor tensor) {
        return false;
    }

    /**
     * Tiles of one part of work that is cut by rows: one, or five where that leaves parts enough. The activations of five tiles
     * fit a second-level cache together with a panel of weights, so all row-wise work of a step can go through it in one chain.
     */
    static int partTiles(int rows) {
        return isTall(rows) ? TILES_OF_A_TALL_PART : 1;
    }

    /** The first row of a part of work that is cut by rows; of the number of parts, {@code rows}. */
    static int firstRow(int rows, int part) {
        RowTiles tiles = RowTiles.of(rows);
        return tiles.first(Math.min(tiles.count(), part * partTiles(rows)));
    }

    /** Whether there are so many rows that even large layers are better cut by rows than by panels. */
    static boolean isTall(int rows) {
        return rows >= TALL_ROWS;
    }

    /** Parts of work that is cut by rows. */
    static int rowParts(int rows) {
        return Math.ceilDiv(RowTiles.of(rows).count(), partTiles(rows));
    }
}
