package tornadovae.verdict;

import java.util.Optional;

/** Codes lie elsewhere than the prior, from which samples are drawn. */
final class PriorUnmet implements Rule {

    @Override
    public Optional<Finding> find(Evidence evidence) {
        if (!evidence.nllGain().isAbove(0) || !evidence.priorGap().isAbove(Thresholds.UNMET)) return Optional.empty();
        return Optional.of(new Finding(Kind.PRIOR_UNMET, "", "The codes of all images together are at least "
                + Words.nats(evidence.priorGap()) + " from the prior, so samples and manifold show codes that no image has.",
                "The KL term (or the MMD) weighs too little, or its warm-up has not ended. Raise objective.beta (or lambda), "
                        + "train beyond warmupEpochs, or lower capacity and freeBits."));
    }
}
