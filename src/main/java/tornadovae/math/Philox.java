package tornadovae.math;

/**
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011): random words as a pure
 * function of a counter and a key, so that a result depends neither on threads nor on the order in which kernels run.
 *
 * <p>value = f(seed, stream, step, index): the key is (seed, 0), the counter is (index / 4, 0, step, stream), and
 * {@code index % 4} picks one of the four words.
 */
public final class Philox {

    /** What the numbers are for; numbers of different streams are independent. */
    public enum Stream {
        INITIALISATION, PERMUTATION, EPSILON, BINARISATION, PRIOR, EVALUATION, DATA, EVALUATION_BINARISATION, IMPORTANCE, MEASURE,
        DISENTANGLEMENT, PERMUTED_CODES
    }

    private static final int ROUNDS = 10;
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox() {}

    /** Word {@code index & 3} of block {@code index >>> 2}: 32 uniform bits. */
    public static int word(int seed, Stream stream, int step, int index) {
        return word(index >>> 2, 0, step, stream.ordinal(), seed, 0, index & 3);
    }

    /** Uniform in [0, 1), a multiple of 2⁻²⁴. */
    public static float uniform(int seed, Stream stream, int step, int index) {
        return toUnit(word(seed, stream, step, index));
    }

    /**
     * Standard normal: number {@code index & 1} of the Box–Muller pair made from words {@code index & ~1} and {@code index | 1}.
     */
    public static float normal(int seed, Stream stream, int step, int index) {
        int radiusWord = word(seed, stream, step, index & ~1);
        int angleWord = word(seed, stream, step, index | 1);
        return boxMuller(radiusWord, angleWord, index & 1);
    }

    /** Words 4·block … 4·block + 3 at once, for who needs many. */
    public static void block(int seed, Stream stream, int step, int block, int[] words) {
        block(block, 0, step, stream.ordinal(), seed, 0, words);
    }

    /**
     * The bare function on a 128-bit counter and a 64-bit key, as the published vectors of Random123 test it; {@code which} ∈ {0,
     * 1, 2, 3}. Without an array and without {@code >>>}, so that it can be compiled for devices.
     */
    public static int word(int c0, int c1, int c2, int c3, int k0, int k1, int which) {
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            int next0 = (int) (product1 >> 32) ^ c1 ^ k0;
            int next2 = (int) (product0 >> 32) ^ c3 ^ k1;
            c1 = (int) product1;
            c3 = (int) product0;
            c0 = next0;
            c2 = next2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return which == 0 ? c0 : which == 1 ? c1 : which == 2 ? c2 : c3;
    }

    private static void block(int c0, int c1, int c2, int c3, int k0, int k1, int[] words) {
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long product1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            int next0 = (int) (product1 >>> 32) ^ c1 ^ k0;
            int next2 = (int) (product0 >>> 32) ^ c3 ^ k1;
            c1 = (int) product1;
            c3 = (int) product0;
            c0 = next0;
            c2 = next2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }

    /** The upper 24 bits as a fraction in [0, 1): exact in float. */
    public static float toUnit(int word) {
        return ((word >> 8) & 0xFFFFFF) * 0x1p-24f;
    }

    /** Number {@code which} ∈ {0, 1} of the pair √(−2 ln u₁) · (cos 2πu₂, sin 2πu₂): standard normal. */
    public static float boxMuller(int radiusWord, int angleWord, int which) {
        double angle = angle(angleWord);
        return (float) (radius(radiusWord) * (which == 0 ? Math.cos(angle) : Math.sin(angle)));
    }

    /** Box–Muller's √(−2 ln u₁) with u₁ ∈ (0, 1]; at most √(48 ln 2) ≈ 5.77. */
    public static double radius(int word) {
        return Math.sqrt(-2 * Math.log(((word >>> 8) + 1) * 0x1p-24));
    }

    /** Box–Muller's 2πu₂ with u₂ ∈ [0, 1). */
    public static double angle(int word) {
        return 2 * Math.PI * toUnit(word);
    }
}
