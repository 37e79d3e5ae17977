package tornadovae.engine;

import tornadovae.graph.Program;
import tornadovae.graph.Tensor;

/**
 * Programs and the memory they share. Arrays that cross this line hold all replicas: {@code [replicas, rows, columns]}, dense,
 * row-major. A session belongs to one thread at a time.
 */
public interface Session extends AutoCloseable {

    /** Runs a program {@code times} times in a row, without the host in between. */
    void run(Program program, int times);

    /** Copies a tensor to the host, after everything that was run before. */
    void read(Tensor tensor, float[] into);

    void write(Tensor tensor, float[] from);

    /** As {@link #read}, for tensors of role {@link tornadovae.graph.Role#INTEGER}. */
    void readIntegers(Tensor tensor, int[] into);

    void writeIntegers(Tensor tensor, int[] from);

    @Override
    void close();
}
