package tornadovae.engine.tornado;

import tornadovae.math.Philox;
import uk.ac.manchester.tornado.api.math.TornadoMath;

/**
 * The numbers of {@link Philox} inside kernels: the same integers bit for bit, Box–Muller in float (which agrees with the CPU
 * engine to about 10⁻⁶).
 */
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
        return radius * cosineOfTurns(Philox.toUnit(angleWord), which);
    }

    /**
     * cos 2πu, or sin where {@code which} is 1, for u ∈ [0, 1): Taylor's series on the eighth of a turn that is left when whole
     * quarters are taken off, which are exact in float. Errors below 2·10⁻⁷. A device's own functions take any angle, and need
     * memory for that.
     */
    private static float cosineOfTurns(float u, int which) {
        int quarter = (int) (4 * u + 0.5f);
        float x = TWO_PI * (u - 0.25f * quarter), q = x * x;
        float sin = x * (1 - q * (1f / 6) * (1 - q * (1f / 20) * (1 - q * (1f / 42) * (1 - q * (1f / 72)))));
        float cos = 1 - q * (1f / 2) * (1 - q * (1f / 12) * (1 - q * (1f / 30) * (1 - q * (1f / 56) * (1 - q * (1f / 90)))));
        // sin(x + k quarters) is ±sin or ±cos by k mod 4; cos is the sine a quarter further
        int k = (which == 1 ? quarter : quarter + 1) & 3;
        float value = (k & 1) == 0 ? sin : cos;
        return k >= 2 ? -value : value;
    }
}
