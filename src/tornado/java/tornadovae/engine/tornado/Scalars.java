package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The small ops of a program in one launch: a work-group a replica goes through a list of instructions. Sums are trees in local memory; what works on single
 * numbers is done by the group's first item.
 */
final class Scalars {

    /** Integers of one instruction: its code, then its arguments. */
    static final int INSTRUCTION = 8;

    /** {@code MEAN: value, size, mean, divisor}: Σ over all numbers, padding too, which is 0, divided. */
    static final int MEAN = 1;
    /** {@code SCALED_ADD: a, w, b, sum}. */
    static final int SCALED_ADD = 2;
    /** {@code PRODUCT: w, ∂sum, ∂b}. */
    static final int PRODUCT = 3;
    /** {@code FILL: tensor, constant}: the value lies among the constants. */
    static final int FILL = 4;
    /** {@code RAMP: step, rise, period, target, weight}. */
    static final int RAMP = 5;
    /** {@code STORE: value, cursor, batches, all}. */
    static final int STORE = 6;
    /** {@code ADVANCE: counter}. */
    static final int ADVANCE = 7;
    /** {@code ADAM_RATES: learning rate, step, constants of the rule, rates}: η/(1 − β₁ᵗ) and 1/√(1 − β₂ᵗ), side by side. */
    static final int ADAM_RATES = 8;
    /** {@code ABSOLUTE_DIFFERENCE: value, target, difference}. */
    static final int ABSOLUTE_DIFFERENCE = 9;

    /** Numbers that an item reads at a time, so that it waits for memory once for all of them. */
    private static final int LOADS = 8;

    /** The largest work-group. */
    static final int LARGEST_GROUP = 256;

    private Scalars() {}

    /** @param table {@code count} instructions */
    static void run(KernelContext context, FloatArray f, IntArray s, int table, int count) {
        Launches.count(s, context.globalIdx);
        float[] sums = context.allocateFloatLocalArray(LARGEST_GROUP);
        float[] loaded = new float[LOADS];
        int lane = context.localIdx, lanes = context.localGroupSizeX, replica = context.groupIdx, base = replica * s.get(0);
        for (int q = 0; q < count; q++) {
            int at = table + q * INSTRUCTION;
            if (s.get(at) == MEAN) {
                int value = base + s.get(at + 1), size = s.get(at + 2);
                float sum = 0;
                for (int first = lane; first < size; first += LOADS * lanes) {
                    for (int r = 0; r < LOADS; r++) {
                        float next = 0;
                        if (first + r * lanes < size) next = f.get(value + first + r * lanes);
                        loaded[r] = next;
                    }
                    for (int r = 0; r < LOADS; r++) sum += loaded[r];
                }
                sums[lane] = sum;
                context.localBarrier();
                for (int half = lanes >> 1; half > 0; half >>= 1) {
                    if (lane < half) sums[lane] += sums[lane + half];
                    context.localBarrier();
                }
                if (lane == 0) f.set(base + s.get(at + 3), sums[0] / s.get(at + 4));
            } else if (lane == 0) {
                single(f, s, at, replica, base);
            }
            context.globalBarrier();
        }
    }

    /** One instruction that works on single numbers. */
    static void single(FloatArray f, IntArray s, int at, int replica, int base) {
        int code = s.get(at), a = s.get(at + 1), b = s.get(at + 2), c = s.get(at + 3), d = s.get(at + 4);
        if (code == SCALED_ADD) f.set(base + d, f.get(base + a) + f.get(base + b) * f.get(base + c));
        if (code == PRODUCT) f.set(base + c, f.get(base + a) * f.get(base + b));
        if (code == FILL) f.set(base + a, f.get(b));
        if (code == RAMP) f.set(base + s.get(at + 5), f.get(base + d) * ScalarLoops.fraction(s.get(a + replica), s.get(b + replica), s.get(c + replica)));
        if (code == STORE) f.set(base + d + s.get(b + replica) % c, f.get(base + a));
        if (code == ADVANCE) s.set(a + replica, s.get(a + replica) + 1);
        if (code == ADAM_RATES) {
            float t = s.get(b + replica) + 1;
            f.set(base + d, UpdateLoops.rate(f.get(base + a), t, f.get(c + 2)));
            f.set(base + d + 1, UpdateLoops.scale(t, f.get(c + 3)));
        }
        if (code == ABSOLUTE_DIFFERENCE) f.set(base + c, TornadoMath.abs(f.get(base + a) - f.get(base + b)));
    }
}
