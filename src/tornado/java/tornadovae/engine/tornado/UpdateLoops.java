package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.Adam} and {@link tornadovae.graph.Adagrad} as plain loops over all numbers of a parameter, padding too: its gradients are 0, so it stays 0.
 * Every table begins: rows, pitch, w, g, learning rate, transposed copy of w or 0, its pitch.
 */
final class UpdateLoops {

    /** Moments below it become 0: they change nothing, and such numbers are slow on CPUs. */
    static final float DENORMAL_GUARD = 1e-30f;

    private UpdateLoops() {}

    /** Then: m, v, step. {@code logBeta} is ln β. */
    static void adam(FloatArray f, IntArray s, int table, int count, float beta1, float beta2, float logBeta1, float logBeta2, float epsilon) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int pitch = s.get(table + 1), size = s.get(table) * pitch, replica = e / size, base = replica * s.get(0), at = base + e % size;
            float t = s.get(s.get(table + 9) + replica) + 1;
            float rate = rate(f.get(base + s.get(table + 4)), t, logBeta1), scale = scale(t, logBeta2);
            float g = f.get(at + s.get(table + 3));
            float m = guard(beta1 * f.get(at + s.get(table + 7)) + (1 - beta1) * g), v = guard(beta2 * f.get(at + s.get(table + 8)) + (1 - beta2) * g * g);
            f.set(at + s.get(table + 7), m);
            f.set(at + s.get(table + 8), v);
            float w = f.get(at + s.get(table + 2)) - rate * m / (TornadoMath.sqrt(v) * scale + epsilon);
            f.set(at + s.get(table + 2), w);
            if (s.get(table + 5) > 0) f.set(base + s.get(table + 5) + e % pitch * s.get(table + 6) + e % size / pitch, w);
        }
    }

    /** Then: sum of squares. */
    static void adagrad(FloatArray f, IntArray s, int table, int count, float epsilon) {
        for (@Parallel int e = 0; e < count; e++) {
            Launches.count(s, e);
            int pitch = s.get(table + 1), size = s.get(table) * pitch, base = e / size * s.get(0), at = base + e % size;
            float g = f.get(at + s.get(table + 3)), sum = f.get(at + s.get(table + 7)) + g * g;
            f.set(at + s.get(table + 7), sum);
            float w = f.get(at + s.get(table + 2)) - f.get(base + s.get(table + 4)) * g / (TornadoMath.sqrt(sum) + epsilon);
            f.set(at + s.get(table + 2), w);
            if (s.get(table + 5) > 0) f.set(base + s.get(table + 5) + e % pitch * s.get(table + 6) + e % size / pitch, w);
        }
    }

    /** η / (1 − β₁ᵗ). */
    static float rate(float learningRate, float t, float logBeta1) {
        return learningRate / -expm1(t * logBeta1);
    }

    /** 1 / √(1 − β₂ᵗ). */
    static float scale(float t, float logBeta2) {
        return 1 / TornadoMath.sqrt(-expm1(t * logBeta2));
    }

    static float guard(float moment) {
        return TornadoMath.abs(moment) < DENORMAL_GUARD ? 0 : moment;
    }

    /** eᵃ − 1 for a ≤ 0 without loss of digits near 0, where 1 − βᵗ would have lost them: by its series, then three times by e²ᵃ − 1 = (eᵃ − 1)(eᵃ − 1 + 2). */
    private static float expm1(float a) {
        if (a < -4) return TornadoMath.exp(a) - 1;
        float x = a * 0.125f;
        float q = x * (1 + x * (1f / 2) * (1 + x * (1f / 3) * (1 + x * (1f / 4) * (1 + x * (1f / 5) * (1 + x * (1f / 6) * (1 + x * (1f / 7)))))));
        q = q * (q + 2);
        q = q * (q + 2);
        return q * (q + 2);
    }
}
