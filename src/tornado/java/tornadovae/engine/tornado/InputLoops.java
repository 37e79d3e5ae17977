package tornadovae.engine.tornado;

import tornadovae.math.Permutation;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The minibatch and the random numbers as plain loops: {@link tornadovae.graph.Gather}, {@link tornadovae.graph.Binarise}, {@link tornadovae.graph.StandardNormal}. */
final class InputLoops {

    private InputLoops() {}

    /** x[i] = image[index(i)] / 255, a row an iteration. Table: rows, pixels, x, pitch, seed, cursor, images, batches an epoch or 0 for images in sequence. */
    static void gather(FloatArray f, IntArray s, IntArray images, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), pixels = s.get(table + 1), replica = e / rows, i = e % rows;
            int x = replica * s.get(0) + s.get(table + 2) + i * s.get(table + 3);
            int index = image(s, table + 4, replica, rows, i);
            for (int j = 0; j < pixels; j++) f.set(x + j, index < s.get(table + 6) ? pixel(images, index, pixels, j) : 0);
        }
    }

    /** Which image is row i of the minibatch. Table: seed, cursor, images, batches an epoch or 0 for images in sequence. */
    static int image(IntArray s, int table, int replica, int rows, int i) {
        int cursor = s.get(s.get(table + 1) + replica), batches = s.get(table + 3);
        if (batches == 0) return cursor * rows + i;
        return Permutation.at(cursor % batches * rows + i, s.get(table + 2), s.get(s.get(table) + replica), cursor / batches);
    }

    /** Four pixels lie in one integer, an image begins with a new one. */
    static float pixel(IntArray images, int image, int pixels, int j) {
        int word = images.get(image * ((pixels + 3) >> 2) + (j >> 2));
        return ((word >> ((j & 3) << 3)) & 0xFF) / 255f;
    }

    /** b = [u < p]. Table: rows, columns, pitch, p, b, stream, seed, cursor, columns of a head, gap between heads. */
    static void binarise(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), replica = e / (rows * columns), i = e / columns % rows, j = e % columns;
            int column = j < s.get(table + 8) ? j : j + s.get(table + 9);
            int at = replica * s.get(0) + i * s.get(table + 2) + column;
            float u = DeviceRandom.uniform(s.get(s.get(table + 6) + replica), s.get(table + 5), s.get(s.get(table + 7) + replica), i * columns + j);
            f.set(at + s.get(table + 4), u < f.get(at + s.get(table + 3)) ? 1 : 0);
        }
    }

    /** ε = normal(seed, stream, cursor, i·d + j). Table: rows, columns, pitch, ε, stream, seed, cursor. */
    static void standardNormal(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), columns = s.get(table + 1), replica = e / (rows * columns), i = e / columns % rows, j = e % columns;
            float normal = DeviceRandom.normal(s.get(s.get(table + 5) + replica), s.get(table + 4), s.get(s.get(table + 6) + replica), i * columns + j);
            f.set(replica * s.get(0) + s.get(table + 3) + i * s.get(table + 2) + j, normal);
        }
    }
}
