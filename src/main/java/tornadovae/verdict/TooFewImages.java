package tornadovae.verdict;

import java.util.Optional;

/** So few test images that no mean over them can be relied on, or that they cannot tell the model from the mean image. */
final class TooFewImages implements Rule {

    private static final String ADVICE = "Give more test images: raise dataset.test, or put more into your folder.";

    /** Whatever the numbers are. */
    static final Rule ANY = evidence -> evidence.testImages() >= Thresholds.FEWEST_IMAGES ? Optional.empty()
            : Optional.of(new Finding(Kind.TOO_FEW_IMAGES, "", (evidence.testImages() == 1 ? "There is 1 test image"
                    : "There are " + evidence.testImages() + " test images") + ", and nothing is concluded from fewer than "
                    + Thresholds.FEWEST_IMAGES + ".", ADVICE));

    @Override
    public Optional<Finding> find(Evidence evidence) {
        Estimate gain = evidence.gain();
        if (gain.isAbove(0) || !(gain.high() > evidence.margin())) return Optional.empty();
        return Optional.of(new Finding(Kind.TOO_FEW_IMAGES, "", "On " + evidence.testImages()
                + " test images it gains " + Words.nats(gain) + " over the mean image, which may be nothing or much.", ADVICE));
    }
}
