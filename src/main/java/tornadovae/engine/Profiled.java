package tornadovae.engine;

import java.util.List;
import tornadovae.graph.Op;
import tornadovae.graph.Program;

/** What a session on a device can tell of its kernels. */
public interface Profiled {

    /** @param nanoseconds of one launch, by the device's clock */
    record Kernel(String name, List<Op> ops, long nanoseconds) {}

    /** Runs a program once and returns what its kernels took, in their order. */
    List<Kernel> profile(Program program);

    /** What multiply-adds on registers alone reach on the device, in GFLOP/s, measured now. */
    double gigaflops();

    /** What copying an array reaches on the device, in GB/s read and written, measured now. */
    double gigabytes();
}
