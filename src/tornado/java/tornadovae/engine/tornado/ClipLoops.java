package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;

import java.util.List;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.ClipFactor;
import tornadovae.graph.Multiply;
import tornadovae.graph.RowNorm;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The ops that clip a gradient, as plain loops. Beside each sum of squares that of the numbers times 2⁻⁸⁰ is kept, whose root is
 * taken where the first has overflowed: a norm is then finite where float32 can hold it.
 */
final class ClipLoops {

    /** {@link #rowNorms}: rows of all matrices; behind it each matrix. */
    private static final int ALL_ROWS = 0, MATRICES = 1;
    /**
     * A matrix: its rows, those of a head, rows of padding between heads, the same of columns, pitch, place, and where its norms
     * go.
     */
    private static final int MATRIX_ROWS = 0, HEAD_ROWS = 1, ROW_GAP = 2, MATRIX_COLUMNS = 3, MATRIX_HEAD_COLUMNS = 4,
            COLUMN_GAP = 5, MATRIX_PITCH = 6, MATRIX = 7, NORMS = 8,
            NORMS_PITCH = 9, MATRIX_SIZE = 10;

    /** {@link #clipFactor}; behind it each part of the norm: its rows, their norms. */
    private static final int LIMIT = 0, NORM = 1, FACTOR = 2, PARTS = 3, FIRST_PART = 4, PART_ROWS = 0, PART_NORMS = 1,
            PART_PITCH = 2, PART_SIZE = 3;

    /** {@link #multiply}: numbers of a replica with padding; FACTOR as above. */
    private static final int SIZE = 0, VALUE = 1, SCALED = 3, MULTIPLY_SIZE = 4;

    private static final float DOWN = 0x1p-80f, UP = 0x1p80f, LARGEST_SUM = 0x1p120f;

    private ClipLoops() {}

    static Task task(RowNorm o, Layout layout) {
        return task(List.of(o), layout);
    }

    /** Several in one launch. */
    static Task task(List<RowNorm> ops, Layout layout) {
        int rows = ops.stream().mapToInt(o -> o.value().rows()).sum(), count = layout.count(rows, 1);
        int table = new Table(layout, MATRICES).put(ALL_ROWS, rows).write();
        for (RowNorm o : ops) {
            Block value = layout.block(o.value());
            int head = value.rowHead() == 0 ? o.value().rows() : o.value().rows() / 2;
            new Table(layout, MATRIX_SIZE).put(MATRIX_ROWS, o.value().rows()).put(HEAD_ROWS, head)
                    .put(ROW_GAP, value.row(head) - head)
                    .put(MATRIX_COLUMNS, o.value().columns()).put(MATRIX_HEAD_COLUMNS, value.headColumns())
                    .put(COLUMN_GAP, value.headGap())
                    .put(MATRIX_PITCH, value.pitch()).put(MATRIX, value.offset()).put(NORMS, NORMS_PITCH, o.norm()).write();
        }
        return new Task("rowNorms", List.copyOf(ops), null,
                (graph, id, a) -> graph.task(id, ClipLoops::rowNorms, a.floats(), a.integers(), table, count));
    }

    static Task task(ClipFactor o, Layout layout) {
        int table = new Table(layout, FIRST_PART).put(LIMIT, o.limit()).put(NORM, o.norm()).put(FACTOR, o.factor())
                .put(PARTS, o.norms().size()).write();
        for (Tensor part : o.norms()) {
            new Table(layout, PART_SIZE).put(PART_ROWS, part.rows()).put(PART_NORMS, PART_PITCH, part)
                    .write();
        }
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, ClipLoops::clipFactor, a.floats(), a.integers(), table, layout.replicas()));
    }

    static Task task(Multiply o, Layout layout) {
        int size = layout.block(o.value()).size(), count = layout.count(size, 1);
        int table = new Table(layout, MULTIPLY_SIZE).put(SIZE, size).put(VALUE, o.value()).put(FACTOR, o.factor())
                .put(SCALED, o.scaled()).write();
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, ClipLoops::multiply, a.floats(), a.integers(), table, count));
    }

    /**
     * norm[i] = √Σ_j value[i, j]², a row an iteration, of one matrix or of several in one launch.
     */
    static void rowNorms(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int base = e / s.get(table + ALL_ROWS) * s.get(REPLICA), i = e % s.get(table + ALL_ROWS), at = table + MATRICES;
            while (i >= s.get(at + MATRIX_ROWS)) {
                i -= s.get(at + MATRIX_ROWS);
                at += MATRIX_SIZE;
            }
            int columns = s.get(at + MATRIX_COLUMNS), head = s.get(at + MATRIX_HEAD_COLUMNS), gap = s.get(at + COLUMN_GAP),
                    row = base + s.get(at + MATRIX) + (i < s.get(at + HEAD_ROWS) ? i : i + s.get(at + ROW_GAP)) * s
                            .get(at + MATRIX_PITCH);
            float sum = 0, scaled = 0;
            for (int j = 0; j < columns; j++) {
                float value = f.get(row + (j < head ? j : j + gap)), down = value * DOWN;
                sum += value * value;
                scaled += down * down;
            }
            f.set(base + s.get(at + NORMS) + i * s.get(at + NORMS_PITCH), norm(sum, scaled));
        }
    }

    /** factor = min(1, c/(‖g‖ + 10⁻⁶)), a replica an iteration. */
    static void clipFactor(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(REPLICA);
            float sum = 0, scaled = 0;
            for (int part = 0; part < s.get(table + PARTS); part++) {
                int at = table + FIRST_PART + PART_SIZE * part;
                for (int i = 0; i < s.get(at + PART_ROWS); i++) {
                    float value = f.get(base + s.get(at + PART_NORMS) + i * s.get(at + PART_PITCH)), down = value * DOWN;
                    sum += value * value;
                    scaled += down * down;
                }
            }
            float norm = norm(sum, scaled), nanUnlessFinite = 0 * norm;
            f.set(base + s.get(table + NORM), norm);
            f.set(base + s.get(table + FACTOR),
                    TornadoMath.min(1f, f.get(base + s.get(table + LIMIT)) / (norm + ClipFactor.EPSILON)) + nanUnlessFinite);
        }
    }

    /** scaled = factor · value, padding too. */
    static void multiply(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int size = s.get(table + SIZE), base = e / size * s.get(REPLICA), at = base + e % size;
            f.set(at + s.get(table + SCALED), f.get(base + s.get(table + FACTOR)) * f.get(at + s.get(table + VALUE)));
        }
    }

    private static float norm(float sum, float scaled) {
        return sum < LARGEST_SUM ? TornadoMath.sqrt(sum) : UP * TornadoMath.sqrt(scaled);
    }
}
