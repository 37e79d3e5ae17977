package tornadovae.reproduction;

/** How thoroughly a claim is tried. */
public enum Effort {
    /** As the source has it, or as near to it as two cores come in a few hours. */
    FULL,
    /** Fewer epochs, images or seeds: minutes. It is judged by what it can show, which the claim's experiment file says. */
    QUICK;

    /** As it stands in tables. */
    public String label() {
        return this == FULL ? "full" : "quick";
    }
}
