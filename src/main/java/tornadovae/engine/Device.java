package tornadovae.engine;

/**
 * What an engine computes on, for the console and for provenance.
 *
 * @param name        e.g. the processor's model name
 * @param kind        {@code cpu}, {@code gpu}, {@code accelerator}
 * @param units       cores or compute units in use
 * @param memoryBytes memory that programs may use
 * @param detail      what else decides speed or bits, e.g. {@code 16-lane vectors, 2 threads}
 */
public record Device(String name, String kind, int units, long memoryBytes, String detail) {

    @Override
    public String toString() {
        return name + " (" + detail + ")";
    }
}
