package tornadovae.verdict;

import java.util.Optional;

/** Training and test bound part: what was gained over the mean image on training images is not there on test images. */
final class Overfits implements Rule {

    @Override
    public Optional<Finding> find(Evidence evidence) {
        double gained = evidence.trainGain().value();
        if (!evidence.trainGain().isAbove(0)) return Optional.empty();
        boolean rising = evidence.course().rise() > 0.1 * Thresholds.OVERFIT * gained;
        double least = Math.max(evidence.margin(), gained * (rising ? Thresholds.OVERFIT_AND_RISING : Thresholds.OVERFIT));
        if (!evidence.overfit().isAbove(least)) return Optional.empty();
        String sentence = "It gains " + Words.number(gained) + " nats over the mean image on training images, and on test images "
                + Words.nats(evidence.overfit()) + " less"
                + (rising ? "; the test loss was lowest after epoch " + evidence.course().bestEpoch() + " of " + evidence.course()
                        .epochs() : "")
                + ".";
        double byEstimation = Thresholds.ESTIMATED * evidence.numbersOfMeanImage() / evidence.trainImages();
        double usual = Math.max(evidence.margin(), byEstimation);
        boolean otherImages = evidence.dataGap().isAbove(usual) || evidence.dataGap().isBelow(-usual);
        return Optional.of(new Finding(Kind.OVERFITS, otherImages ? "test images are of another kind" : "", sentence, otherImages
                ? "The mean image's loss parts as well, by " + Words.number(evidence.dataGap().value())
                        + " nats, so the test images are of another kind. Mix the two parts, or prepare both alike."
                : "Too few training images for so large a model and so many epochs. Take more images, "
                        + (rising ? evidence.course().bestEpoch() + " epochs, " : "fewer epochs, ")
                        + "narrower layers or fewer latent dimensions."));
    }
}
