package tornadovae.engine.cpu;

/**
 * Arithmetic between one image of a minibatch and images {@code from ≤ j < to} of it. Numbers of the images lie at [at + j] where
 * a method has an {@code at} (a row of a transposed tensor), else at [j].
 */
public sealed interface Pairs permits VectorPairs, ScalarPairs {

    /** sum[j] += (value − points[at + j])². */
    void addSquares(float value, float[] points, int at, float[] sum, int from, int to);

    /** Σ_j Σ_s C_s / (C_s + D_j): the inverse multiquadratic {@link tornadovae.graph.Kernel}. */
    float imq(float[] distance, float[] constants, int from, int to);

    /** D_j ← scale[j] · d/dD Σ_s C_s / (C_s + D_j). */
    void imqSlope(float[] distance, float[] constants, float[] scale, int from, int to);

    /** Σ_j exp(−D_j / width). */
    float rbf(float[] distance, float width, int from, int to);

    /** D_j ← scale[j] · d/dD exp(−D_j / width). */
    void rbfSlope(float[] distance, float width, float[] scale, int from, int to);

    /** Σ_j weight[j] (value − points[at + j]). */
    float pull(float value, float[] points, int at, float[] weight, int from, int to);

    /**
     * logQ[at + j] = offset[at + j] − ½ precision[at + j] (value − mean[at + j])², and joint[j] += that. The densities may start
     * elsewhere: {@code logQ[q0 + j]}.
     */
    void logNormals(float value, float[] mean, float[] precision, float[] offset, int at, float[] logQ, int q0, float[] joint,
            int from, int to);

    /** logQ[q0 + j] = offset − ½ precision (points[at + j] − mean)², and joint[j] += that. */
    void logNormal(float mean, float precision, float offset, float[] points, int at, float[] logQ, int q0, float[] joint,
            int from, int to);

    /** max_j (x[x0 + j] + y[j]). */
    float max(float[] x, int x0, float[] y, int from, int to);

    /** Σ_j exp(x[x0 + j] + y[j] − shift). */
    float sumOfExponentials(float[] x, int x0, float[] y, float shift, int from, int to);

    /** x[j] = exp(x[j] + y[j] − shift[at + j]). */
    void exponentials(float[] x, float[] y, float[] shift, int at, int from, int to);

    /** Σ_j g_j (value − mean[at + j]) precision[at + j] with g_j = joint[j] − exp(logQ[q0 + j] + logWeight[j] − shift). */
    float pullOfDraw(float value, float[] mean, float[] precision, int at, float[] joint, float[] logQ, int q0, float[] logWeight,
            float shift, int from, int to);

    /**
     * With g_j = upstream[j] (joint[j] − exp(logQ[q0 + j] + logWeight[j] − shift[at + j])): sums[0] += Σ_j g_j (points[at + j] −
     * mean) precision, and sums[1] += ½ Σ_j g_j ((points[at + j] − mean)² precision − 1).
     */
    void pullOfCode(float mean, float precision, float[] points, float[] shift, int at, float[] joint, float[] logQ, int q0,
            float[] logWeight, float[] upstream, float[] sums, int from, int to);
}
