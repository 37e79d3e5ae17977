package tornadovae.graph;

/**
 * The nonlinearity of a layer. Its derivative is written in terms of the output y, so that the pre-activation need not be kept.
 */
public enum Activation {
    /** y = a, y′ = 1. */
    IDENTITY,
    /** y = tanh a, y′ = 1 − y². */
    TANH,
    /** y = max(0, a), y′ = 1 where y &gt; 0, else 0. */
    RELU,
    /** y = log(1 + eᵃ), y′ = σ(a) = 1 − e⁻ʸ. */
    SOFTPLUS
}
