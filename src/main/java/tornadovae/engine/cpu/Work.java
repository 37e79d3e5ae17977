package tornadovae.engine.cpu;

import java.util.Set;
import tornadovae.graph.Tensor;

/**
 * One op, or several fused, on one replica; it falls into parts that may run in any order and on any thread.
 *
 * <p>If it is cut into row tiles ({@link #tiledRows}), part p touches rows p·T … p·T + T − 1 (T the height of a tile) of the tensors in {@link #rowLocal} and of them nothing else, so that another
 * tiled work on as many rows can follow part by part, without waiting for the other parts.
 */
abstract class Work {

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

    /** Parts of work that is cut into row tiles. */
    static int rowTiles(int rows) {
        return Math.ceilDiv(rows, Kernels.PRODUCTS.rows());
    }
}
