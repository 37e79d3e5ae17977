package tornadovae.experiment.plan;

import java.util.List;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.data.Field;

/**
 * As much of a data set as a plan needs to know.
 *
 * @param width  pixels a row
 * @param height rows
 * @param channels 1 for grey, 3 for colour
 * @param train  training images
 * @param test   test images
 * @param digest which images they are
 * @param fields what each value means in a user's table; empty for images
 */
public record DataShape(int width, int height, int channels, int train, int test, DataDigest digest, List<Field> fields) {

    /** The shape of grey images that nobody has looked at. */
    public DataShape(int width, int height, int train, int test) {
        this(width, height, 1, train, test, DataDigest.UNKNOWN, List.of());
    }

    public static DataShape of(Dataset data) {
        return new DataShape(data.width(), data.height(), data.channels(), data.train().count(), data.test().count(),
                DataDigest.of(data), data.fields());
    }

    /** Values an image: pixels times channels. */
    public int pixels() {
        return width * height * channels;
    }

    /** Bytes of the images, one a pixel. */
    public long bytes() {
        return (long) pixels() * (train + test);
    }
}
