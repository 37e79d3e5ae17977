package tornadovae.engine;

import java.util.List;
import java.util.Optional;
import tornadovae.graph.Op;
import tornadovae.graph.Program;

/**
 * What can tell which kernels a program becomes on a device, and in what source code, without running it and without the memory
 * that a session needs.
 */
public interface Translator {

    /**
     * @param name   what it does
     * @param ops    what it computes
     * @param groups work-groups of a launch for all replicas; 0 where they are chosen at the launch
     * @param items  work items of a work-group; likewise
     * @param tile   how a work-group computes its part of a matrix product; empty for other kernels, and for products that are
     *               not cut into tiles
     * @param source of this kernel alone, in the language of the device's driver
     */
    record Kernel(String name, List<Op> ops, long groups, int items, Optional<Tile> tile, String source) {}

    /**
     * A work-group's part of a matrix product.
     *
     * @param rows    of the result
     * @param columns likewise, of all heads
     * @param depth   terms of the sums that are in local memory at a time
     */
    record Tile(int rows, int columns, int depth) {

        @Override
        public String toString() {
            return rows + "×" + columns + "×" + depth;
        }
    }

    Device device();

    /**
     * The kernels of a program in the order of their launches.
     *
     * @throws tornadovae.UserError where the program is too large for the engine, or a kernel cannot be compiled
     */
    List<Kernel> translate(Memory memory, Program program);
}
