package tornadovae.metric;

import tornadovae.math.Statistics;
import tornadovae.train.Evaluation;

/**
 * The test loss in nats per image, with one draw of z an image; standard errors are over the test images.
 *
 * @param nll            mean of −log p(x|z); can fall below 0 for a Gaussian decoder, whose likelihood is a density
 * @param kl             mean of KL(q‖p) = Σ_d KL_d
 * @param total          −ELBO = NLL + KL   (Kingma & Welling 2014, eq. 3), an upper bound on −log p(x)
 * @param klPerDimension {@code [latent]}: mean of KL_d
 */
public record TestLoss(int images, double nll, double nllError, double kl, double klError, double total, double totalError, double[] klPerDimension) {

    public static TestLoss of(Evaluation evaluation) {
        int images = evaluation.images();
        double[] nll = new double[images];
        double[] kl = new double[images];
        double[] total = new double[images];
        double[][] klOfDimension = new double[evaluation.latent()][images];
        for (int i = 0; i < images; i++) {
            nll[i] = evaluation.nll()[i];
            for (int d = 0; d < klOfDimension.length; d++) kl[i] += klOfDimension[d][i] = evaluation.kl()[i][d];
            total[i] = nll[i] + kl[i];
        }
        double[] klPerDimension = new double[klOfDimension.length];
        for (int d = 0; d < klPerDimension.length; d++) klPerDimension[d] = Statistics.mean(klOfDimension[d]);
        return new TestLoss(images, Statistics.mean(nll), Statistics.standardError(nll), Statistics.mean(kl), Statistics.standardError(kl),
                Statistics.mean(total), Statistics.standardError(total), klPerDimension);
    }
}
