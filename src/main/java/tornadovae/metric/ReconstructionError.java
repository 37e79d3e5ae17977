package tornadovae.metric;

import java.util.Arrays;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.train.TrainedModel;

/**
 * The squared error of a reconstruction by the decoder's mean at z = μ(x), without noise: Σ_c (x_c − x̂_c)² of every test image,
 * with x and x̂ in [0, 1] for binary and grey pixels.
 *
 * @param pixels pixels an image
 * @param ofImage {@code [images]}: summed over pixels; over {@code pixels} it is the mean squared error
 */
public record ReconstructionError(int pixels, double[] ofImage) {

    private static final int AT_ONCE = 1_000;

    /** The errors of the first {@code count} test images, or of all if there are fewer. */
    public static ReconstructionError of(TrainedModel model, int count) {
        Images images = model.images(Split.TEST);
        float[][] mu = model.encode(Split.TEST, count).mu();
        double[] errors = new double[mu.length];
        for (int first = 0; first < mu.length; first += AT_ONCE) {
            float[][] decoded = model.decode(Arrays.copyOfRange(mu, first, Math.min(mu.length, first + AT_ONCE)));
            for (int i = 0; i < decoded.length; i++) errors[first + i] = squaredError(images, first + i, decoded[i]);
        }
        return new ReconstructionError(images.columns(), errors);
    }

    private static double squaredError(Images images, int image, float[] decoded) {
        double sum = 0;
        for (int c = 0; c < decoded.length; c++) {
            double difference = images.value(image, c) - decoded[c];
            sum += difference * difference;
        }
        return sum;
    }

    /** (x − x̂)² averaged over the pixels of every image. */
    public double[] perPixel() {
        return Arrays.stream(ofImage).map(error -> error / pixels).toArray();
    }
}
