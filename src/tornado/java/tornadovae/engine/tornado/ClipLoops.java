package tornadovae.engine.tornado;

import tornadovae.graph.ClipFactor;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The ops that clip a gradient, as plain loops. Squares of numbers from 2⁴⁰ on are summed apart, scaled by 2⁻¹⁶⁰, so that no sum of squares overflows whose root float32 can
 * hold   (after Blue 1978, ACM TOMS 4:15–23).
 */
final class ClipLoops {

    private static final float LARGE = 0x1p40f, DOWN = 0x1p-80f, UP = 0x1p80f;

    private ClipLoops() {}

    /** norm[i] = √Σ_j value[i, j]², a row an iteration. Table: rows, rows of a head, rows between heads, columns, columns of a head, columns between heads, pitch, value, norm, its pitch. */
    static void rowNorm(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int rows = s.get(table), i = e % rows, base = e / rows * s.get(0), columns = s.get(table + 3), head = s.get(table + 4), gap = s.get(table + 5);
            int row = base + s.get(table + 7) + (i < s.get(table + 1) ? i : i + s.get(table + 2)) * s.get(table + 6);
            float moderate = 0, large = 0;
            for (int j = 0; j < columns; j++) {
                float value = f.get(row + (j < head ? j : j + gap)), down = value * DOWN;
                if (TornadoMath.abs(value) < LARGE) moderate += value * value;
                else large += down * down; // NaN too
            }
            f.set(base + s.get(table + 8) + i * s.get(table + 9), norm(moderate, large));
        }
    }

    /** factor = min(1, c/(‖g‖ + 10⁻⁶)), a replica an iteration. Table: limit, norm, factor, parts; then of each part: rows, norms, their pitch. */
    static void clipFactor(FloatArray f, IntArray s, int table, int count) {
        for (@Parallel int replica = 0; replica < count; replica++) {
            Launches.count(s, replica);
            int base = replica * s.get(0);
            float moderate = 0, large = 0;
            for (int part = 0; part < s.get(table + 3); part++) {
                int at = table + 4 + 3 * part;
                for (int i = 0; i < s.get(at); i++) {
                    float value = f.get(base + s.get(at + 1) + i * s.get(at + 2)), down = value * DOWN;
                    if (TornadoMath.abs(value) < LARGE) moderate += value * value;
                    else large += down * down;
                }
            }
            float norm = norm(moderate, large), nanUnlessFinite = 0 * norm;
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

    private static float norm(float moderate, float large) {
        return large == 0 ? TornadoMath.sqrt(moderate) : UP * TornadoMath.sqrt(large + moderate * DOWN * DOWN);
    }
}
