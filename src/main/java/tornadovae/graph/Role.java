package tornadovae.graph;

/** What a tensor is for; an engine decides by it where the tensor lives and how long. */
public enum Role {
    /** A learned weight or bias. */
    PARAMETER,
    /** The optimiser's memory of one parameter. */
    OPTIMISER_STATE,
    /** ∂loss/∂(another tensor). */
    GRADIENT,
    /** A value that lives for one run of a program. */
    ACTIVATION,
    /** A number a replica has of its own: β, learning rate, …; written by the host, read by kernels. */
    HYPERPARAMETER,
    /** 32-bit integers instead of floats: seeds and step counters. */
    INTEGER,
    /** Collected over many runs for the host to read. */
    RESULT
}
