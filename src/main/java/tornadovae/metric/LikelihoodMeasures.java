package tornadovae.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import tornadovae.graph.Split;
import tornadovae.math.Statistics;
import tornadovae.train.Codes;
import tornadovae.train.Evaluation;
import tornadovae.train.ImportanceEstimates;
import tornadovae.train.TrainedModel;

/**
 * How well a model describes the test images, and what its code holds of them; {@link Measures} has the numbers by name.
 *
 * @param seed           of the resamples behind the intervals
 * @param loss           of the test images, with one draw of z each
 * @param codes          q(z|x) of the same images
 * @param reconstruction of the same images
 * @param aggregate      what the KL of these codes is made of
 * @param bounds         importance-weighted, ascending in the number of samples; may be empty
 */
public record LikelihoodMeasures(int seed, Evaluation loss, Codes codes, ReconstructionError reconstruction,
        AggregatePosterior aggregate, List<ImportanceBound> bounds) {

    /** The numbers of samples that are compared in the literature. */
    private static final int[] USUAL = {1, 5, 50, 5_000};

    /** The usual numbers of samples up to the largest, and that; none for 0. */
    public static int[] samplesUpTo(int largest) {
        return IntStream.concat(IntStream.of(USUAL).filter(usual -> usual < largest), IntStream.of(largest))
                .filter(count -> count > 0).toArray();
    }

    /**
     * Measures all test images with the seed of the training.
     *
     * @param samples  as {@link TrainedModel#importance} takes them; none for no such bound
     * @param progress as there
     */
    public static LikelihoodMeasures of(TrainedModel model, int[] samples, LongConsumer progress) {
        Evaluation loss = model.evaluate();
        int images = loss.images();
        var estimates = samples.length == 0 ? new ImportanceEstimates(samples, new double[0][], new double[0][])
                : model.importance(samples, images, progress);
        Codes codes = model.encode(Split.TEST, images);
        return new LikelihoodMeasures(model.seed(), loss, codes, ReconstructionError.of(model, images),
                AggregatePosterior.of(codes, model.prior(), model.seed()), ImportanceBound.of(estimates, model.seed()));
    }

    /** {@code [images]}: −log p(x|z) + KL(q‖p). */
    double[] totalOfImages() {
        double[] nll = loss.nllOfImages(), kl = loss.klOfImages(), total = new double[nll.length];
        for (int i = 0; i < total.length; i++) total[i] = nll[i] + kl[i];
        return total;
    }

    /** Empty for one image, whose codes have no variance. */
    Optional<ActiveUnits> units() {
        return loss.images() > 1 ? Optional.of(ActiveUnits.of(codes.mu())) : Optional.empty();
    }

    /** Whether the KL term is a sum over latent dimensions, as with a standard normal prior. */
    boolean hasKlOfDimensions() {
        return loss.latent() == codes.mu()[0].length;
    }

    /** {@code [latent]}: standard errors of the means over images. */
    double[] klErrors() {
        double[] errors = new double[loss.latent()];
        for (int d = 0; d < errors.length; d++) {
            int dimension = d;
            errors[d] = Statistics.standardError(Arrays.stream(loss.kl()).mapToDouble(ofImage -> ofImage[dimension]).toArray());
        }
        return errors;
    }

    /** Whether I(x;z) and what follows from it say more of the number of images than of the model. */
    boolean isWithheld() {
        return !aggregate.isMeasurable() && Double.isFinite(aggregate.mutualInformation().mean());
    }

    /** That it {@link #isWithheld}, in a sentence. */
    String notMeasurable() {
        int images = aggregate.images();
        return String.format(Locale.ROOT,
                "I(x;z), KL(q(z)‖p(z)) and the total correlation are not measurable with %d image%s: I(x;z) is at "
                        + "least %.2f nats, within 1 of log %d = %.2f, the most that so many could show.",
                images, images == 1 ? "" : "s",
                aggregate.mutualInformation().mean(), images, Math.log(images));
    }
}
