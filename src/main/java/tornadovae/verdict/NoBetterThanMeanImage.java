package tornadovae.verdict;

import java.util.Optional;

/** Not shown to be better than a picture that is the same for all images. */
final class NoBetterThanMeanImage implements Rule {

    @Override
    public Optional<Finding> find(Evidence evidence) {
        Estimate gain = evidence.gain();
        if (gain.isAbove(0)) return Optional.empty();
        boolean worse = gain.isBelow(0);
        return Optional.of(new Finding(Kind.NO_BETTER_THAN_MEAN_IMAGE, "", worse
                ? "It is worse than the mean image by " + Words.nats(gain.times(-1)) + "."
                : "Over the mean image it gains " + Words.nats(gain) + ", which is nothing that matters.",
                "The learning rate is too low or far too high, or the images have nothing in common that a code could hold. "
                        + "Try training.learningRate: 0.001, and look at the images with 'data preview'."));
    }
}
