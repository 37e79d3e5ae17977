package tornadovae.manifold.atlas;

/**
 * What is measured of a picture, in pixels and degrees, after Morpho-MNIST (Castro, Tan, Kainz, Konukoglu and Glocker 2019, arXiv
 * 1809.10780, section 2.1). Slant, width and height are theirs, on grey values. Thickness, length and area are theirs in meaning,
 * but found from area and perimeter of the {@link HalfContour} where they thin an enlarged picture to a skeleton.
 */
public enum Attribute {

    /**
     * arctan(−u₁₁/u₀₂): how far the ink leans to the right; the angle of the shear that would set it upright. {@link Moments}.
     */
    SLANT("slant", "degrees"),

    /**
     * t = 4A / (P + √(P² − 4πχA)), with area A, perimeter P and Euler's number χ of the {@link HalfContour}: the width of a pen
     * that has drawn it. A pen of width t along a line of length L without crossings covers A = t L + χ π t²/4 within P = 2 L + χ
     * π t (Weyl 1939, the volume of tubes), χ = 1 with two round ends and 0 for a closed loop.
     */
    THICKNESS("thickness", "pixels"),

    /**
     * Across, between the 1 % and the 99 % quantile of the ink along rows that are sheared upright: c − (u₁₁/u₀₂)(r − r̄). The
     * side of Morpho-MNIST's bounding parallelogram.
     */
    WIDTH("width", "pixels"),

    /** Down, between the 1 % and the 99 % quantile of the ink. */
    HEIGHT("height", "pixels"),

    /** A, of the {@link HalfContour}. */
    AREA("area", "pixels²"),

    /** L = (P − χ π t) / 2, the length of the pen's line. */
    LENGTH("length", "pixels");

    private final String label;
    private final String unit;

    Attribute(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** As it stands in tables. */
    public String label() {
        return label;
    }

    public String unit() {
        return unit;
    }
}
