package tornadovae.train;

/**
 * q(z|x) of some images.
 *
 * @param mu     {@code [images][latent]}: the means
 * @param logVar {@code [images][latent]}: log σ², nats
 */
public record Codes(float[][] mu, float[][] logVar) {}
