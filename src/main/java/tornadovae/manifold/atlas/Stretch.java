package tornadovae.manifold.atlas;

/**
 * How a picture μ(z) changes around a code: the singular values of J = ∂μ/∂z, {@code [pixels × 2]}, which are the half axes of
 * the ellipse that a small circle of codes becomes among pictures. JᵀJ is the metric that the decoder lays on the latent plane
 * (Arvanitidis, Hansen and Hauberg 2018, arXiv 1710.11379).
 *
 * @param largest σ₁: by how much the picture changes along the direction of fastest change, pixel values (0 … 1, root of the sum
 * of squares over all of them) per unit of z
 * @param smallest σ₂, across that direction
 * @param direction of fastest change, radians from the first towards the second axis, (−π/2, π/2]
 */
record Stretch(double largest, double smallest, double direction) {

    /** @param across {@code [pixels]}: ∂μ/∂z along the first dimension; {@code up} along the second */
    static Stretch of(float[] across, float[] up) {
        double aa = product(across, across), ab = product(across, up), bb = product(up, up);
        // σ₁² = (a·a + b·b)/2 + √(((a·a − b·b)/2)² + (a·b)²)
        double square = (aa + bb) / 2 + Math.hypot((aa - bb) / 2, ab);
        // σ₁ σ₂ = |a| |b − (a·b / a·a) a|, the area that the columns span: exact where they are nearly parallel
        boolean first = aa >= bb;
        float[] base = first ? across : up, other = first ? up : across;
        double along = ab / Math.max(aa, bb), rest = 0;
        for (int c = 0; c < base.length; c++) rest += (other[c] - along * base[c]) * (other[c] - along * base[c]);
        double largest = Math.sqrt(square);
        return new Stretch(largest, square == 0 ? 0 : Math.min(largest, Math.sqrt(Math.max(aa, bb)) * Math.sqrt(rest) / largest),
                Math.atan2(2 * ab, aa - bb) / 2);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) sum += (double) a[c] * b[c];
        return sum;
    }

    /** ‖J‖ = √(σ₁² + σ₂²), Frobenius' norm. */
    double norm() {
        return Math.hypot(largest, smallest);
    }

    /** σ₁/σ₂: 1 where the picture changes alike in all directions; ∞ where one of them changes nothing, NaN where none does. */
    double condition() {
        return largest / smallest;
    }
}
