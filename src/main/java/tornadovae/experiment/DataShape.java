package tornadovae.experiment;

import tornadovae.data.Dataset;

/** As much of a data set as a plan needs to know: pixels a row, rows, and how many images. */
public record DataShape(int width, int height, int train, int test) {

    public static DataShape of(Dataset data) {
        return new DataShape(data.width(), data.height(), data.train().count(), data.test().count());
    }

    public int pixels() {
        return width * height;
    }

    /** Bytes of the images, one a pixel. */
    public long bytes() {
        return (long) pixels() * (train + test);
    }
}
