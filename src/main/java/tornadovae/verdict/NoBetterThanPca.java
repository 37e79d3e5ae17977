package tornadovae.verdict;

import java.util.Optional;

/** A linear model of the same width describes the images as well, by its bound and by its reconstructions. */
final class NoBetterThanPca implements Rule {

    @Override
    public Optional<Finding> find(Evidence evidence) {
        Estimate bound = evidence.pcaGain(), error = evidence.pcaErrorGain();
        if (!evidence.gain().isAbove(0) || !bound.isKnown() || bound.isAbove(0) || error.isAbove(0)) return Optional.empty();
        return Optional.of(new Finding(Kind.NO_BETTER_THAN_PCA, "", "PCA of " + evidence.use().latent()
                + " components describes the images better by " + Words.nats(bound.times(-1))
                + ", and its squared error is lower by "
                + Words.number(-error.value()) + Words.interval(error.times(-1)) + ".",
                "The model is trained too briefly or regularised too strongly, or the images vary along straight lines. "
                        + "Train longer or lower objective.beta; if neither helps, PCA is all these images need."));
    }
}
