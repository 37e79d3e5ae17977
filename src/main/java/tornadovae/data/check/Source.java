package tornadovae.data.check;

import java.util.function.IntFunction;

/**
 * Where the images of a data set were read, for sentences about them.
 *
 * @param train names training image i: its file, or its file and number
 * @param test  likewise
 * @param files what was noticed while files were read
 */
public record Source(IntFunction<String> train, IntFunction<String> test, PngFindings files) {

    String name(Half half, int image) {
        return (half == Half.TRAIN ? train : test).apply(image);
    }
}
