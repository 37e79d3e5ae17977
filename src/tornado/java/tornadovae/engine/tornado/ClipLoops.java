package tornadovae.engine.tornado;

import tornadovae.graph.ClipFactor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The ops that clip a gradient, as plain loops. Beside each sum of squares that of the numbers times 2⁻⁸⁰ is kept, whose root is taken where the first has overflowed: a norm is then
 * finite where float32 can hold it.
 */
final class ClipLoops {

    /** Integers that describe one part of {@link #rowNorms}. */
    static final int PART = 10;

    private static final float DOWN = 0x1p-80f, UP = 0x1p80f, LARGEST_SUM = 0x1p120f;

    private ClipLoops() {}

    /**
     * norm[i] = √Σ_j value[i, j]², a row an iteration, of one matrix or of several in one launch. Table: rows of all; then of each: rows, rows of a head, rows between heads, columns,
     * columns of a head, columns between heads, pitch, value, norm, its pitch.
     */
    static void rowNorms(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int base = e / s.get(table) * s.get(0), i = e % s.get(table), at = table + 1;
            while (i >= s.get(at)) {
                i -= s.get(at);
                at += PART;
            }
            int columns = s.get(at + 3), head = s.get(at + 4), gap = s.get(at + 5), row = base + s.get(at + 7) + (i < s.get(at + 1) ? i : i + s.get(at + 2)) * s.get(at + 6);
            float sum = 0, scaled = 0;
            for (int j = 0; j < columns; j++) {
                float value = f.get(row + (j < head ? j : j + gap)), down = value * DOWN;
                sum += value * value;
                scaled += down * down;
            }
            f.set(base + s.get(at + 8) + i * s.get(at + 9), norm(sum, scaled));
        }
    }

    /** factor = min(1, c/(‖g‖ + 10⁻⁶)), a replica an iteration. Table: limit, norm, factor, parts; then of each part: rows, norms, their pitch. */
    static void clipFactor(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            float sum = 0, scaled = 0;
            for (int part = 0; part < s.get(table + 3); part++) {
                int at = table + 4 + 3 * part;
                for (int i = 0; i < s.get(at); i++) {
                    float value = f.get(base + s.get(at + 1) + i * s.get(at + 2)), down = value * DOWN;
                    sum += value * value;
                    scaled += down * down;
                }
            }
            float norm = norm(sum, scaled), nanUnlessFinite = 0 * norm;
            f.set(base + s.get(table + 1), norm);
            f.set(base + s.get(table + 2), TornadoMath.min(1f, f.get(base + s.get(table)) / (norm + ClipFactor.EPSILON)) + nanUnlessFinite);
        }
    }

    /** scaled = factor · value, padding too. Table: size of a replica's block with padding, value, factor, scaled. */
    static void scale(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int size = s.get(table), base = e / size * s.get(0), at = base + e % size;
            f.set(at + s.get(table + 3), f.get(base + s.get(table + 2)) * f.get(at + s.get(table + 1)));
        }
    }

    private static float norm(float sum, float scaled) {
        return sum < LARGEST_SUM ? TornadoMath.sqrt(sum) : UP * TornadoMath.sqrt(scaled);
    }
}
