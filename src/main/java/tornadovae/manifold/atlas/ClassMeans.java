package tornadovae.manifold.atlas;

import tornadovae.data.Part;

/**
 * The mean image of each class.
 *
 * @param images {@code [classes][pixels]}, in [0, 1]; NaN for a class without images
 */
record ClassMeans(double[][] images) {

    /** @param part with labels, 0 … classes − 1 */
    static ClassMeans of(Part part, int classes) {
        int pixels = part.images().columns();
        long[][] sums = new long[classes][pixels];
        int[] counts = new int[classes];
        for (int i = 0; i < part.count(); i++) {
            byte[] image = part.images().pixels()[i];
            long[] sum = sums[part.labels()[i]];
            for (int j = 0; j < pixels; j++) sum[j] += image[j] & 0xFF;
            counts[part.labels()[i]]++;
        }
        double[][] means = new double[classes][pixels];
        for (int c = 0; c < classes; c++) {
            for (int j = 0; j < pixels; j++) means[c][j] = sums[c][j] / (255.0 * counts[c]);
        }
        return new ClassMeans(means);
    }

    /** {@code [classes][classes]}: ‖m_a − m_b‖, in units of one pixel from black to white. */
    double[][] distances() {
        int classes = images.length;
        double[][] distances = new double[classes][classes];
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < a; b++) {
                double sum = 0;
                for (int j = 0; j < images[a].length; j++) sum += (images[a][j] - images[b][j]) * (images[a][j] - images[b][j]);
                distances[a][b] = distances[b][a] = Math.sqrt(sum);
            }
        }
        return distances;
    }
}
