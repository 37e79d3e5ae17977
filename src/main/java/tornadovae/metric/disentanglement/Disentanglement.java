package tornadovae.metric.disentanglement;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All measures of one model on a data set with known factors, as the study of Locatello et al. 2019 (arXiv 1811.12359) defines them. {@link Udr} compares several models and is not among them.
 *
 * @param mig                     {@link InformationGap}, on the training points
 * @param migSampled              {@link SampledInformationGap}, on the training points
 * @param betaVae                 {@link BetaVaeScore}
 * @param factorVae               {@link FactorVaeScore}
 * @param attributePredictability SAP, {@link AttributePredictability}
 * @param modularity              {@link Modularity}, on the training points
 * @param correlation             of the encoder means of the training points
 */
public record Disentanglement(double mig, double migSampled, Accuracy betaVae, Accuracy factorVae, Dci dci, double attributePredictability, double modularity, Explicitness explicitness,
        GaussianCorrelation correlation) {

    /**
     * @param train 10,000 points in the study, with the variances of q(z|x)
     * @param test  5,000 points in the study
     * @param seed  decides all random draws; equal inputs give equal numbers, on any number of threads
     * @throws IllegalArgumentException when the two parts do not fit each other
     */
    public static Disentanglement of(Encoded train, Encoded test, int seed) {
        train.requireLike(test);
        return new Disentanglement(InformationGap.of(train), SampledInformationGap.of(train, seed), BetaVaeScore.of(train, test, seed), FactorVaeScore.of(train, test, seed),
                Dci.of(train, test, seed), AttributePredictability.of(train, test), Modularity.of(train), Explicitness.of(train, test), GaussianCorrelation.ofCodes(train.mu()));
    }

    /** The scores by the names they have in files, in a fixed order; accuracies and areas are those of the test points. */
    public Map<String, Double> scores() {
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("mig", mig);
        scores.put("mig_sampled", migSampled);
        scores.put("beta_vae_score", betaVae.test());
        scores.put("factor_vae_score", factorVae.test());
        scores.put("dci_disentanglement", dci.disentanglement());
        scores.put("dci_completeness", dci.completeness());
        scores.put("dci_informativeness", dci.informativeness().test());
        scores.put("sap", attributePredictability);
        scores.put("modularity", modularity);
        scores.put("explicitness", explicitness.test());
        scores.put("total_correlation", correlation.total());
        scores.put("wasserstein", correlation.wasserstein());
        scores.put("wasserstein_normalised", correlation.wassersteinNormalised());
        return scores;
    }
}
