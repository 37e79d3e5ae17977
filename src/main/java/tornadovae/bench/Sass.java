package tornadovae.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * NVIDIA's machine code as far as counting needs it: which instruction each is and where branches lead. From compute capability
 * 7.0 on an instruction has 128 bits, of which the lowest nine say what it does. Compared with {@code cuobjdump -sass} of CUDA
 * 13.1 for sm_80 and sm_90.
 */
final class Sass {

    static final int OLDEST = 70, NEWEST = 90;

    private static final int BYTES = 16;
    private static final int FFMA = 0x023, NOP = 0x118, BAR = 0x11d, BRA = 0x147;

    /**
     * A stretch of code that a branch at its end repeats.
     *
     * @param first its first instruction, by number; {@code last} is the branch
     */
    record Loop(int first, int last) {

        boolean encloses(Loop other) {
            return !equals(other) && first <= other.first && other.last <= last;
        }
    }

    private final int[] operations;
    private final List<Loop> loops;

    /** @param architecture compute capability × 10 */
    Sass(byte[] code, int architecture) {
        if (architecture < OLDEST || architecture > NEWEST) {
            throw new IllegalArgumentException("sm_" + architecture + " is not of sm_" + OLDEST + " … sm_" + NEWEST);
        }
        var words = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        operations = new int[code.length / BYTES];
        // of loops, by where they begin: those that begin together are one with several branches back
        var ends = new TreeMap<Integer, Integer>();
        for (int i = 0; i < operations.length; i++) {
            long low = words.get(2 * i), high = words.get(2 * i + 1);
            operations[i] = (int) low & 0x1ff;
            if (operations[i] != BRA) continue;
            int target = i + 1 + (int) (4 * jump(low, high, architecture) / BYTES);
            if (target < i) ends.merge(target, i, Math::max); // a branch to itself is the end of the code
        }
        loops = ends.entrySet().stream().map(loop -> new Loop(loop.getKey(), loop.getValue())).toList();
    }

    /** In units of four bytes, from the next instruction on. */
    private static long jump(long low, long high, int architecture) {
        long offset = (low >>> 34 | (high & 0x3ffff) << 30) << 16 >> 16; // 48 bits with a sign
        return architecture >= 90 ? offset << 8 | low >>> 16 & 0xff : offset;
    }

    /** The innermost loop with the most multiply-adds, the shortest of several; empty where there are none in any. */
    Optional<Loop> busiest() {
        return loops.stream().filter(loop -> loops.stream().noneMatch(loop::encloses)).filter(loop -> multiplyAdds(loop) > 0)
                .max(Comparator.<Loop>comparingInt(this::multiplyAdds).thenComparingInt(loop -> loop.first() - loop.last()));
    }

    /**
     * The smallest loop around another one in which work items wait for each other: a stage of a tiled sum. Empty where they
     * already do so inside.
     */
    Optional<Loop> stage(Loop inner) {
        if (count(inner, BAR) > 0) return Optional.empty();
        return loops.stream().filter(loop -> loop.encloses(inner) && count(loop, BAR) > 0)
                .min(Comparator.comparingInt(loop -> loop.last() - loop.first()));
    }

    int instructions(Loop loop) {
        return loop.last() - loop.first() + 1 - count(loop, NOP);
    }

    int multiplyAdds(Loop loop) {
        return count(loop, FFMA);
    }

    /** All of the code, as a loop. */
    Loop all() {
        return new Loop(0, operations.length - 1);
    }

    private int count(Loop loop, int operation) {
        int count = 0;
        for (int i = loop.first(); i <= loop.last(); i++) {
            if (operations[i] == operation) count++;
        }
        return count;
    }
}
