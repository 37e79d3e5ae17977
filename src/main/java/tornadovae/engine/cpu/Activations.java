package tornadovae.engine.cpu;

/**
 * What follows a matrix product, in place on {@code rows × columns} of c, row r beginning at {@code c0 + r·cStride}. Whole
 * vectors are worked on: columns beyond {@code columns} up to a multiple of {@link Lanes#LANES} must exist in every array (the
 * bias too) and are set to 0 in c.
 */
public sealed interface Activations permits VectorActivations, ScalarActivations {

    /** c ← c + bias. */
    void identity(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0);

    /** c ← tanh(c + bias). */
    void tanh(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0);

    /** c ← max(c + bias, 0); NaN stays NaN. */
    void relu(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0);

    /** c ← softplus(c + bias) = log(1 + e^(c + bias)). */
    void softplus(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0);

    /** c ← σ(c + bias) = 1 / (1 + e^−(c + bias)). */
    void sigmoid(float[] c, int c0, int cStride, int rows, int columns, float[] bias, int bias0);

    /** c ← c · (1 − y²), the derivative of y = tanh. */
    void tanhGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride);

    /** c ← c where y &gt; 0, else 0: the derivative of y = relu. */
    void reluGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride);

    /** c ← c · (1 − e⁻ʸ), the derivative of y = softplus. */
    void softplusGradient(float[] c, int c0, int cStride, int rows, int columns, float[] y, int y0, int yStride);
}
