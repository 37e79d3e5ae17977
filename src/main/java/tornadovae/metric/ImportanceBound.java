package tornadovae.metric;

import java.util.ArrayList;
import java.util.List;
import tornadovae.math.Interval;
import tornadovae.math.Statistics;
import tornadovae.train.ImportanceEstimates;

/**
 * The importance-weighted bound on the negative log-likelihood, nats per image: −log p(x) ≤ −E log (1/K) Σ_k p(x|z_k) p(z_k) /
 * q(z_k|x) (Burda, Grosse and Salakhutdinov 2016, eq. 8). It falls with K: K = 1 is −ELBO with the KL term sampled, K → ∞ gives
 * −log p(x).
 *
 * @param samples K
 * @param bound mean over images
 * @param interval of the mean over images, by bootstrap; it does not know of the noise of the draws, which is far smaller
 * @param effectiveSamples mean of (Σ w)² / Σ w², from 1 to K
 */
public record ImportanceBound(int samples, int images, double bound, Interval interval, double effectiveSamples) {

    /** One bound for each number of samples. */
    public static List<ImportanceBound> of(ImportanceEstimates estimates, int seed) {
        var bounds = new ArrayList<ImportanceBound>();
        for (int k = 0; k < estimates.samples().length; k++) {
            double[] negative = estimates.logLikelihood()[k].clone();
            for (int i = 0; i < negative.length; i++) negative[i] = -negative[i];
            bounds.add(new ImportanceBound(estimates.samples()[k], negative.length, Statistics.mean(negative),
                    Interval.bootstrap(seed, negative), Statistics.mean(estimates.effectiveSamples()[k])));
        }
        return bounds;
    }
}
