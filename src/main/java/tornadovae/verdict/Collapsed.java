package tornadovae.verdict;

import java.util.List;
import java.util.Optional;

/** The code says nothing of the image. */
final class Collapsed implements Rule {

    /** Most dimensions say nothing. */
    static final Rule MOSTLY = evidence -> {
        List<Integer> unused = evidence.use().unused();
        int latent = evidence.use().latent(), used = latent - unused.size();
        boolean oneIsLeft = used <= 1, charged = evidence.klWeight() > 1;   // else the bound itself has no use for more
        if (unused.isEmpty() || !oneIsLeft && !charged || used > Math.max(1, Thresholds.FEW_USED * latent)
                || evidence.explained() >= Thresholds.ENOUGH) {
            return Optional.empty();
        }
        Estimate most = unused.stream().map(evidence.use().shares()::get).reduce((a, b) -> a.value() > b.value() ? a : b)
                .orElseThrow();
        String which = unused.size() <= 6 ? Words.dimensions(unused) : unused.size() + " of " + latent + " dimensions";
        return Optional.of(new Finding(Kind.COLLAPSED, which, "Of " + latent + " latent dimensions " + used + (used == 1 ? " is"
                : " are")
                + " used; in the others at most " + Words.percent(most) + " of the code's variance comes from the image.",
                "The KL term weighs so much that these dimensions do not pay, or they closed before the decoder used "
                        + "them. Lower objective.beta, add objective.warmupEpochs or freeBits, or ask for fewer dimensions."));
    };

    @Override
    public Optional<Finding> find(Evidence evidence) {
        if (!evidence.told().isBelow(Thresholds.TOLD)) return Optional.empty();
        return Optional.of(new Finding(Kind.COLLAPSED, "wholly", "The code tells at most " + Words.nats(evidence.told())
                + " of an image, so all images are decoded to much the same picture.", advice(evidence)));
    }

    private static String advice(Evidence evidence) {
        if (evidence.isConstant()) return "The training images hardly differ from each other. Look at them with 'data preview'.";
        if (evidence.clamped()
                .isAbove(Thresholds.CLAMPED)) {
            return "The decoder must allow for so much noise in a pixel that no picture is "
                    + "worth a code. Lower model.minLogVar to the noise of a pixel.";
        }
        return "The KL term (or the penalty) weighs too much, or the training was too short or too slow to open the code. Lower "
                + "objective.beta or lambda, add objective.warmupEpochs or freeBits, or train longer.";
    }
}
