package tornadovae.data.source;

import java.util.Arrays;
import java.util.stream.IntStream;
import tornadovae.UserError;
import tornadovae.data.DataSpec;

/**
 * Which images of a set that is ordered by its factors are taken: a random sample without repetition, of which the seed decides.
 * Training images stand at the first places of a random order of all, test images at the last, so that more of one half move
 * none of the other.
 *
 * @param train their numbers
 * @param test  likewise
 */
record Sample(int[] train, int[] test) {

    static final int DEFAULT_TRAIN = 20_000;
    static final int DEFAULT_TEST = 4_000;

    /** As many as a specification asks for; of few images five of six are for training by default. */
    static Sample of(DataSpec spec, int count) {
        int few = Math.min(DEFAULT_TEST, Math.max(1, count / 6));
        int test = spec.test() == 0 ? few : spec.test();
        int train = spec.train() == 0 ? Math.min(DEFAULT_TRAIN, count - Math.min(count, test)) : spec.train();
        if (train < 1 || (long) train + test > count) {
            throw new UserError("%s has %d images, found %d for training and %d for testing; ask for at most %d training images."
                    .formatted(spec.name(), count, train, test, Math.max(0, count - test)));
        }
        var order = new Shuffled(count, spec.seed());
        return new Sample(IntStream.range(0, train).map(order::at).toArray(),
                IntStream.range(0, test).map(i -> order.at(count - 1 - i)).toArray());
    }

    /** All numbers of both halves, ascending: files are read in their own order. */
    int[] ascending() {
        int[] all = IntStream.concat(Arrays.stream(train), Arrays.stream(test)).toArray();
        Arrays.sort(all);
        return all;
    }

    /** What was read of {@link #ascending}, in the order of a half. */
    static byte[][] ordered(int[] half, int[] ascending, byte[][] read) {
        return Arrays.stream(half).mapToObj(number -> read[Arrays.binarySearch(ascending, number)]).toArray(byte[][]::new);
    }
}
