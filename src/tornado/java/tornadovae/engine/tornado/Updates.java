package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * The optimisers on sixteen weights whose gradients have just been summed, and on the biases of the same rows
 * ({@link tornadovae.graph.Adam}, {@link tornadovae.graph.Adagrad}).
 */
final class Updates {

    /** Keep the gradients and update nothing. */
    static final int NONE = 0;
    static final int ADAM = 1, ADAGRAD = 2;

    /** What stands among the constants of Adam, and of Adagrad. */
    static final int BETA1 = 0, BETA2 = 1, LOG_BETA1 = 2, LOG_BETA2 = 3, ADAM_EPSILON = 4, ADAGRAD_EPSILON = 0;
    /** Adam's η/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ), side by side. */
    static final int RATE = 0, CORRECTION = 1;

    private Updates() {}

    /** Weights [o, n …] with their gradient g. */
    static void row(int rule, FloatArray f, IntArray s, int table, int base, int o, int n, int gap, int columns, Float16 g) {
        int at = base + o * s.get(table + W_PITCH) + n;
        if (rule == NONE) {
            Vectors.store(f, at + s.get(table + DW), gap, columns, g);
        } else {
            Float16 w = Vectors.load(f, at + s.get(table + W), gap), squares = Vectors.load(f, at + s.get(table + SQUARES), gap);
            Float16 step;
            if (rule == ADAM) {
                // m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  w ← w − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
                int rates = base + s.get(table + RATES), constants = s.get(table + RULE);
                float beta1 = f.get(constants + BETA1), beta2 = f.get(constants + BETA2);
                Float16 m = guard(
                        Vectors.multiplyAdd(Float16.mult(Vectors.load(f, at + s.get(table + MOMENT), gap), beta1), g, 1 - beta1));
                squares = guard(Vectors.multiplyAdd(Float16.mult(squares, beta2), Float16.mult(g, g), 1 - beta2));
                Vectors.store(f, at + s.get(table + MOMENT), gap, columns, m);
                Float16 denominator = Float16.add(Float16.mult(Vectors.sqrt(squares), f.get(rates + CORRECTION)),
                        f.get(constants + ADAM_EPSILON));
                step = Float16.div(Float16.mult(m, f.get(rates + RATE)), denominator);
            } else {
                // s ← s + g²;  w ← w − η g / (√s + ε)
                squares = Float16.add(squares, Float16.mult(g, g));
                step = Float16.div(Float16.mult(g, f.get(base + s.get(table + RATES))),
                        Float16.add(Vectors.sqrt(squares), f.get(s.get(table + RULE) + ADAGRAD_EPSILON)));
            }
            w = Float16.sub(w, step);
            Vectors.store(f, at + s.get(table + SQUARES), gap, columns, squares);
            Vectors.store(f, at + s.get(table + W), gap, columns, w);
            if (s.get(table + TRANSPOSED) > 0) {
                Vectors.storeDown(f, base + s.get(table + TRANSPOSED) + n * s.get(table + TRANSPOSED_PITCH) + o,
                        s.get(table + TRANSPOSED_PITCH), gap, columns, w);
            }
        }
    }

    /** Biases of rows o … o + rows − 1: ∂b[o] = Σ_k A[o, k], A being ∂aᵀ. */
    static void bias(int rule, FloatArray f, IntArray s, int table, int base, int o, int rows) {
        for (int q = 0; q < rows; q++) {
            int a = base + s.get(table + A) + (o + q) * s.get(table + A_ROW), length = s.get(table + K),
                    step = s.get(table + A_K);
            float g = 0;
            for (int k = 0; k < length; k++) g += f.get(a + k * step);
            int at = base + o + q;
            if (rule == NONE) f.set(at + s.get(table + DB), g);
            if (rule == ADAM) {
                int rates = base + s.get(table + RATES), constants = s.get(table + RULE);
                float beta1 = f.get(constants + BETA1), beta2 = f.get(constants + BETA2);
                float m = UpdateLoops.guard(beta1 * f.get(at + s.get(table + BIAS_MOMENT)) + (1 - beta1) * g);
                float v = UpdateLoops.guard(beta2 * f.get(at + s.get(table + BIAS_SQUARES)) + (1 - beta2) * g * g);
                f.set(at + s.get(table + BIAS_MOMENT), m);
                f.set(at + s.get(table + BIAS_SQUARES), v);
                f.set(at + s.get(table + BIAS_W),
                        f.get(at + s.get(table + BIAS_W)) - f
                                .get(rates + RATE) * m
                                / (TornadoMath.sqrt(v) * f.get(rates + CORRECTION) + f
                                        .get(constants + ADAM_EPSILON)));
            }
            if (rule == ADAGRAD) {
                float sum = f.get(at + s.get(table + BIAS_SQUARES)) + g * g;
                f.set(at + s.get(table + BIAS_SQUARES), sum);
                f.set(at + s.get(table + BIAS_W),
                        f.get(at + s.get(table + BIAS_W)) - f
                                .get(base + s.get(table + RATES)) * g
                                / (TornadoMath.sqrt(sum) + f
                                        .get(s.get(table + RULE) + ADAGRAD_EPSILON)));
            }
        }
    }

    /**
     * Draws moments by 10⁻³⁰ towards 0, so that none stays among the numbers that are slow on CPUs; vectors have no comparison.
     * NaN stays NaN.
     */
    private static Float16 guard(Float16 moment) {
        Float16 threshold = Vectors.splat(UpdateLoops.DENORMAL_GUARD), zero = Vectors.splat(0);
        Float16 drawn =
                Float16.add(Float16.max(Float16.sub(moment, threshold), zero), Float16.min(Float16.add(moment, threshold), zero));
        return Float16.add(drawn, Float16.mult(moment, 0f));
    }
}
