package tornadovae.experiment.plan;

import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;

/**
 * As much of a data set as a plan needs to know.
 *
 * @param width  pixels a row
 * @param height rows
 * @param train  training images
 * @param test   test images
 * @param digest which images they are
 */
public record DataShape(int width, int height, int train, int test, DataDigest digest) {

    /** The shape of images that nobody has looked at. */
    public DataShape(int width, int height, int train, int test) {
        this(width, height, train, test, DataDigest.UNKNOWN);
    }

    public static DataShape of(Dataset data) {
        return new DataShape(data.width(), data.height(), data.train().count(), data.test().count(), DataDigest.of(data));
    }

    public int pixels() {
        return width * height;
    }

    /** Bytes of the images, one a pixel. */
    public long bytes() {
        return (long) pixels() * (train + test);
    }
}
