package tornadovae.verdict;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of a training: the gravest thing that the evidence shows, and what else it shows.
 *
 * @param first decides what the model is called
 * @param also  of other kinds, gravest first
 */
public record Verdict(Finding first, List<Finding> also, Map<String, Object> evidence) {

    /** Gravest first: what makes the numbers of the following ones meaningless stands before them. */
    private static final List<Rule> RULES = List.of(TooFewImages.ANY, BlewUp.FAR, BlewUp.FROM_THE_START, new Overfits(),
            StillImproving.EARLY, new PriorUnmet(),
            StillImproving.FROM_AFAR, new Collapsed(), new BlewUp(),
            StillImproving.AT_THE_MEAN_IMAGE, new TooFewImages(), new NoBetterThanMeanImage(), Collapsed.MOSTLY,
            new NoBetterThanPca(),
            new DecidedByClamp(), new StillImproving());

    /** Where one of these comes first nothing else can be said, and where another does they follow from it. */
    private static final Set<Kind> ALONE = EnumSet.of(Kind.TOO_FEW_IMAGES, Kind.BLEW_UP, Kind.NO_BETTER_THAN_MEAN_IMAGE);

    static Verdict of(Evidence evidence) {
        var found = new LinkedHashMap<Kind, Finding>();
        for (Rule rule : RULES) rule.find(evidence).ifPresent(finding -> found.putIfAbsent(finding.kind(), finding));
        if (found.isEmpty()) found.put(Kind.LEARNED, learned(evidence));
        List<Finding> all = List.copyOf(found.values());
        List<Finding> also = ALONE.contains(all.getFirst().kind()) ? List.of()
                : all.stream().skip(1).filter(finding -> !ALONE.contains(finding.kind())).toList();
        return new Verdict(all.getFirst(), also, evidence.toMap());
    }

    private static Finding learned(Evidence evidence) {
        List<Integer> unused = evidence.use().unused();
        int latent = evidence.use().latent();
        return new Finding(Kind.LEARNED, "", "It is better than the mean image by " + Words.nats(evidence.gain()) + "; "
                + (unused.isEmpty() ? latent == 1 ? "its latent dimension is used." : "all of its " + latent
                        + " latent dimensions are used."
                        : latent - unused.size() + " of its " + latent + " latent dimensions are used."),
                "");
    }

    /** For verdict.json. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<>(first.toMap());
        map.put("also", also.stream().map(Finding::toMap).toList());
        map.put("evidence", evidence);
        return map;
    }
}
