package tornadovae.verdict;

/** What can have become of a training. */
public enum Kind {
    LEARNED("learned", Tone.GOOD),
    STILL_IMPROVING("still improving", Tone.UNFINISHED),
    COLLAPSED("collapsed", Tone.BAD),
    BLEW_UP("blew up", Tone.BAD),
    NO_BETTER_THAN_MEAN_IMAGE("no better than the mean image", Tone.BAD),
    NO_BETTER_THAN_PCA("no better than PCA of the same width", Tone.BAD),
    OVERFITS("overfits", Tone.BAD),
    DECIDED_BY_CLAMP("decided by the variance clamp", Tone.BAD),
    PRIOR_UNMET("prior and posterior do not meet", Tone.BAD),
    TOO_FEW_IMAGES("too few images to say", Tone.UNKNOWN);

    /** How good that is. */
    public enum Tone { GOOD, UNFINISHED, BAD, UNKNOWN }

    private final String label;
    private final Tone tone;

    Kind(String label, Tone tone) {
        this.label = label;
        this.tone = tone;
    }

    /** As files and pages have it. */
    public String label() {
        return label;
    }

    public Tone tone() {
        return tone;
    }
}
