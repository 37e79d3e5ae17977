package tornadovae.engine.cpu;

import java.util.Set;
import java.util.stream.Collectors;
import tornadovae.graph.Op;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/** An op whose row i depends only on row i of its inputs (and on weights and numbers that all rows share). */
final class RowWork extends Work {

    /** Rows first … last − 1 of one replica. */
    interface Body {
        void run(int replica, int first, int last, Scratch scratch);
    }

    private final int rows;
    private final Body body;
    private final Set<Tensor> whole;

    /** @param whole tensors of which a part reads more than its own rows, although they may have as many */
    RowWork(String name, Set<Tensor> reads, Set<Tensor> writes, int rows, Body body, Set<Tensor> whole) {
        super(name, reads, writes);
        this.rows = rows;
        this.body = body;
        this.whole = whole;
    }

    RowWork(String name, Set<Tensor> reads, Set<Tensor> writes, int rows, Body body) {
        this(name, reads, writes, rows, body, Set.of());
    }

    RowWork(Op op, int rows, Body body, Set<Tensor> whole) {
        this(op.getClass().getSimpleName(), op.reads().stream().collect(Collectors.toSet()),
                op.writes().stream().collect(Collectors.toSet()), rows, body, whole);
    }

    RowWork(Op op, int rows, Body body) {
        this(op, rows, body, Set.of());
    }

    @Override
    int parts() {
        return rowParts(rows);
    }

    @Override
    int tiledRows() {
        return rows;
    }

    /**
     * A tensor with other rows is shared by all parts, or (a collection over minibatches) written at places of each part's own.
     */
    @Override
    boolean rowLocal(Tensor tensor) {
        return tensor.rows() == rows && tensor.role() != Role.PARAMETER && tensor.role() != Role.RESULT
                && !whole.contains(tensor);
    }

    @Override
    void run(int replica, int part, Scratch scratch) {
        body.run(replica, firstRow(rows, part), firstRow(rows, part + 1), scratch);
    }
}
