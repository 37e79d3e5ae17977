package tornadovae.metric;

import tornadovae.math.Statistics;
import tornadovae.train.Evaluation;

/**
 * The test loss in nats per image, with one draw of z an image; standard errors are over the test images.
 *
 * @param nll            mean of −log p(x|z); can fall below 0 for a Gaussian decoder, whose likelihood is a density
 * @param kl             mean of KL(q‖p) = Σ_d KL_d
 * @param total          −ELBO = NLL + KL   (Kingma and Welling 2014, eq. 3), an upper bound on −log p(x)
 * @param klPerDimension {@code [latent]}: mean of KL_d
 */
public record TestLoss(int images, double nll, double nllError, double kl, double klError, double total, double totalError,
        double[] klPerDimension) {

    public static TestLoss of(Evaluation evaluation) {
        int images = evaluation.images();
        double[] nll = evaluation.nllOfImages();
        double[] kl = evaluation.klOfImages();
        double[] total = new double[images];
        for (int i = 0; i < images; i++) total[i] = nll[i] + kl[i];
        double meanNll = Statistics.mean(nll);
        double meanKl = Statistics.mean(kl);
        return new TestLoss(images, meanNll, Statistics.standardError(nll), meanKl, Statistics.standardError(kl),
                meanNll + meanKl, Statistics.standardError(total), klPerDimension(evaluation));
    }

    private static double[] klPerDimension(Evaluation evaluation) {
        double[] mean = new double[evaluation.latent()];
        for (float[] ofImage : evaluation.kl()) {
            for (int d = 0; d < mean.length; d++) mean[d] += ofImage[d];
        }
        for (int d = 0; d < mean.length; d++) mean[d] /= evaluation.images();
        return mean;
    }
}
