package tornadovae.data;

import tornadovae.UserError;
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
        if (labels.length != 0 && labels.length != images.count()) {
            throw new IllegalArgumentException(images.count() + " images cannot have " + labels.length + " labels");
        }
        if (factors.length != 0 && factors.length != images.count()) {
            throw new IllegalArgumentException(images.count() + " images cannot have " + factors.length + " rows of factors");
        }
    }

    /** Images without labels: {@code [images][columns]}, values from 0 to 1. */
    static Part of(int columns, float[][] values) {
        byte[][] pixels = new byte[values.length][];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = new byte[values[i].length];
            for (int c = 0; c < values[i].length; c++) {
                if (!(values[i][c] >= 0 && values[i][c] <= 1)) {
                    throw new UserError("Pixels must lie between 0 and 1, found " + values[i][c] + " in image " + i + ".");
                }
                pixels[i][c] = (byte) Math.round(255 * values[i][c]);
            }
        }
        return new Part(new Images(columns, pixels), new int[0], new float[0][]);
    }

    /** The number of images. */
    public int count() {
        return images.count();
    }

    public boolean hasLabels() {
        return labels.length != 0;
    }
}
