package tornadovae.data.source;

import tornadovae.math.Philox.Stream;
import tornadovae.math.Philox;

/**
 * A random order of 0 … count − 1 that is a function of the seed and needs no memory: a Feistel network is a permutation of 2²ᵏ
 * numbers whatever its round function, and walking on until the number is below count makes it one of count numbers (Black and
 * Rogaway, "Ciphers with arbitrary finite domains", 2002).
 */
record Shuffled(int count, int seed) {

    private static final int ROUNDS = 6;

    Shuffled {
        if (count < 1) throw new IllegalArgumentException("an order of " + count + " numbers");
    }

    /** The number at a place; every number is at one. */
    int at(int place) {
        // half of the bits of the next power of four
        int bits = Math.max(1, (33 - Integer.numberOfLeadingZeros(count - 1)) / 2), mask = (1 << bits) - 1;
        int i = place;
        do {
            int left = i >>> bits, right = i & mask;
            for (int round = 0; round < ROUNDS; round++) {
                int next = left ^ Philox.word(seed, Stream.DATA, round, right) & mask;
                left = right;
                right = next;
            }
            i = left << bits | right;
        } while (i >= count);
        return i;
    }
}
