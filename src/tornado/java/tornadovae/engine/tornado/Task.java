package tornadovae.engine.tornado;

import java.util.List;
import java.util.Optional;
import tornadovae.engine.Translator;
import tornadovae.graph.Op;
import uk.ac.manchester.tornado.api.TaskGraph;

/**
 * One launch of a kernel: what becomes one task of a {@code TaskGraph}.
 *
 * @param name     for messages and figures, of letters and digits
 * @param ops      what it computes
 * @param grid     its work items, or null for a kernel of parallel loops
 * @param addition appends it to a graph
 */
record Task(String name, List<Op> ops, Grid grid, Addition addition) {

    /** Must name the kernel by a method reference: TornadoVM finds its code by that. */
    interface Addition {
        void addTo(TaskGraph graph, String id, DeviceArrays arrays);
    }

    /**
     * Work-groups of {@code columns × rows} items: {@code groups} of them side by side, for each of {@code replicas}.
     *
     * @param tile what each computes of a matrix product, if it is cut into tiles; for figures
     */
    record Grid(int groups, int columns, int rows, int replicas, Optional<Translator.Tile> tile) {

        Grid(int groups, int columns, int rows, int replicas) {
            this(groups, columns, rows, replicas, Optional.empty());
        }

        int items() {
            return columns * rows;
        }
    }
}
