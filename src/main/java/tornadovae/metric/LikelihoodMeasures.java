package tornadovae.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import tornadovae.graph.Split;
import tornadovae.math.Interval;
import tornadovae.math.Statistics;
import tornadovae.train.Codes;
import tornadovae.train.Evaluation;
import tornadovae.train.ImportanceEstimates;
import tornadovae.train.TrainedModel;

/**
 * How well a model describes the test images, and what its code holds of them.
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

    /** The name of a sentence that stands where I(x;z) is too near the logarithm of the number of images. */
    public static final String NOT_MEASURABLE = "not_measurable";

    /** The numbers of samples that are compared in the literature. */
    private static final int[] USUAL = {1, 5, 50, 5_000};

    /** The usual numbers of samples up to the largest, and that; none for 0. */
    public static int[] samplesUpTo(int largest) {
        return IntStream.concat(IntStream.of(USUAL).filter(usual -> usual < largest), IntStream.of(largest)).filter(count -> count > 0).toArray();
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
        var estimates = samples.length == 0 ? new ImportanceEstimates(samples, new double[0][], new double[0][]) : model.importance(samples, images, progress);
        Codes codes = model.encode(Split.TEST, images);
        return new LikelihoodMeasures(model.seed(), loss, codes, ReconstructionError.of(model, images),
                AggregatePosterior.of(codes, model.seed()), ImportanceBound.of(estimates, model.seed()));
    }

    /**
     * All numbers by name: nats per image, but {@code reconstruction_…} in squared pixel values. {@code …_low} and {@code …_high} are the ends of a 95 % interval of the mean over
     * test images; with one image there are none, and no variance of codes.
     * What cannot be measured with so many images is left out, and a sentence under {@link #NOT_MEASURABLE} says so.
     */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        TestLoss means = TestLoss.of(loss);
        double[] nll = loss.nllOfImages(), kl = loss.klOfImages(), total = new double[nll.length];
        for (int i = 0; i < total.length; i++) total[i] = nll[i] + kl[i];
        map.put("test_images", means.images());
        putMean(map, "test_total", means.total(), total);
        putMean(map, "test_nll", means.nll(), nll);
        putMean(map, "test_kl", means.kl(), kl);
        map.put("kl_per_dimension", means.klPerDimension());
        if (means.images() > 1) map.put("kl_per_dimension_error", klErrors());
        map.put("rate", means.kl());
        map.put("distortion", means.nll());
        for (ImportanceBound bound : bounds) {
            String name = "iwae_" + bound.samples();
            map.put(name, bound.bound());
            putInterval(map, name, bound.images(), bound.interval());
            map.put(name + "_effective_samples", bound.effectiveSamples());
        }
        if (means.images() > 1) {
            ActiveUnits units = ActiveUnits.of(codes.mu());
            map.put("active_units", units.active());
            map.put("code_variance", units.variance());
        }
        map.put("aggregate_images", aggregate.images());
        map.put("aggregate_draws", aggregate.draws());
        if (aggregate.isMeasurable()) {
            putPart(map, "mutual_information", aggregate.mutualInformation(), aggregate);
            putPart(map, "mutual_information_leaving_one_out", aggregate.mutualInformationLeavingOneOut(), aggregate);
            putPart(map, "marginal_kl", aggregate.marginalKl(), aggregate);
            putPart(map, "marginal_kl_leaving_one_out", aggregate.marginalKlLeavingOneOut(), aggregate);
            putPart(map, "total_correlation", aggregate.totalCorrelation(), aggregate);
            putPart(map, "total_correlation_leaving_one_out", aggregate.totalCorrelationLeavingOneOut(), aggregate);
        } else if (Double.isFinite(aggregate.mutualInformation().mean())) {
            map.put("mutual_information_at_least", aggregate.mutualInformation().mean());
            map.put(NOT_MEASURABLE, notMeasurable(aggregate));
        }
        putPart(map, "dimension_wise_kl", aggregate.dimensionWiseKl(), aggregate);
        putMean(map, "reconstruction_mse", Statistics.mean(reconstruction.perPixel()), reconstruction.perPixel());
        putMean(map, "reconstruction_error", Statistics.mean(reconstruction.ofImage()), reconstruction.ofImage());
        return map;
    }

    /** {@code [latent]}: standard errors of the means over images. */
    private double[] klErrors() {
        double[] errors = new double[loss.latent()];
        for (int d = 0; d < errors.length; d++) {
            int dimension = d;
            errors[d] = Statistics.standardError(Arrays.stream(loss.kl()).mapToDouble(ofImage -> ofImage[dimension]).toArray());
        }
        return errors;
    }

    private void putMean(Map<String, Object> map, String name, double mean, double[] ofImages) {
        map.put(name, mean);
        putInterval(map, name, ofImages.length, Interval.bootstrap(seed, ofImages));
    }

    /** Whether a name is one that is left out where it is not measurable. */
    public static boolean needsManyImages(String name) {
        return name.matches("(mutual_information|marginal_kl|total_correlation)(_leaving_one_out)?(_low|_high)?");
    }

    private static String notMeasurable(AggregatePosterior aggregate) {
        int images = aggregate.images();
        return String.format(Locale.ROOT,
                "I(x;z), KL(q(z)‖p(z)) and the total correlation are not measurable with %d image%s: I(x;z) is at "
                + "least %.2f nats, within 1 of log %d = %.2f, the most that so many could show.", images, images == 1 ? "" : "s",
                aggregate.mutualInformation().mean(), images, Math.log(images));
    }

    private static void putPart(Map<String, Object> map, String name, AggregatePosterior.Part part, AggregatePosterior aggregate) {
        if (!Double.isFinite(part.mean())) return;
        map.put(name, part.mean());
        putInterval(map, name, aggregate.draws(), part.interval());
    }

    private static void putInterval(Map<String, Object> map, String name, int images, Interval interval) {
        if (images < 2) return;
        map.put(name + "_low", interval.low());
        map.put(name + "_high", interval.high());
    }
}
