package tornadovae.engine.tornado;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tornadovae.engine.Memory;
import tornadovae.graph.Adagrad;
import tornadovae.graph.Adam;
import tornadovae.graph.Add;
import tornadovae.graph.Affine;
import tornadovae.graph.Fill;
import tornadovae.graph.GaussianNll;
import tornadovae.graph.Multiply;
import tornadovae.graph.Op;
import tornadovae.graph.OptimiserStep;
import tornadovae.graph.Program;
import tornadovae.graph.Repeat;
import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/**
 * Where everything of a session lies on the device. One array holds all floats: constants, then a block for each replica; one
 * array holds all integers: the distance from a replica to the next, the count of {@link Launches}, the {@link Role#INTEGER}
 * tensors, and the tables that kernels read their arguments from.
 *
 * <p>Rows begin at multiples of sixteen columns and matrices have a multiple of eight rows, so that kernels work on whole tiles.
 * Padding columns are 0 and stay 0; padding rows of activations hold what kernels happen to write there, and no sum goes over
 * them. Where two heads stand side by side in a tensor (μ and log σ²), each of them is padded.
 */
final class Layout {

    private static final int ROW_TILE = 8;

    /**
     * A tensor's place in the first replica.
     *
     * @param offset     index of its first number
     * @param rows       rows with padding
     * @param pitch      columns with padding
     * @param rowHead    distance from the first to the second head in rows, or 0 where there is one head
     * @param columnHead the same in columns
     * @param transposed index of a second copy, transposed, with {@code rows} columns; or 0 where there is none
     */
    record Block(Tensor tensor, int offset, int rows, int pitch, int rowHead, int columnHead, int transposed) {

        /** Where element [i, j] lies from the tensor's beginning. */
        int index(int i, int j) {
            return row(i) * pitch + column(j);
        }

        int row(int i) {
            return rowHead == 0 || i < tensor.rows() / 2 ? i : i - tensor.rows() / 2 + rowHead;
        }

        int column(int j) {
            return columnHead == 0 || j < tensor.columns() / 2 ? j : j - tensor.columns() / 2 + columnHead;
        }

        /** Columns of one head. */
        int headColumns() {
            return columnHead == 0 ? tensor.columns() : tensor.columns() / 2;
        }

        /** Columns of padding between heads. */
        int headGap() {
            return columnHead == 0 ? 0 : columnHead - tensor.columns() / 2;
        }

        /** Columns up to the last real one, padding between heads included. */
        int span() {
            return columnHead == 0 ? tensor.columns() : columnHead + tensor.columns() / 2;
        }

        int size() {
            return rows * pitch;
        }

        int transposedPitch() {
            return roundUp(rows, Vectors.LANES);
        }
    }

    private final int replicas;
    private final Map<Tensor, Block> blocks = new LinkedHashMap<>();
    private final Map<Tensor, Integer> integers = new LinkedHashMap<>();
    private final Map<List<Integer>, Integer> masks = new HashMap<>();
    private final List<Float> constants = new ArrayList<>();
    private final List<Integer> tables = new ArrayList<>();
    private long end;
    private boolean constantsAreComplete;

    /**
     * @param transposedCopies whether weights are kept transposed as well, as kernels need it that read them from global memory
     */
    Layout(Memory memory, boolean transposedCopies) {
        replicas = memory.replicas();
        var heads = new Heads(memory.programs());
        Set<Tensor> twice = new HashSet<>();
        if (transposedCopies) {
            for (Program program : memory.programs()) {
                for (Op op : program.ops()) {
                    if (op instanceof Affine layer) twice.add(layer.weight());
                }
            }
        }

        for (int e = 0; e < Launches.SIZE; e++) tables.add(0); // known at the end, or counted on the device
        for (Tensor tensor : memory.tensors()) {
            if (tensor.role() == Role.INTEGER) {
                integers.put(tensor, tables.size());
                for (int e = 0; e < replicas * tensor.size(); e++) tables.add(0);
            }
        }
        constants.addAll(Collections.nCopies(Vectors.LANES, 0f)); // an offset of 0 means: none
        for (Tensor tensor : memory.tensors()) {
            if (tensor.role() != Role.INTEGER) maskFor(tensor.columns(), heads.columns.contains(tensor));
        }
        for (Program program : memory.programs()) {
            for (Op op : program.ops()) {
                switch (op) {
                    case OptimiserStep o -> constant(numbers(o));
                    case Fill o -> constant(o.value());
                    case GaussianNll o -> constant(o.floor());
                    default -> {}
                }
            }
        }
        while (constants.size() % Vectors.LANES != 0) constants.add(0f);
        constantsAreComplete = true;
        end = constants.size();
        for (Tensor tensor : memory.tensors()) {
            if (tensor.role() != Role.INTEGER) {
                place(tensor, heads.rows.contains(tensor), heads.columns.contains(tensor),
                        twice.contains(tensor));
            }
        }
    }

    int replicas() {
        return replicas;
    }

    Block block(Tensor tensor) {
        Block block = blocks.get(tensor);
        if (block == null) throw new IllegalArgumentException(tensor + " is in none of this session's programs");
        return block;
    }

    /** The block of a tensor whose columns are counted through, and which can therefore not hold two heads. */
    Block oneHead(Tensor tensor) {
        Block block = block(tensor);
        if (block.columnHead() != 0) {
            throw new IllegalArgumentException(
                    tensor + " holds two heads, which a layer, a likelihood or a store cannot read as one");
        }
        return block;
    }

    /** Index of a tensor's first number in the first replica. */
    int at(Tensor tensor) {
        return block(tensor).offset();
    }

    /** From a row of a tensor to the next. */
    int pitch(Tensor tensor) {
        return block(tensor).pitch();
    }

    /** Elements of all replicas. */
    int count(Tensor tensor) {
        return count(tensor.rows(), tensor.columns());
    }

    int count(int rows, int columns) {
        return Math.multiplyExact(replicas, Math.multiplyExact(rows, columns));
    }

    /** Index of an integer tensor's first number; replicas follow each other. */
    int integer(Tensor tensor) {
        Integer at = integers.get(tensor);
        if (at == null) throw new IllegalArgumentException(tensor + " is not an integer tensor of this session's programs");
        return at;
    }

    /** Places a tensor that no program names: partial sums. */
    Block scratch(String name, int rows, int columns) {
        return place(Tensor.activation(name, rows, columns), false, false, false);
    }

    /** A row of ones and, where columns are padding, zeros, as wide as such a tensor. */
    int mask(Tensor tensor) {
        return masks.get(List.of(tensor.columns(), block(tensor).columnHead()));
    }

    /** Writes the arguments of a kernel and returns where. */
    int table(int... values) {
        int at = tables.size();
        for (int value : values) tables.add(value);
        return at;
    }

    /** Numbers in a replica's block. */
    long replicaSize() {
        return end - constants.size();
    }

    /** Numbers in the array of floats, with room behind the last row for loads that go beyond it. */
    long floats() {
        return constants.size() + replicas * replicaSize() + 64L * Vectors.LANES;
    }

    float[] constants() {
        var values = new float[constants.size()];
        for (int e = 0; e < values.length; e++) values[e] = constants.get(e);
        return values;
    }

    int[] integersAndTables() {
        tables.set(Launches.REPLICA, Math.toIntExact(replicaSize()));
        return tables.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Index of some numbers that follow each other among the constants: a rule's β₁, β₂, ln β₁, ln β₂, ε; a floor; what a tensor
     * is filled with.
     */
    int constant(Float... numbers) {
        int at = Collections.indexOfSubList(constants, List.of(numbers));
        if (at >= 0) return at;
        if (constantsAreComplete) {
            throw new IllegalStateException(
                    List.of(numbers) + " is not among the constants of this session's programs");
        }
        constants.addAll(List.of(numbers));
        return constants.size() - numbers.length;
    }

    /** The constants of a rule, see {@link Updates}. */
    static Float[] numbers(OptimiserStep step) {
        return switch (step) {
            case Adam o -> new Float[] {(float) o.beta1(), (float) o.beta2(), (float) Math.log(o.beta1()),
                    (float) Math.log(o.beta2()), (float) o.epsilon()};
            case Adagrad o -> new Float[] {(float) o.epsilon()};
        };
    }

    private void maskFor(int columns, boolean heads) {
        int head = heads ? roundUp(columns / 2, Vectors.LANES) : 0;
        if (masks.containsKey(List.of(columns, head))) return;
        while (constants.size() % Vectors.LANES != 0) constants.add(0f);
        masks.put(List.of(columns, head), constants.size());
        int width = heads ? columns / 2 : columns, padded = roundUp(width, Vectors.LANES);
        for (int h = 0; h < (heads ? 2 : 1); h++) {
            for (int j = 0; j < padded; j++) constants.add(j < width ? 1f : 0f);
        }
    }

    private Block place(Tensor tensor, boolean rowHeads, boolean columnHeads, boolean twice) {
        int rowHead = rowHeads ? roundUp(tensor.rows() / 2, Vectors.LANES) : 0,
                columnHead = columnHeads ? roundUp(tensor.columns() / 2, Vectors.LANES) : 0;
        boolean dense = tensor.role() == Role.RESULT; // the host reads it, products do not
        int rows = dense ? tensor.rows() : roundUp(rowHeads ? 2 * rowHead : tensor.rows(), ROW_TILE);
        int pitch = dense ? tensor.columns() : roundUp(columnHeads ? 2 * columnHead : tensor.columns(), Vectors.LANES);
        long size = roundUp((long) rows * pitch),
                copy = twice ? (long) roundUp(rows, Vectors.LANES) * roundUp(pitch, ROW_TILE) : 0;
        if (end + size + copy > Integer.MAX_VALUE) throw new TooLarge();
        var block = new Block(tensor, (int) end, rows, pitch, rowHead, columnHead, twice ? (int) (end + size) : 0);
        end += size + copy;
        blocks.put(tensor, block);
        return block;
    }

    /** One replica alone needs more floats than an index can count. */
    static final class TooLarge extends RuntimeException {}

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }

    private static long roundUp(long n) {
        return (n + Vectors.LANES - 1) / Vectors.LANES * Vectors.LANES;
    }

    /** Which tensors hold two heads: the codes of latent and Gaussian ops, and whatever shares their shape. */
    private static final class Heads {

        final Set<Tensor> rows = new HashSet<>();
        final Set<Tensor> columns = new HashSet<>();

        Heads(List<Program> programs) {
            List<Op> ops = programs.stream().flatMap(program -> program.ops().stream()).toList();
            int before;
            do {
                before = rows.size() + columns.size();
                ops.forEach(this::spread);
            } while (rows.size() + columns.size() > before);
        }

        private void spread(Op op) {
            columns.addAll(op.halves());
            switch (op) {
                case Affine o -> joinLayer(o.y(), o.weight(), o.bias());
                case Affine.WeightGradient o -> joinLayer(o.da(), o.dW(), null);
                case Affine.BiasGradient o -> join(columns, o.da(), o.db());
                case Affine.InputGradient o -> joinLayer(o.da(), o.weight(), null);
                case Affine.PreactivationGradient o -> join(columns, o.y(), o.dy(), o.da());
                case Add o -> join(columns, o.a(), o.b(), o.sum());
                case Repeat o -> join(columns, o.value(), o.repeated());
                case Repeat.Gradient o -> join(columns, o.dRepeated(), o.dValue());
                case Multiply o -> joinBoth(o.value(), o.scaled());
                case OptimiserStep o -> joinBoth(Stream.concat(Stream.of(o.w(), o.g()), o.state().stream())
                        .toArray(Tensor[]::new));
                default -> {}
            }
        }

        private void joinLayer(Tensor output, Tensor weight, Tensor bias) {
            if (columns.contains(output) || rows.contains(weight) || columns.contains(bias)) {
                columns.add(output);
                rows.add(weight);
                if (bias != null) columns.add(bias);
            }
        }

        private void joinBoth(Tensor... alike) {
            join(rows, alike);
            join(columns, alike);
        }

        private static void join(Set<Tensor> heads, Tensor... alike) {
            for (Tensor tensor : alike) {
                if (heads.contains(tensor)) {
                    heads.addAll(List.of(alike));
                    return;
                }
            }
        }
    }
}
