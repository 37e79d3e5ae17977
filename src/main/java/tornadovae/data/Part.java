package tornadovae.data;

import tornadovae.graph.Images;

/**
 * The training or the test half of a data set.
 *
 * @param images  the pixels
 * @param labels  {@code [images]}, the class of each; empty where there are none
 * @param factors {@code [images][factors]}, the true factor values of each; empty where they are not known
 */
public record Part(Images images, int[] labels, float[][] factors) {

    public Part {
        if (labels.length != 0 && labels.length != images.count())
            throw new IllegalArgumentException(images.count() + " images cannot have " + labels.length + " labels");
        if (factors.length != 0 && factors.length != images.count())
            throw new IllegalArgumentException(images.count() + " images cannot have " + factors.length + " rows of factors");
    }

    /** The number of images. */
    public int count() {
        return images.count();
    }

    public boolean hasLabels() {
        return labels.length != 0;
    }
}
