package tornadovae.verdict;

import java.util.Optional;

/** Finite, but worse than the mean image, and not because it has only begun to learn. */
final class BlewUp implements Rule {

    private static final String ADVICE = "The learning rate is usually too high: take a third of it, or shorten gradients with "
            + "training.clipNorm: 5.";

    /** Test images whose loss has left the range of any picture, even where the mean over all of them has not. */
    static final Rule FAR = evidence -> evidence.far().value() == 0 ? Optional.empty()
            : Optional.of(finding("The −ELBO of " + Words.percent(evidence.far()) + " of the test images is over "
                    + (int) Thresholds.FAR + " times that of a decoder that knows nothing; the mean is "
                    + Words.number(evidence.bound().value()) + " nats."));

    /** Worse than a decoder that knows nothing, on training images too, and not for the price of its code alone. */
    static final Rule FROM_THE_START = evidence -> {
        double nothing = evidence.ofNothing();
        if (!evidence.charged().isAbove(Thresholds.WORSE_THAN_NOTHING * nothing) || evidence.trainGain().isAbove(0)
                || evidence.nllGain().isAbove(0)) {
            return Optional.empty();
        }
        return Optional.of(finding("Its loss is " + Words.nats(evidence.charged())
                + ", and that of a decoder that knows nothing is "
                + Words.number(nothing) + "."));
    };

    /** Worse than the mean image, and better before. */
    @Override
    public Optional<Finding> find(Evidence evidence) {
        LossTrend course = evidence.course();
        if (!evidence.gain().isBelow(-evidence.margin()) || course.rise() <= evidence.margin()) return Optional.empty();
        return Optional.of(finding("It is worse than the mean image by " + Words.nats(evidence.gain().times(-1))
                + ", and was better by " + Words.number(course.rise()) + " nats after epoch " + course.bestEpoch() + "."));
    }

    private static Finding finding(String sentence) {
        return new Finding(Kind.BLEW_UP, "", sentence, ADVICE);
    }
}
