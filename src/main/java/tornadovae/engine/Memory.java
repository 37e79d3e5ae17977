package tornadovae.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/**
 * What a session will hold, known before anything is allocated: the programs it may run, and one copy a replica of every tensor
 * they name. An engine may leave out a tensor that only passes between ops it has fused; reading such a tensor is an error.
 */
public record Memory(int replicas, List<Program> programs) {

    public Memory {
        programs = List.copyOf(programs);
        if (replicas < 1) throw new IllegalArgumentException("a session needs at least one replica, found " + replicas);
    }

    public static Memory of(int replicas, Program... programs) {
        return new Memory(replicas, List.of(programs));
    }

    /** The tensors of all programs. */
    public SequencedSet<Tensor> tensors() {
        var tensors = new LinkedHashSet<Tensor>();
        for (Program program : programs) tensors.addAll(program.tensors());
        return Collections.unmodifiableSequencedSet(tensors);
    }

    /** Bytes of all tensors of all replicas, without an engine's padding and without the data set. */
    public long bytes() {
        return replicas * tensors().stream().mapToLong(Tensor::bytes).sum();
    }
}
