package tornadovae.engine.cpu;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/**
 * An op whose row i depends on all rows of a minibatch. Parts are rows all the same, but nothing can follow them part by part.
 */
final class PairWork extends Work {

    private final int rows;
    private final RowWork.Body body;

    /** @param copies what it reads besides the op's tensors: transposed copies of them */
    PairWork(Op op, int rows, List<Buffer> copies, RowWork.Body body) {
        super(Program.nameOf(op), with(op.reads(), copies), Set.copyOf(op.writes()));
        this.rows = rows;
        this.body = body;
    }

    private static Set<Tensor> with(List<Tensor> tensors, List<Buffer> copies) {
        var all = new HashSet<>(tensors);
        copies.forEach(copy -> all.add(copy.tensor));
        return all;
    }

    @Override
    int parts() {
        return rowParts(rows);
    }

    @Override
    void run(int replica, int part, Scratch scratch) {
        body.run(replica, firstRow(rows, part), firstRow(rows, part + 1), scratch);
    }
}
