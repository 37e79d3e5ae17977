package tornadovae.math;

/**
 * A pseudo-random permutation of {0 … n−1} that is a pure function of (n, seed, epoch): any position can be asked for on its own,
 * so a kernel finds its minibatch without a shuffled table, and a resumed run goes on with the same order.
 *
 * <p>An alternating Feistel network (Luby and Rackoff 1988; unbalanced as in Schneier and Kelsey 1996) permutes the 2ᵏ ≥ n
 * numbers of k bits; a value outside {0 … n−1} is sent through again until it falls inside (cycle walking, Black and Rogaway
 * 2002), fewer than two passes on average since 2ᵏ &lt; 2n. All integers stay non-negative before they are shifted, because a
 * sign-extending shift is miscompiled by some OpenCL compilers.
 */
public final class Permutation {

    /**
     * Rounds of the network; round r is keyed by word r of {@link Philox.Stream#PERMUTATION} at step = epoch. Twelve make all
     * ordered pairs of numbers equally likely at the first two positions for n ≥ 10; eight would do above n = 50. Below ten,
     * where it hardly matters, some orders are likelier than others.
     */
    public static final int ROUNDS = 12;

    /** The ordinals of streams, which a kernel cannot ask for: of the order of images, and of permuted codes. */
    static final int STREAM = 1;
    public static final int CODES = 11;

    private static final int NON_NEGATIVE = 0x7FFFFFFF;

    private final int n;
    private final int lowBits;
    private final int highBits;
    private final int[] keys = new int[ROUNDS];

    /**
     * Prepares the round keys of one epoch's order.
     *
     * @param n how many numbers to permute, 1 … 2³¹−1
     * @throws IllegalArgumentException when n is not positive
     */
    public Permutation(int n, int seed, int epoch) {
        this(n, STREAM, seed, epoch);
    }

    /** The same in a stream of its own, {@link #CODES}. */
    public Permutation(int n, int stream, int seed, int epoch) {
        if (n < 1) throw new IllegalArgumentException("a permutation needs at least one number, found " + n);
        this.n = n;
        lowBits = lowBits(n);
        highBits = highBits(n);
        for (int round = 0; round < ROUNDS; round++) keys[round] = key(stream, seed, epoch, round);
    }

    /** The number at a position; positions and numbers are 0 … n−1. */
    public int at(int position) {
        if (position < 0
                || position >= n) {
            throw new IndexOutOfBoundsException("position " + position + " of a permutation of " + n);
        }
        int value = position;
        do {
            for (int round = 0; round < ROUNDS; round++) value = feistel(value, round, keys[round], lowBits, highBits);
        } while (value >= n);
        return value;
    }

    /** The same number with nothing prepared, for a kernel that asks for few positions; the position is not checked. */
    public static int at(int position, int n, int seed, int epoch) {
        return at(position, n, STREAM, seed, epoch);
    }

    /** The same in a stream of its own, {@link #CODES}. */
    public static int at(int position, int n, int stream, int seed, int epoch) {
        int lowBits = lowBits(n);
        int highBits = highBits(n);
        int value = position;
        do {
            for (int round = 0; round < ROUNDS; round++) {
                value = feistel(value, round, key(stream, seed, epoch, round), lowBits, highBits);
            }
        } while (value >= n);
        return value;
    }

    // k = ⌈log₂ n⌉ bits, split into a high half of ⌊k/2⌋ and a low half of ⌈k/2⌉
    private static int lowBits(int n) {
        return (bits(n) + 1) >> 1;
    }

    private static int highBits(int n) {
        return bits(n) >> 1;
    }

    private static int bits(int n) {
        int bits = 0;
        while (bits < 31 && ((n - 1) >> bits) > 0) bits++;
        return bits;
    }

    private static int key(int stream, int seed, int epoch, int round) {
        return Philox.word(round >> 2, 0, epoch, stream, seed, 0, round & 3) & NON_NEGATIVE;
    }

    // even rounds: high ← high ⊕ F(low, key);   odd rounds: low ← low ⊕ F(high, key)
    private static int feistel(int value, int round, int key, int lowBits, int highBits) {
        int lowMask = (1 << lowBits) - 1;
        int low = value & lowMask;
        int high = value >> lowBits;
        if ((round & 1) == 0) high ^= mix(low, key) & ((1 << highBits) - 1);
        else low ^= mix(high, key) & lowMask;
        return (high << lowBits) | low;
    }

    /** Scrambles 31 bits by two multiplications; each fold brings the well-mixed upper bits down to where the masks keep them. */
    private static int mix(int half, int key) {
        int h = ((half ^ key) * 0x9E3779B1) & NON_NEGATIVE;
        h ^= h >> 15;
        h = (h * 0x85EBCA6B) & NON_NEGATIVE;
        return h ^ (h >> 16);
    }
}
