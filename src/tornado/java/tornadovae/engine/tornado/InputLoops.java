package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.graph.Binarise;
import tornadovae.graph.Gather;
import tornadovae.graph.StandardNormal;
import tornadovae.math.Permutation;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The minibatch and the random numbers as plain loops: {@link tornadovae.graph.Gather}, {@link tornadovae.graph.Binarise},
 * {@link tornadovae.graph.StandardNormal}.
 */
final class InputLoops {

    /**
     * Which images are gathered: seed, position, how many there are, batches an epoch or 0 for images in sequence; where they go.
     */
    static final int SEED = 5, CURSOR = 6, IMAGES = 7, BATCHES = 8, X = 9;
    /** Random numbers: probabilities and draws, laid out alike; or noise; which stream. */
    static final int P = 10, B = 11, EPSILON = 12, STREAM = 13;
    static final int INPUT_SIZE = 14;

    private InputLoops() {}

    static Task task(Gather o, Layout layout) {
        int table = gatherTable(o, layout, INPUT_SIZE).write(), count = layout.count(o.x().rows(), 1);
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, InputLoops::gather, a.floats(), a.integers(),
                a.images().get(o.split()), table, count));
    }

    static Table gatherTable(Gather o, Layout layout, int size) {
        int batches = o.order() == Gather.Order.SHUFFLED ? o.batches() : 0;
        return Table.shape(o.x(), layout, size).put(X, PITCH, o.x()).integer(SEED, o.seed()).integer(CURSOR, o.cursor())
                .put(IMAGES, o.images()).put(BATCHES, batches);
    }

    static Task task(Binarise o, Layout layout) {
        return Task.ofLoops(o, InputLoops::binarise,
                Table.matrix(o.p(), layout, INPUT_SIZE).put(P, o.p()).put(B, o.b()).put(STREAM, o.stream().ordinal())
                        .integer(SEED, o.seed()).integer(CURSOR, o.cursor()),
                layout.count(o.p()));
    }

    static Task task(StandardNormal o, Layout layout) {
        return Task.ofLoops(o, InputLoops::standardNormal,
                Table.shape(o.epsilon(), layout, INPUT_SIZE).put(EPSILON, PITCH, o.epsilon()).put(STREAM, o.stream().ordinal())
                        .integer(SEED, o.seed()).integer(CURSOR, o.cursor()),
                layout.count(o.epsilon()));
    }

    /** x[i] = image[index(i)] / 255, a row an iteration. */
    static void gather(FloatArray f, IntArray s, IntArray images, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), pixels = s.get(table + COLUMNS), replica = e / rows, i = e % rows;
            int x = replica * s.get(REPLICA) + s.get(table + X) + i * s.get(table + PITCH);
            int index = image(s, table, replica, rows, i);
            for (int j = 0; j < pixels; j++) f.set(x + j, index < s.get(table + IMAGES) ? pixel(images, index, pixels, j) : 0);
        }
    }

    /** Which image is row i of the minibatch. */
    static int image(IntArray s, int table, int replica, int rows, int i) {
        int cursor = s.get(s.get(table + CURSOR) + replica), batches = s.get(table + BATCHES);
        if (batches == 0) return cursor * rows + i;
        return Permutation.at(cursor % batches * rows + i, s.get(table + IMAGES), s.get(s.get(table + SEED) + replica),
                cursor / batches);
    }

    /** Four pixels lie in one integer, an image begins with a new one. */
    static float pixel(IntArray images, int image, int pixels, int j) {
        int word = images.get(image * ((pixels + 3) >> 2) + (j >> 2));
        return ((word >> ((j & 3) << 3)) & 0xFF) / 255f;
    }

    /** b = [u &lt; p]. */
    static void binarise(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), replica = e / (rows * columns),
                    i = e / columns % rows, j = e % columns;
            int column = j < s.get(table + HEAD_COLUMNS) ? j : j + s.get(table + HEAD_GAP);
            int at = replica * s.get(REPLICA) + i * s.get(table + PITCH) + column;
            float u = DeviceRandom.uniform(s.get(s.get(table + SEED) + replica), s.get(table + STREAM),
                    s.get(s.get(table + CURSOR) + replica), i * columns + j);
            f.set(at + s.get(table + B), u < f.get(at + s.get(table + P)) ? 1 : 0);
        }
    }

    /** ε = normal(seed, stream, cursor, i·d + j). */
    static void standardNormal(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table + ROWS), columns = s.get(table + COLUMNS), replica = e / (rows * columns),
                    i = e / columns % rows, j = e % columns;
            float normal = DeviceRandom.normal(s.get(s.get(table + SEED) + replica), s.get(table + STREAM),
                    s.get(s.get(table + CURSOR) + replica), i * columns + j);
            f.set(replica * s.get(REPLICA) + s.get(table + EPSILON) + i * s.get(table + PITCH) + j, normal);
        }
    }
}
