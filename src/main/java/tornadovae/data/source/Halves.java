package tornadovae.data.source;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import tornadovae.UserError;

/**
 * Which of a user's images are for training and which for testing, where the user does not say: the name of each decides, one of
 * ten for testing, so that a new image moves no other.
 *
 * @param train their numbers, in order
 * @param test  likewise
 * @param count of all of which they were chosen
 */
record Halves(int[] train, int[] test, int count) {

    private static final int TEST_ONE_OF = 10;

    /**
     * @param what  the set, for the sentence
     * @param names of the images
     */
    static Halves of(Object what, int count, IntFunction<String> names) {
        int[] test = IntStream.range(0, count).filter(i -> isForTesting(names.apply(i))).toArray();
        int[] train = IntStream.range(0, count).filter(i -> !isForTesting(names.apply(i))).toArray();
        if (train.length == 0 || test.length == 0) {
            throw new UserError("%s has too few examples (%d) to keep one of ten for testing; add some, or give both halves."
                    .formatted(what, count));
        }
        return new Halves(train, test, count);
    }

    /** The first of each half; 0 takes all. */
    Halves first(int mostTrain, int mostTest) {
        return new Halves(first(train, mostTrain), first(test, mostTest), count);
    }

    private static int[] first(int[] all, int most) {
        return most == 0 || most >= all.length ? all : IntStream.of(all).limit(most).toArray();
    }

    static boolean isForTesting(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % TEST_ONE_OF == 0;
    }
}
