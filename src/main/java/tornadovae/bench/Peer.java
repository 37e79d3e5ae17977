package tornadovae.bench;

import java.util.SequencedMap;

/** Another framework that trains the same workloads, in this process and with as many threads. Found as a service. */
public interface Peer {

    /** With its version. */
    String name();

    /** What else decides its speed, by name: libraries, allocator. */
    SequencedMap<String, String> facts();

    /**
     * Trainings of one workload, by how they are written, such as {@code by autograd}; what they do in a second is counted in
     * images.
     *
     * @param threads to compute with
     */
    SequencedMap<String, Repeated> open(Workload workload, int threads);
}
