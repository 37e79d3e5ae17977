package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;

import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.AbsoluteDifference;
import tornadovae.graph.Advance;
import tornadovae.graph.BatchMean;
import tornadovae.graph.Fill;
import tornadovae.graph.Multiply;
import tornadovae.graph.Op;
import tornadovae.graph.Ramp;
import tornadovae.graph.ScaledAdd;
import tornadovae.graph.Store;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * The small ops of a program in one launch: a work-group a replica goes through a list of instructions. Sums are trees in local
 * memory; what works on single numbers is done by the group's first item.
 */
final class Scalars {

    /** An instruction: its code, then its arguments. */
    private static final int CODE = 0, A = 1, B = 2, C = 3, D = 4, E = 5;
    static final int INSTRUCTION = 8;

    /** C = Σ over B numbers from A on, padding too, which is 0, divided by D. */
    private static final int MEAN = 1;
    /** D = A + B · C. */
    private static final int SCALED_ADD = 2;
    /** C = A · B. */
    private static final int MULTIPLY = 3;
    /** A = B, which lies among the constants. */
    private static final int FILL = 4;
    /** E = {@link tornadovae.graph.Ramp} with step A, rise B, period C and target D. */
    private static final int RAMP = 5;
    /** A is recorded at position B mod C of what begins at D. */
    private static final int STORE = 6;
    /** A + 1. */
    private static final int ADVANCE = 7;
    /** {@link Updates#RATE} and {@link Updates#CORRECTION} at D, from learning rate A, step B and the rule's constants C. */
    private static final int ADAM_RATES = 8;
    /** C = |A − B|. */
    private static final int ABSOLUTE_DIFFERENCE = 9;

    /** Numbers that an item reads at a time, so that it waits for memory once for all of them. */
    private static final int LOADS = 8;

    /** The largest work-group. */
    static final int LARGEST_GROUP = 256;

    private Scalars() {}

    /** @param partial sums by tiles that stand for what the op reads first, or null */
    static int[] instruction(Op op, Layout layout, Block partial) {
        return switch (op) {
            case BatchMean o -> {
                Block value = partial == null ? layout.block(o.value()) : partial;
                yield instruction(MEAN, value.offset(), o.value().rows() * value.pitch(), layout.at(o.mean()), o.value().rows());
            }
            case ScaledAdd o -> instruction(SCALED_ADD, layout.at(o.a()), layout.at(o.weight()), layout.at(o.b()),
                    layout.at(o.sum()));
            case Multiply o -> instruction(MULTIPLY, layout.at(o.factor()), layout.at(o.value()), layout.at(o.scaled()));
            case Fill o -> instruction(FILL, layout.at(o.tensor()), layout.constant(o.value()));
            case Ramp o -> instruction(RAMP, layout.integer(o.step()), layout.integer(o.rise()), layout.integer(o.period()),
                    layout.at(o.target()), layout.at(o.weight()));
            case AbsoluteDifference o -> instruction(ABSOLUTE_DIFFERENCE, layout.at(o.value()), layout.at(o.target()),
                    layout.at(o.difference()));
            case Store o -> instruction(STORE, layout.at(o.batch()), layout.integer(o.cursor()), o.all().rows(),
                    layout.at(o.all()));
            case Advance o -> instruction(ADVANCE, layout.integer(o.counter()));
            default -> throw new IllegalArgumentException(op + " is not done together with others");
        };
    }

    static int[] adamRates(int learningRate, int step, int constants, int rates) {
        return instruction(ADAM_RATES, learningRate, step, constants, rates);
    }

    private static int[] instruction(int code, int... arguments) {
        var instruction = new int[INSTRUCTION];
        instruction[CODE] = code;
        System.arraycopy(arguments, 0, instruction, A, arguments.length);
        return instruction;
    }

    /** @param table {@code count} instructions */
    static void run(KernelContext context, FloatArray f, IntArray s, int table, int count) {
        Launches.count(s, context.globalIdx);
        float[] sums = context.allocateFloatLocalArray(LARGEST_GROUP);
        float[] loaded = new float[LOADS];
        int lane = context.localIdx, lanes = context.localGroupSizeX, replica = context.groupIdx, base = replica * s.get(REPLICA);
        for (int q = 0; q < count; q++) {
            int at = table + q * INSTRUCTION;
            if (s.get(at + CODE) == MEAN) {
                int value = base + s.get(at + A), size = s.get(at + B);
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
                if (lane == 0) f.set(base + s.get(at + C), sums[0] / s.get(at + D));
            } else if (lane == 0) {
                single(f, s, at, replica, base);
            }
            context.globalBarrier();
        }
    }

    /** One instruction that works on single numbers. */
    static void single(FloatArray f, IntArray s, int at, int replica, int base) {
        int code = s.get(at + CODE), a = s.get(at + A), b = s.get(at + B), c = s.get(at + C), d = s.get(at + D);
        if (code == SCALED_ADD) f.set(base + d, f.get(base + a) + f.get(base + b) * f.get(base + c));
        if (code == MULTIPLY) f.set(base + c, f.get(base + a) * f.get(base + b));
        if (code == FILL) f.set(base + a, f.get(b));
        if (code == RAMP) {
            f.set(base + s.get(at + E),
                    f.get(base + d) * ScalarLoops.fraction(s.get(a + replica), s.get(b + replica), s.get(c + replica)));
        }
        if (code == STORE) f.set(base + d + s.get(b + replica) % c, f.get(base + a));
        if (code == ADVANCE) s.set(a + replica, s.get(a + replica) + 1);
        if (code == ADAM_RATES) {
            float t = s.get(b + replica) + 1;
            f.set(base + d + Updates.RATE, UpdateLoops.rate(f.get(base + a), t, f.get(c + Updates.LOG_BETA1)));
            f.set(base + d + Updates.CORRECTION, UpdateLoops.scale(t, f.get(c + Updates.LOG_BETA2)));
        }
        if (code == ABSOLUTE_DIFFERENCE) f.set(base + c, TornadoMath.abs(f.get(base + a) - f.get(base + b)));
    }
}
