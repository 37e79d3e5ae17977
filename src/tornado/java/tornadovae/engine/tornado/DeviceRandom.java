package tornadovae.engine.tornado;

import tornadovae.math.Philox;
import uk.ac.manchester.tornado.api.math.TornadoMath;

/** The numbers of {@link Philox} inside kernels: the same integers bit for bit, Box–Muller in float (which agrees with the CPU engine to about 10⁻⁶). */
final class DeviceRandom {

    private static final float TWO_PI = 6.2831855f;

    private DeviceRandom() {}

    /** @param stream the ordinal of a {@link Philox.Stream} */
    static int word(int seed, int stream, int step, int index) {
        return Philox.word((index >> 2) & 0x3FFFFFFF, 0, step, stream, seed, 0, index & 3);
    }

    static float uniform(int seed, int stream, int step, int index) {
        return Philox.toUnit(word(seed, stream, step, index));
    }

    static float normal(int seed, int stream, int step, int index) {
        return boxMuller(word(seed, stream, step, index & ~1), word(seed, stream, step, index | 1), index & 1);
    }

    /** √(−2 ln u₁) · cos 2πu₂, or sin where {@code which} is 1. */
    static float boxMuller(int radiusWord, int angleWord, int which) {
        float radius = TornadoMath.sqrt(-2 * TornadoMath.log((((radiusWord >> 8) & 0xFFFFFF) + 1) * 0x1p-24f));
        float angle = TWO_PI * Philox.toUnit(angleWord);
        return radius * (which == 0 ? TornadoMath.cos(angle) : TornadoMath.sin(angle));
    }
}
