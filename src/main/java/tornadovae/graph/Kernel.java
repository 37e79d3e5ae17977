package tornadovae.graph;

/**
 * The kernel k(a, b) of a {@link MeanDiscrepancy} between points of d dimensions, written in terms of the squared distance D = ‖a
 * − b‖².
 */
public enum Kernel {
    /**
     * Inverse multiquadratics of seven scales, Σ_s C_s / (C_s + D) with C_s = 2 d s, s ∈ {0.1, 0.2, 0.5, 1, 2, 5, 10} (Tolstikhin
     * et al. 2018, section 4, for σ² = 1).
     */
    IMQ,
    /** exp(−D / 2d)   (Zhao, Song and Ermon 2019). */
    RBF;

    private static final float[] SCALES = {0.1f, 0.2f, 0.5f, 1, 2, 5, 10};

    /** C_s of {@link #IMQ} for points of {@code d} dimensions. */
    public static float[] constants(int d) {
        float[] constants = SCALES.clone();
        for (int s = 0; s < constants.length; s++) constants[s] *= 2 * d;
        return constants;
    }

    /** Floating-point operations of one value, given D. */
    long flops() {
        return this == IMQ ? 3 * SCALES.length : 2;
    }
}
