package tornadovae.metric.disentanglement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.graph.Split;
import tornadovae.train.Codes;
import tornadovae.train.TrainedModel;

/**
 * All measures of one model on a data set with known factors, as the study of Locatello et al. 2019 (arXiv 1811.12359) defines them. {@link Udr} compares several
 * models and is not among them.
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

    public static final int TRAINING_POINTS = 10_000;
    public static final int TEST_POINTS = 5_000;

    /**
     * @param train 10,000 points in the study, with the variances of q(z|x)
     * @param test  5,000 points in the study
     * @param seed  decides all random draws; equal inputs give equal numbers, on any number of threads
     * @throws IllegalArgumentException when the two parts do not fit each other
     */
    public static Disentanglement of(Encoded train, Encoded test, int seed) {
        train.requireLike(test);
        return new Disentanglement(InformationGap.of(train), SampledInformationGap.of(train, seed),
                BetaVaeScore.of(train, test, seed), FactorVaeScore.of(train, test, seed),
                Dci.of(train, test, seed), AttributePredictability.of(train, test), Modularity.of(train), Explicitness.of(train, test),
                GaussianCorrelation.ofCodes(train.mu()));
    }

    /**
     * Measures a model with the seed of its training, on the first {@value #TRAINING_POINTS} training and {@value #TEST_POINTS} test images; nothing where the factors are not
     * known, or where a part has a single image.
     *
     * @throws UserError if the model gives a code that is NaN or infinite
     */
    public static Optional<Disentanglement> of(TrainedModel model, Dataset data) {
        if (data.factors().isEmpty() || Math.min(data.train().count(), data.test().count()) < 2) return Optional.empty();
        return Optional.of(of(encoded(model, Split.TRAIN, TRAINING_POINTS, data.train(), data), encoded(model, Split.TEST, TEST_POINTS, data.test(), data), model.seed()));
    }

    private static Encoded encoded(TrainedModel model, Split split, int most, Part part, Dataset data) {
        Codes codes = model.encode(split, Math.min(most, part.count()));
        for (float[][] rows : List.of(codes.mu(), codes.logVar()))
            for (int i = 0; i < rows.length; i++)
                for (int d = 0; d < rows[i].length; d++)
                    if (!Float.isFinite(rows[i][d]))
                        throw new UserError(1, "The model encodes image " + i + " of the " + (split == Split.TRAIN ? "training" : "test") + " images with " + rows[i][d]
                                + " in latent dimension " + d + ", so its code cannot be measured; train it with a smaller learning rate.", null);
        return Encoded.of(codes, part.factors(), data.factors());
    }

    /** The scores by the names they have in files, in a fixed order; accuracies and areas are those of the test points. One that is infinite is left out. */
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
        scores.put("gaussian_total_correlation", correlation.total());
        scores.put("gaussian_wasserstein", correlation.wasserstein());
        scores.put("gaussian_wasserstein_normalised", correlation.wassersteinNormalised());
        scores.values().removeIf(score -> !Double.isFinite(score));
        return scores;
    }
}
