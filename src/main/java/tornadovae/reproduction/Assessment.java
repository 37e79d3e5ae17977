package tornadovae.reproduction;

/**
 * What came of a claim.
 *
 * @param expected  what the source has, or what was measured here before
 * @param tolerance how far off it may be
 * @param got       what was found; empty where there is nothing yet
 * @param text      the outcome in words, with what is missing or went wrong
 */
public record Assessment(Outcome outcome, String expected, String tolerance, String got, String text) {

    /** Only the first two are a success. */
    public enum Outcome {
        WITHIN, DRAWN, OUTSIDE, NOTHING_EXPECTED, UNFINISHED, FAILED, NOT_RUN
    }

    static Assessment of(boolean within, String expected, String tolerance, String got) {
        return within ? new Assessment(Outcome.WITHIN, expected, tolerance, got, "within tolerance")
                : new Assessment(Outcome.OUTSIDE, expected, tolerance, got, "not within tolerance");
    }

    public boolean succeeded() {
        return outcome == Outcome.WITHIN || outcome == Outcome.DRAWN;
    }
}
