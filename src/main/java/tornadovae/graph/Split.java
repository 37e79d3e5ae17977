package tornadovae.graph;

/** The two parts of a data set that a session holds. */
public enum Split { TRAIN, TEST }
