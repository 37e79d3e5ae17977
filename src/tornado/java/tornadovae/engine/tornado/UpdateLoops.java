package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.*;

import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.Adagrad;
import tornadovae.graph.Adam;
import tornadovae.graph.OptimiserStep;
import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * {@link tornadovae.graph.Adam} and {@link tornadovae.graph.Adagrad} as plain loops over all numbers of a parameter, padding too:
 * its gradients are 0, so it stays 0.
 */
final class UpdateLoops {

    /** Moments below it become 0: they change nothing, and such numbers are slow on CPUs. */
    static final float DENORMAL_GUARD = 1e-30f;

    /** Parameter, gradient, learning rate; the parameter's transposed copy, or 0, and its pitch. */
    private static final int W = 5, G = 6, LEARNING_RATE = 7, TRANSPOSED = 8, TRANSPOSED_PITCH = 9;
    /** What the optimiser remembers; how many steps were done. */
    private static final int MOMENT = 10, SQUARES = 11, STEP = 12;
    private static final int SIZE = 13;

    private UpdateLoops() {}

    static Task task(Adam o, Layout layout) {
        float beta1 = (float) o.beta1(), beta2 = (float) o.beta2(), logBeta1 = (float) Math.log(o.beta1()),
                logBeta2 = (float) Math.log(o.beta2()),
                epsilon = (float) o.epsilon();
        int table = update(o, layout).put(MOMENT, o.m()).integer(STEP, o.step()).write(), count = count(o, layout);
        return Task.ofLoops(o,
                (graph, id, a) -> graph.task(id, UpdateLoops::adam, a.floats(), a.integers(), table, count, beta1, beta2,
                        logBeta1, logBeta2,
                        epsilon));
    }

    static Task task(Adagrad o, Layout layout) {
        int table = update(o, layout).write(), count = count(o, layout);
        return Task.ofLoops(o, (graph, id, a) -> graph.task(id, UpdateLoops::adagrad, a.floats(), a.integers(), table, count,
                (float) o.epsilon()));
    }

    private static Table update(OptimiserStep o, Layout layout) {
        Block w = layout.block(o.w());
        return new Table(layout, SIZE).put(ROWS, w.rows()).put(PITCH, w.pitch()).put(W, w.offset()).put(G, o.g())
                .put(LEARNING_RATE, o.learningRate())
                .put(TRANSPOSED, w.transposed()).put(TRANSPOSED_PITCH, w.transposedPitch()).put(SQUARES, o.state().getLast());
    }

    private static int count(OptimiserStep o, Layout layout) {
        return layout.count(layout.block(o.w()).rows(), layout.pitch(o.w()));
    }

    /** */
    static void adam(FloatArray f, IntArray s, int table, int count, float beta1, float beta2, float logBeta1, float logBeta2,
            float epsilon) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int pitch = s.get(table + PITCH), size = s.get(table + ROWS) * pitch, replica = e / size,
                    base = replica * s.get(REPLICA), at = base + e % size;
            float t = s.get(s.get(table + STEP) + replica) + 1;
            float rate = rate(f.get(base + s.get(table + LEARNING_RATE)), t, logBeta1), scale = scale(t, logBeta2);
            float g = f.get(at + s.get(table + G));
            float m = guard(beta1 * f.get(at + s.get(table + MOMENT)) + (1 - beta1) * g),
                    v = guard(beta2 * f.get(at + s.get(table + SQUARES)) + (1 - beta2) * g * g);
            f.set(at + s.get(table + MOMENT), m);
            f.set(at + s.get(table + SQUARES), v);
            float w = f.get(at + s.get(table + W)) - rate * m / (TornadoMath.sqrt(v) * scale + epsilon);
            f.set(at + s.get(table + W), w);
            if (s.get(table + TRANSPOSED) > 0) {
                f
                        .set(base + s.get(table + TRANSPOSED) + e % pitch * s.get(table + TRANSPOSED_PITCH) + e % size / pitch,
                                w);
            }
        }
    }

    /** */
    static void adagrad(FloatArray f, IntArray s, int table, int count, float epsilon) {
        for (@Parallel
        int e = 0; e < count; e++) {
            Launches.count(s, e);
            int pitch = s.get(table + PITCH), size = s.get(table + ROWS) * pitch, base = e / size * s.get(REPLICA),
                    at = base + e % size;
            float g = f.get(at + s.get(table + G)), sum = f.get(at + s.get(table + SQUARES)) + g * g;
            f.set(at + s.get(table + SQUARES), sum);
            float w = f.get(at + s.get(table + W)) - f
                    .get(base + s.get(table + LEARNING_RATE)) * g / (TornadoMath.sqrt(sum) + epsilon);
            f.set(at + s.get(table + W), w);
            if (s.get(table + TRANSPOSED) > 0) {
                f
                        .set(base + s.get(table + TRANSPOSED) + e % pitch * s.get(table + TRANSPOSED_PITCH) + e % size / pitch,
                                w);
            }
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

    /**
     * eᵃ − 1 for a ≤ 0 without loss of digits near 0, where 1 − βᵗ would have lost them: by its series, then three times by e²ᵃ −
     * 1 = (eᵃ − 1)(eᵃ − 1 + 2).
     */
    private static float expm1(float a) {
        if (a < -4) return TornadoMath.exp(a) - 1;
        float x = a * 0.125f;
        float q = x * (1 + x * (1f / 2)
                * (1 + x * (1f / 3) * (1 + x * (1f / 4) * (1 + x * (1f / 5) * (1 + x * (1f / 6) * (1 + x * (1f / 7)))))));
        q = q * (q + 2);
        q = q * (q + 2);
        return q * (q + 2);
    }
}
