package tornadovae.model;

/** p(x|z). */
public enum Likelihood {
    /** Binary pixels with logits from one linear head; real pixels in [0, 1] are taken as probabilities. */
    BERNOULLI,
    /** Real pixels with a mean and a log-variance each, from two linear heads on the same hidden layer. */
    GAUSSIAN
}
