package tornadovae.verdict;

import java.util.Optional;

/** The test loss was still falling when the training ended. */
final class StillImproving implements Rule {

    /** While it is still worse than the mean image, any fall that is shown counts. */
    static final Rule FROM_AFAR = evidence -> evidence.gain().isBelow(-evidence.margin()) && evidence.course().ahead().isAbove(0)
            ? Optional.of(finding(evidence)) : Optional.empty();

    /** It has not passed the mean image yet, and falls by something that matters. */
    static final Rule AT_THE_MEAN_IMAGE = evidence -> evidence.gain().isAbove(0) ? Optional.empty() : new StillImproving()
            .find(evidence);

    /** Most of what can be learned is still to come. */
    static final Rule EARLY = evidence -> evidence.nllFall().times(0.5).isAbove(Thresholds.EARLY * gained(evidence))
            && evidence.course().ahead().isAbove(0) ? Optional.of(finding(evidence)) : Optional.empty();

    @Override
    public Optional<Finding> find(Evidence evidence) {
        return evidence.course().ahead().isAbove(Thresholds.IMPROVING * gained(evidence)) ? Optional.of(finding(evidence))
                : Optional.empty();
    }

    private static double gained(Evidence evidence) {
        return Math.max(evidence.nllGain().value(), evidence.margin());
    }

    private static Finding finding(Evidence evidence) {
        LossTrend course = evidence.course();
        String detail = evidence.gain().isBelow(-evidence.margin()) ? "not yet at the mean image" : "";
        return new Finding(Kind.STILL_IMPROVING, detail, (course.epochs() == 1 ? "In its only epoch"
                : "In the second half of " + course.epochs() + " epochs") + " the test loss fell by " + Words.nats(course.fall())
                + "; as many epochs again should bring about half of that.",
                "It was stopped early. Raise training.epochs" + (detail.isEmpty() ? "."
                        : ", or training.learningRate where that is far below 0.001."));
    }
}
