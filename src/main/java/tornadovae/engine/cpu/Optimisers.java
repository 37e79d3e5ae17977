package tornadovae.engine.cpu;

/**
 * Parameter updates on {@code count} floats, a multiple of {@link Lanes#LANES}: w and its state from {@code w0} on, the gradient
 * g from {@code g0} on, so that a panel of the weight gradient can be used up while it is in the second-level cache.
 */
public sealed interface Optimisers permits VectorOptimisers, ScalarOptimisers {

    /**
     * Smaller moments become 0: denormal numbers would slow every later step down, and against any sensible ε they do not count.
     */
    float NEGLIGIBLE = 1e-30f;

    /**
     * Adam in PyTorch's form (Kingma and Ba 2015, Algorithm 1):
     * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  w ← w − rate · m / (√v · rootCorrection + ε).
     *
     * @param rate learning rate / (1 − β₁ᵗ)
     * @param beta1 β₁, in double precision so that 1 − β₁ keeps its digits; β₂ likewise
     * @param rootCorrection 1 / √(1 − β₂ᵗ)
     */
    void adam(float[] w, float[] m, float[] v, int w0, float[] g, int g0, int count, float rate, double beta1, double beta2,
            float rootCorrection, float epsilon);

    /**
     * sums[q] ← sums[q] + Σ_k g[g0 + k·PANEL + q]², k &lt; columns, for the {@link Lanes#PANEL} rows q of a panel; in the order
     * of k.
     */
    void addSquares(float[] g, int g0, int columns, double[] sums);

    /** Adagrad (Duchi et al. 2011; PyTorch's form): h ← h + g²,  w ← w − rate · g / (√h + ε). */
    void adagrad(float[] w, float[] h, int w0, float[] g, int g0, int count, float rate, float epsilon);
}
