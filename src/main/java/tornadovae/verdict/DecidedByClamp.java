package tornadovae.verdict;

import java.util.Optional;

/** Most pixels have the least variance that is allowed: the bound says more about that setting than about the model. */
final class DecidedByClamp implements Rule {

    @Override
    public Optional<Finding> find(Evidence evidence) {
        if (!evidence.clamped().isAbove(Thresholds.CLAMPED)) return Optional.empty();
        return Optional.of(new Finding(Kind.DECIDED_BY_CLAMP, "", "The decoder's variance is the least allowed for "
                + Words.percent(evidence.clamped()) + " of the pixels, so the bound moves with model.minLogVar.",
                "Many pixels are constant or nearly so, such as a black background. Take likelihood: bernoulli, or raise "
                        + "model.minLogVar to the noise of a pixel, and compare bounds at one clamp only."));
    }
}
