package tornadovae.verdict;

import java.util.LinkedHashMap;
import java.util.Map;
import tornadovae.model.Likelihood;

/**
 * All that the rules look at. Losses are in nats per image; a gain is what the model is better by, image by image.
 *
 * @param testImages     that everything is of, unless it says otherwise
 * @param trainImages    training images that were looked at, the first of them
 * @param pixels         of an image
 * @param deviation      of a training image's pixel from its mean, root mean square
 * @param ofNothing      loss of a decoder that knows nothing: p = ½, or N(0, 1)
 * @param meanImage      loss of the {@link MeanImage}
 * @param bound          −ELBO
 * @param klWeight       w, what the objective weighs the KL term with; 0 where it holds the KL at a number, or has no such term
 * @param charged        NLL + min(1, w) KL: what it may be compared by
 * @param gain           of {@code charged} over the mean image
 * @param nllGain        of NLL alone over the mean image
 * @param far            share of images whose −ELBO is {@link Thresholds#FAR} times that of a decoder that knows nothing, or no
 * number
 * @param kl             KL(q‖p)
 * @param told           I(x; z), at most: each image's own density left out
 * @param use            which latent dimensions hold something
 * @param explained      of the pixels' variance, by as many principal components as dimensions are used; NaN where it was not
 * needed
 * @param priorGap       from the aggregate posterior to the prior, at least
 * @param trainGain      as {@code gain}, of training images
 * @param overfit        what {@code trainGain} is more than {@code gain}
 * @param dataGap        what the mean image's loss is higher by on test images, on which it cannot have overfitted
 * @param course         of the test loss over the epochs
 * @param nllFall        as the course's fall, of NLL alone
 * @param pcaGain        of −ELBO over a linear model of the same width; known of a variance for each pixel and few dimensions
 * @param pcaErrorGain   of the squared error over PCA's, summed over pixels; likewise
 * @param clamped        share of pixels whose variance is the least allowed; unknown for a Bernoulli decoder
 */
record Evidence(int testImages, int trainImages, int pixels, double deviation, Likelihood likelihood, double ofNothing,
        double klWeight, Estimate meanImage, Estimate bound, Estimate charged,
        Estimate gain, Estimate nllGain, Estimate far, Estimate kl, Estimate told, CodeUse use, double explained,
        Estimate priorGap,
        Estimate trainGain, Estimate overfit, Estimate dataGap, LossTrend course, Estimate nllFall, Estimate pcaGain,
        Estimate pcaErrorGain, Estimate clamped) {

    /** Whether the training images are as good as one: a pixel deviates by less than half of 1/255 from its mean. */
    boolean isConstant() {
        return deviation < 0.5 / 255;
    }

    /** How many numbers the mean image has learned. */
    int numbersOfMeanImage() {
        return likelihood == Likelihood.GAUSSIAN ? 2 * pixels : pixels;
    }

    /** A difference that matters, nats. */
    double margin() {
        return Math.max(Thresholds.MARGIN * (ofNothing - meanImage.value()), Thresholds.LEAST_MARGIN * ofNothing);
    }

    /** For JSON; what is unknown is left out. */
    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("test_images", testImages);
        map.put("train_images", trainImages);
        map.put("kl_weight", klWeight);
        put(map, "mean_image_loss", meanImage);
        put(map, "bound", bound);
        put(map, "charged_loss", charged);
        put(map, "gain_over_mean_image", gain);
        put(map, "nll_gain_over_mean_image", nllGain);
        put(map, "far_images_share", far);
        put(map, "kl", kl);
        put(map, "information_at_most", told);
        map.put("used_share_of_dimensions", use.shares().stream().map(Estimate::toMap).toList());
        put(map, "prior_gap_at_least", priorGap);
        put(map, "train_gain_over_mean_image", trainGain);
        put(map, "overfit", overfit);
        put(map, "mean_image_loss_test_minus_train", dataGap);
        map.put("epochs", course.epochs());
        put(map, "fall_in_second_half", course.fall());
        map.put("best_epoch", course.bestEpoch());
        put(map, "gain_over_pca", pcaGain);
        put(map, "squared_error_gain_over_pca", pcaErrorGain);
        put(map, "clamped_share_of_pixels", clamped);
        return map;
    }

    private static void put(Map<String, Object> map, String name, Estimate estimate) {
        if (estimate.isKnown()) map.put(name, estimate.toMap());
    }
}
