package tornadovae.engine;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/**
 * Who needs the tensors of a program, and so which of them an engine may leave out.
 *
 * @param memory of the session, whose other programs may read what this one writes
 */
public record Readers(Program program, Memory memory) {

    /**
     * The ops that need a tensor as this program leaves it: its own, and those of other programs that do not make it anew first.
     */
    public Stream<Op> of(Tensor tensor) {
        Stream<Op> others = memory.programs().stream().filter(other -> !other.equals(program))
                .flatMap(other -> other.ops().stream().takeWhile(op -> !op.writes().contains(tensor)));
        return Stream.concat(program.ops().stream(), others).filter(op -> op.reads().contains(tensor));
    }

    /**
     * Whether a tensor serves these ops of the program and nobody else: the rule by which ops are fused. Ops that are null do not
     * count.
     */
    boolean only(Tensor tensor, Op... ops) {
        List<Op> consumers = Stream.of(ops).filter(Objects::nonNull).toList(), readers = of(tensor).toList();
        return readers.size() == consumers.size() && readers.containsAll(consumers);
    }
}
