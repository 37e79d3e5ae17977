package tornadovae.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/** The tensors a session keeps: those of its programs, one copy a replica. Known before anything is allocated. */
public record Memory(int replicas, SequencedSet<Tensor> tensors) {

    public Memory {
        if (replicas < 1) throw new IllegalArgumentException("a session needs at least one replica, found " + replicas);
        tensors = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(tensors));
    }

    public static Memory of(int replicas, Iterable<Program> programs) {
        var tensors = new LinkedHashSet<Tensor>();
        for (Program program : programs) tensors.addAll(program.tensors());
        return new Memory(replicas, tensors);
    }

    /** Bytes of all tensors of all replicas, without an engine's padding and without the data set. */
    public long bytes() {
        return replicas * tensors.stream().mapToLong(Tensor::bytes).sum();
    }
}
