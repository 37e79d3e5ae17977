package tornadovae.model;

/** How grey pixels become binary. */
public enum Binarize {
    /** They stay as they are, in [0, 1]. */
    NONE,
    /** Drawn once, before training. */
    STATIC,
    /** Drawn anew at every presentation. */
    DYNAMIC
}
