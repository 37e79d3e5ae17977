package tornadovae.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What an engine computes on, for the console and for provenance.
 *
 * @param name e.g. the processor's model name
 * @param kind {@code cpu}, {@code gpu}, {@code accelerator}
 * @param units cores or compute units in use
 * @param memoryBytes memory that programs may use
 * @param detail what else decides speed or bits, e.g. {@code 16-lane vectors, 2 threads}
 * @param facts what else stands in provenance, by its name there: {@code backend}, {@code driver}, {@code tornadoVm}, …; empty
 * for the CPU engine
 */
public record Device(String name, String kind, int units, long memoryBytes, String detail, SequencedMap<String, String> facts) {

    public Device {
        facts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts));
    }

    public Device(String name, String kind, int units, long memoryBytes, String detail) {
        this(name, kind, units, memoryBytes, detail, new LinkedHashMap<>());
    }

    /** Whether it is something else than a processor, which the CPU engine uses better. */
    public boolean accelerated() {
        return !kind.equals("cpu");
    }

    @Override
    public String toString() {
        return name + " (" + detail + ")";
    }
}
