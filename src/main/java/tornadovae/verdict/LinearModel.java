package tornadovae.verdict;

import java.util.stream.IntStream;
import tornadovae.graph.Images;

/**
 * What a linear model with a Gaussian decoder of the same width makes of images: x ~ N(m, B S Bᵀ + Ψ) with the first principal
 * components and a variance of its own for what is left of every pixel, and the projection on these components as reconstruction.
 * (Tipping and Bishop 1999 have one variance for all pixels; a VAE's decoder does not, so this one may not be worse off.)
 *
 * @param losses {@code [images]}: −log p(x), nats, exact
 * @param errors {@code [images]}: squared error of the projection, summed over pixels
 */
record LinearModel(double[] losses, double[] errors) {

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /**
     * @param constant has the pixels' variances
     * @param floor    of a pixel's variance, as the decoder has it
     * @param count    images, the first of them
     */
    static LinearModel of(PrincipalComponents pca, MeanImage constant, double floor, Images images, int count) {
        int pixels = images.columns(), k = pca.width();
        double[][] loadings = loadings(pca);
        double[] left = new double[pixels];
        double logDeterminant = 0;
        for (int c = 0; c < pixels; c++) {
            left[c] = constant.variance()[c];
            for (int a = 0; a < k; a++) left[c] -= loadings[a][c] * loadings[a][c];
            left[c] = Math.max(left[c], floor);
            logDeterminant += Math.log(left[c]);
        }
        double[][] inner = new double[k][k];   // I + Wᵀ Ψ⁻¹ W
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                for (int c = 0; c < pixels; c++) inner[a][b] += loadings[a][c] * loadings[b][c] / left[c];
                if (a == b) inner[a][b] += 1;
            }
        }
        var cholesky = Cholesky.of(inner, 1e-12);
        double constantPart = 0.5 * (pixels * LOG_TWO_PI + logDeterminant + cholesky.logDeterminant());
        int n = Math.min(count, images.count());
        double[] losses = new double[n], errors = new double[n];
        IntStream.range(0, n).parallel().forEach(i -> {
            double[] rest = new double[pixels], projected = new double[k];
            double quadratic = 0, squares = 0;
            for (int c = 0; c < pixels; c++) {
                double off = (images.pixels()[i][c] & 0xFF) / 255.0 - pca.mean()[c];
                rest[c] = off / left[c];
                quadratic += off * rest[c];
                squares += off * off;
            }
            for (int a = 0; a < k; a++) {
                for (int c = 0; c < pixels; c++) projected[a] += loadings[a][c] * rest[c];
            }
            losses[i] = constantPart + 0.5 * (quadratic - cholesky.quadratic(projected));   // Woodbury's identity
            for (double along : pca.coordinates(images, i)) squares -= along * along;
            errors[i] = Math.max(0, squares);
        });
        return new LinearModel(losses, errors);
    }

    /** {@code [k][pixels]}: W with W Wᵀ = B S Bᵀ. */
    private static double[][] loadings(PrincipalComponents pca) {
        double[][] lower = Cholesky.of(pca.scores(), 1e-12).lower(), loadings = new double[pca.width()][pca.mean().length];
        for (int a = 0; a < loadings.length; a++) {
            for (int b = a; b < loadings.length; b++) {
                for (int c = 0; c < loadings[a].length; c++) loadings[a][c] += lower[b][a] * pca.basis()[b][c];
            }
        }
        return loadings;
    }
}
