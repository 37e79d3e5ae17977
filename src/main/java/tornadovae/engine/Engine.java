package tornadovae.engine;

import java.util.Map;
import tornadovae.graph.Images;
import tornadovae.graph.Split;

/** Something that runs programs: the built-in CPU engine, or TornadoVM on a GPU. */
public interface Engine {

    /** The name on the command line: {@code cpu}, {@code tornado}. */
    String name();

    Device device();

    /** What bytes of results depend on besides the program: equal words, equal bytes. */
    default String arithmetic() {
        Device device = device();
        return name() + ", " + device.name() + ", " + device.detail();
    }

    /** Begins in the background what would make the first session slow; for who is about to open one. */
    default void warmUp() {}

    /**
     * Allocates all tensors (zeros) and takes the data set to the device.
     *
     * @param data the images that {@link tornadovae.graph.Gather} reads; may be empty for programs that gather nothing
     */
    Session open(Memory memory, Map<Split, Images> data);
}
