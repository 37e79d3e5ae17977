package tornadovae.manifold.atlas;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Measures the {@link Attribute}s of a picture. */
final class Measurement {

    /** A picture whose brightest pixel is darker shows nothing that could be measured. */
    static final double FAINT = 0.1;

    /** Ink that may lie outside width and height, half of it on either side. */
    private static final double OUTSIDE = 0.02;

    /** Pixels by which the contour of a disc may be shorter than its pen's. */
    private static final double ROUNDING = 0.5;

    private Measurement() {}

    /**
     * @param pixels {@code [rows · width]}, 0 black … 1 white ink; what a Gaussian decoder gives beyond is cut off
     * @return {@code [attributes]}, in their order; NaN for an empty picture, and a slant of NaN for a single row
     */
    static double[] of(float[] pixels, int width) {
        float[] grey = new float[pixels.length];
        float brightest = 0;
        for (int i = 0; i < grey.length; i++) {
            grey[i] = Math.clamp(pixels[i], 0f, 1f);
            brightest = Math.max(brightest, grey[i]);
        }
        double[] values = new double[Attribute.values().length];
        Arrays.fill(values, Double.NaN);
        if (!(brightest >= FAINT)) return values;
        double[] ink = Moments.ink(grey);
        var moments = Moments.of(ink, width);
        double shear = moments.u02() > 0 ? moments.shear() : Double.NaN;
        values[Attribute.SLANT.ordinal()] = Math.toDegrees(Math.atan(-shear));
        double upright = Double.isNaN(shear) ? 0 : shear;
        int[] inked = IntStream.range(0, ink.length).filter(i -> ink[i] > 0).toArray();
        double[] mass = Arrays.stream(inked).mapToDouble(i -> ink[i]).toArray();
        values[Attribute.WIDTH.ordinal()] = extent(mass,
                Arrays.stream(inked).mapToDouble(i -> i % width - upright * (i / width - moments.centreRow())).toArray());
        values[Attribute.HEIGHT.ordinal()] = extent(mass, Arrays.stream(inked).mapToDouble(i -> i / width).toArray());
        var contour = HalfContour.of(grey, width);
        double thickness = thickness(contour);
        values[Attribute.THICKNESS.ordinal()] = thickness;
        values[Attribute.AREA.ordinal()] = contour.area();
        values[Attribute.LENGTH.ordinal()] = length(contour, thickness);
        return values;
    }

    /** {@code [pictures][attributes]}. */
    static double[][] of(float[][] pictures, int width) {
        return IntStream.range(0, pictures.length).parallel().mapToObj(i -> of(pictures[i], width)).toArray(double[][]::new);
    }

    /**
     * The root t of χ π t²/4 − P t/2 + A = 0 that is A / (P/2) for a long line; with a compact region, which is no line, the root
     * is taken of 0.
     */
    private static double thickness(HalfContour contour) {
        double a = contour.area(), p = contour.perimeter();
        return 4 * a / (p + Math.sqrt(Math.max(0, p * p - 4 * Math.PI * contour.euler() * a)));
    }

    /** (P − χ π t) / 2: 0 for a disc; NaN where the pieces of a blurred picture are too compact for any pen. */
    private static double length(HalfContour contour, double thickness) {
        double length = (contour.perimeter() - contour.euler() * Math.PI * thickness) / 2;
        return length < -ROUNDING ? Double.NaN : Math.max(0, length);
    }

    /** The distance between two quantiles of the ink, each pixel's being spread over a unit around its place. */
    private static double extent(double[] mass, double[] place) {
        return quantile(1 - OUTSIDE / 2, mass, place) - quantile(OUTSIDE / 2, mass, place);
    }

    private static double quantile(double q, double[] mass, double[] place) {
        double low = Arrays.stream(place).min().orElseThrow() - 0.5, high = Arrays.stream(place).max().orElseThrow() + 0.5,
                wanted = q * Arrays.stream(mass).sum();
        for (int halving = 0; halving < 24; halving++) {
            double middle = (low + high) / 2, below = 0;
            for (int i = 0; i < mass.length; i++) below += mass[i] * Math.clamp(middle - place[i] + 0.5, 0.0, 1.0);
            if (below < wanted) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }
}
