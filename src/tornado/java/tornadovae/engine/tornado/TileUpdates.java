package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.ProductTable.*;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The optimisers of {@link Updates}, one number at a time, for GPUs. Indices are those of the number, its moment and its square.
 */
final class TileUpdates {

    private TileUpdates() {}

    // m ← β₁ m + (1 − β₁) g;  v ← β₂ v + (1 − β₂) g²;  w ← w − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
    static void adam(FloatArray f, int weight, int moment, int square, float rate, float scale, float beta1, float beta2,
            float epsilon, float g) {
        float m = UpdateLoops.guard(beta1 * f.get(moment) + (1 - beta1) * g),
                v = UpdateLoops.guard(beta2 * f.get(square) + (1 - beta2) * g * g);
        float w = f.get(weight) - rate * m / (TornadoMath.sqrt(v) * scale + epsilon);
        f.set(moment, m);
        f.set(square, v);
        f.set(weight, w);
    }

    // s ← s + g²;  w ← w − η g / (√s + ε)
    static void adagrad(FloatArray f, int weight, int square, float rate, float epsilon, float g) {
        float sum = f.get(square) + g * g, w = f.get(weight) - rate * g / (TornadoMath.sqrt(sum) + epsilon);
        f.set(square, sum);
        f.set(weight, w);
    }

    /** Bias {@code o} of a layer with its gradient. */
    static void bias(int rule, FloatArray f, IntArray s, int table, int base, int o, float g) {
        if (rule == Updates.NONE) f.set(base + s.get(table + DB) + o, g);
        else {
            one(rule, f, s, table, base, base + s.get(table + BIAS_W) + o, base + s.get(table + BIAS_MOMENT) + o,
                    base + s.get(table + BIAS_SQUARES) + o, g);
        }
    }

    /**
     * Updates of gradients that are kept and scaled on the way, {@link tornadovae.graph.Multiply}: weights and biases of all
     * layers in one launch, a number an item.
     *
     * @param table {@code count} tables one after another, of {@link ProductTable}: GROUPS, ROWS, COLUMNS, DW, FACTOR and what
     * {@link #one} reads
     */
    static void scaled(KernelContext context, FloatArray f, IntArray s, int table, int count, int rule) {
        Launches.count(s, context.globalIdx + context.globalIdz);
        int group = context.groupIdx, at = table, base = context.globalIdz * s.get(REPLICA);
        for (int p = 1; p < count && group >= s.get(at + GROUPS); p++) {
            group -= s.get(at + GROUPS);
            at += SIZE;
        }
        int e = group * context.localGroupSizeX + context.localIdx;
        if (e < s.get(at + ROWS) * s.get(at + COLUMNS)) {
            float g = f.get(base + s.get(at + DW) + e) * f.get(base + s.get(at + FACTOR));
            one(rule, f, s, at, base, base + s.get(at + W) + e, base + s.get(at + MOMENT) + e, base + s.get(at + SQUARES) + e, g);
        }
    }

    /** An update by itself. Table: RULE, RATES. */
    private static void one(int rule, FloatArray f, IntArray s, int table, int base, int weight, int moment, int square,
            float g) {
        int rates = base + s.get(table + RATES), numbers = s.get(table + RULE);
        if (rule == Updates.ADAM) {
            adam(f, weight, moment, square, f.get(rates + Updates.RATE), f.get(rates + Updates.CORRECTION),
                    f.get(numbers + Updates.BETA1), f.get(numbers + Updates.BETA2), f.get(numbers + Updates.ADAM_EPSILON), g);
        } else adagrad(f, weight, square, f.get(rates + Updates.RATE), f.get(numbers + Updates.ADAGRAD_EPSILON), g);
    }

    /** One of a rule's numbers, 0 where the rule has none. */
    static float number(FloatArray f, int at, boolean has) {
        float number = 0;
        if (has) number = f.get(at);
        return number;
    }
}
