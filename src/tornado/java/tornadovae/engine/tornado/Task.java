package tornadovae.engine.tornado;

import java.util.List;
import java.util.Optional;
import tornadovae.engine.Translator;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * One launch of a kernel: what becomes one task of a {@code TaskGraph}.
 *
 * @param name     for messages and figures, of letters and digits
 * @param ops      what it computes
 * @param grid     its work items, or null for a kernel of parallel loops, or of a library
 * @param addition appends it to a graph
 * @param ofLibrary whether a library computes it, which does not count its launches, see {@link Launches}
 */
record Task(String name, List<Op> ops, Grid grid, Addition addition, boolean ofLibrary) {

    Task(String name, List<Op> ops, Grid grid, Addition addition) {
        this(name, ops, grid, addition, false);
    }

    /** One op as a kernel of parallel loops. */
    static Task ofLoops(Op op, Addition addition) {
        return new Task(Program.nameOf(op).replace('.', '_'), List.of(op), null, addition);
    }

    /** One op as a kernel of parallel loops that reads all it needs from its table. */
    static Task ofLoops(Op op, Task4<FloatArray, IntArray, Integer, Integer> kernel, Table arguments, int count) {
        int table = arguments.write();
        return ofLoops(op, (graph, id, a) -> graph.task(id, kernel, a.floats(), a.integers(), table, count));
    }

    static Task ofLibrary(String name, List<Op> ops, Addition addition) {
        return new Task(name, ops, null, addition, true);
    }

    /** The kernel must be a method reference, named here or handed on: TornadoVM finds its code by that. */
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
