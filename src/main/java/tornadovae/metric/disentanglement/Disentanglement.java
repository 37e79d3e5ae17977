package tornadovae.metric.disentanglement;

import java.util.List;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.graph.Split;
import tornadovae.train.Codes;
import tornadovae.train.TrainedModel;

/**
 * What the scores of one model against the true factors are computed from, as the study of Locatello et al. 2019 (arXiv
 * 1811.12359) defines them; {@link tornadovae.metric.Measures} has the scores by name. {@link Udr} compares several models and is
 * not among them. What several scores share is computed once. It belongs to one thread at a time.
 */
public final class Disentanglement {

    public static final int TRAINING_POINTS = 10_000;
    public static final int TEST_POINTS = 5_000;

    private final Encoded train;
    private final Encoded test;
    private final int seed;
    private Dci dci;
    private GaussianCorrelation correlation;

    /**
     * @param train 10,000 points in the study, with the variances of q(z|x)
     * @param test  5,000 points in the study
     * @param seed  decides all random draws; equal inputs give equal numbers, on any number of threads
     * @throws IllegalArgumentException when the two parts do not fit each other
     */
    public static Disentanglement of(Encoded train, Encoded test, int seed) {
        return new Disentanglement(train, test, seed);
    }

    private Disentanglement(Encoded train, Encoded test, int seed) {
        train.requireLike(test);
        this.train = train;
        this.test = test;
        this.seed = seed;
    }

    /**
     * Measures a model with the seed of its training, on the first {@value #TRAINING_POINTS} training and {@value #TEST_POINTS}
     * test images; nothing where the factors are not known, or where a part has a single image.
     *
     * @throws UserError if the model gives a code that is NaN or infinite
     */
    public static Optional<Disentanglement> of(TrainedModel model, Dataset data) {
        if (data.factors().isEmpty() || Math.min(data.train().count(), data.test().count()) < 2) return Optional.empty();
        return Optional.of(of(encoded(model, Split.TRAIN, TRAINING_POINTS, data.train(), data),
                encoded(model, Split.TEST, TEST_POINTS, data.test(), data), model.seed()));
    }

    private static Encoded encoded(TrainedModel model, Split split, int most, Part part, Dataset data) {
        Codes codes = model.encode(split, Math.min(most, part.count()));
        for (float[][] rows : List.of(codes.mu(), codes.logVar())) {
            for (int i = 0; i < rows.length; i++) {
                for (int d = 0; d < rows[i].length; d++) {
                    if (!Float.isFinite(rows[i][d])) {
                        throw new UserError(1,
                                "The model encodes image " + i + " of the " + (split == Split.TRAIN ? "training" : "test")
                                        + " images with " + rows[i][d] + " in latent dimension " + d
                                        + ", so its code cannot be measured; train it with a smaller learning rate.",
                                null);
                    }
                }
            }
        }
        return Encoded.of(codes, part.factors(), data.factors());
    }

    public Encoded train() {
        return train;
    }

    public Encoded test() {
        return test;
    }

    /** Decides all random draws. */
    public int seed() {
        return seed;
    }

    public Dci dci() {
        if (dci == null) dci = Dci.of(train, test, seed);
        return dci;
    }

    /** The correlation of the encoder means of the training points. */
    public GaussianCorrelation correlation() {
        if (correlation == null) correlation = GaussianCorrelation.ofCodes(train.mu());
        return correlation;
    }
}
