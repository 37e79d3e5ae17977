package tornadovae.engine.cpu;

/**
 * Negative log likelihoods of a tile, {@code rows × columns}, and their gradients, in place. The sum over a row's columns goes to
 * {@code nll[nll0 + r·nllStride]} (one place a tile, added up by the caller in a fixed order). Columns beyond {@code columns} up
 * to a multiple of {@link Lanes#LANES} must exist in every array; they do not count, and their gradient is set to 0.
 */
public sealed interface Likelihoods permits VectorLikelihoods, ScalarLikelihoods {

    /** Bernoulli, on logits ℓ: nll = Σ softplus(ℓ) − x ℓ, in nats; the logits stay. */
    void bernoulli(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns,
            float[] nll, int nll0, int nllStride);

    /**
     * ℓ ← scale · (σ(ℓ) − x), the gradient of {@code scale} times the Bernoulli loss. A pass of its own: see
     * {@link VectorLikelihoods}.
     */
    void bernoulliGradient(float[] logits, int logits0, int logitsStride, float[] x, int x0, int xStride, int rows, int columns,
            float scale);

    /**
     * Gaussian with learned variance, s = max(log σ², floor): nll = ½ Σ log 2π + s + (x − μ)² e⁻ˢ, in nats; μ ← scale · (μ − x)
     * e⁻ˢ, log σ² ← scale · ½ (1 − (x − μ)² e⁻ˢ), or 0 below the floor. Means and log-variances lie in one array; no padding is
     * touched.
     */
    void gaussian(float[] out, int mean0, int logVar0, int outStride, float[] x, int x0, int xStride, int rows, int columns,
            float floor, float scale, float[] nll, int nll0, int nllStride);
}
