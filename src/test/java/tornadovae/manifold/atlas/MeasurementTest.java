package tornadovae.manifold.atlas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

/** Shapes whose attributes are known, drawn with edges that are grey by how much of a pixel they cover. */
class MeasurementTest {

    private static final int FINE = 8;

    /**
     * A picture of the region where a function is positive; x to the right and y downwards, in pixels, from the upper left
     * corner.
     */
    private static float[] picture(int width, int height, ToDoubleBiFunction<Double, Double> inside) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            for (int s = 0; s < FINE * FINE; s++) {
                if (inside.applyAsDouble(i % width + (s % FINE + 0.5) / FINE,
                        i / width + (s / FINE + 0.5) / FINE) > 0) {
                    pixels[i] += 1f / (FINE * FINE);
                }
            }
        }
        return pixels;
    }

    private static double distanceToLine(double x, double y, double x0, double y0, double x1, double y1) {
        double dx = x1 - x0, dy = y1 - y0, t = Math.clamp(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0, 1);
        return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
    }

    private static double value(float[] pixels, int width, Attribute attribute) {
        return Measurement.of(pixels, width)[attribute.ordinal()];
    }

    @Test
    void aShearedBarHasItsSlant() {
        for (double degrees : new double[] {-40, -12.5, 0, 7, 30, 45}) {
            double tan = Math.tan(Math.toRadians(degrees));
            // leans to the right as y decreases
            float[] bar = picture(40, 28, (x, y) -> Math.abs(y - 14) < 9 && Math.abs(x - 20 + (y - 14) * tan) < 2 ? 1 : -1);
            assertEquals(degrees, value(bar, 40, Attribute.SLANT), 0.4, "slant; whole pixels make the bar a little taller");
            assertEquals(0.98 * 18, value(bar, 40, Attribute.HEIGHT), 0.1, "height at " + degrees);
            assertEquals(4, value(bar, 40, Attribute.WIDTH), 0.6 + 0.02 * Math.abs(degrees),
                    "width, of pixels that are not sheared themselves, at " + degrees);
            assertEquals(72, value(bar, 40, Attribute.AREA), 1.3, "a shear keeps the area, at " + degrees);
        }
    }

    @Test
    void aPenLineHasItsThicknessAndLengthWhateverItsDirection() {
        for (double thickness : new double[] {2, 3, 4.5}) {
            for (double degrees = 0; degrees < 180; degrees += 15) {
                double dx = 9 * Math.cos(Math.toRadians(degrees)), dy = 9 * Math.sin(Math.toRadians(degrees));
                float[] line = picture(28, 28,
                        (x, y) -> thickness / 2 - distanceToLine(x, y, 14.2 - dx, 13.7 - dy, 14.2 + dx, 13.7 + dy));
                assertEquals(thickness, value(line, 28, Attribute.THICKNESS), 0.06 * thickness + 0.05, "thickness at " + degrees);
                assertEquals(18, value(line, 28, Attribute.LENGTH), 1, "length at " + degrees);
            }
        }
    }

    @Test
    void aRingIsALineWithoutEnds() {
        for (double thickness : new double[] {2, 3.5}) {
            float[] ring = picture(28, 28, (x, y) -> thickness / 2 - Math.abs(Math.hypot(x - 14, y - 14) - 8));
            assertEquals(thickness, value(ring, 28, Attribute.THICKNESS), 0.06);
            assertEquals(2 * Math.PI * 8, value(ring, 28, Attribute.LENGTH), 1);
            assertEquals(0, HalfContour.of(ring, 28).euler());
        }
    }

    @Test
    void aDotIsAsThickAsItIsWide() {
        float[] dot = picture(28, 28, (x, y) -> 5 - Math.hypot(x - 14, y - 14));
        assertEquals(10, value(dot, 28, Attribute.THICKNESS), 2, "the root is sensitive where the perimeter is shortest");
        assertEquals(Math.PI * 25, value(dot, 28, Attribute.AREA), 0.8);
        assertEquals(2 * Math.PI * 5, HalfContour.of(dot, 28).perimeter(), 0.4);
    }

    @Test
    void eulersNumberCountsPiecesLessHoles() {
        float[] eight = picture(28, 28, (x, y) -> Math.min(1.4 - Math.abs(Math.hypot(x - 14, y - 8) - 5), 9) > 0
                || 1.4 - Math.abs(Math.hypot(x - 14, y - 19) - 6) > 0 ? 1 : -1);
        assertEquals(-1, HalfContour.of(eight, 28).euler(), "one piece, two holes");
        float[] bars = picture(28, 28, (x, y) -> Math.abs(x - 14) < 12 && (int) (x / 4) % 2 == 0 ? 1 : -1);
        assertEquals(4, HalfContour.of(bars, 28).euler());
    }

    @Test
    void brightnessAndHazeDoNotChangeAShape() {
        float[] line = picture(28, 28, (x, y) -> 1.5 - distanceToLine(x, y, 10, 22, 17, 6)), faint = line.clone();
        for (int i = 0; i < faint.length; i++) faint[i] = 0.5f * line[i] + (i % 28 > 20 ? 0.02f : 0);
        double[] plain = Measurement.of(line, 28), hazy = Measurement.of(faint, 28);
        for (Attribute attribute : Attribute.values()) {
            assertEquals(plain[attribute.ordinal()], hazy[attribute.ordinal()], 0.1, attribute.label());
        }
        assertTrue(plain[Attribute.SLANT.ordinal()] > 20 && plain[Attribute.SLANT.ordinal()] < 25, "arctan 7/16");
    }

    @Test
    void anEmptyPictureHasNoAttributes() {
        for (float level : new float[] {0, 0.05f, -3}) {
            float[] nothing = new float[12];
            Arrays.fill(nothing, level);
            for (double value : Measurement.of(nothing, 4)) assertTrue(Double.isNaN(value));
        }
    }

    @Test
    void onePixelHasAPlaceButNoSlant() {
        double[] values = Measurement.of(new float[] {0, 0, 0, 0, 1, 0}, 3);
        assertTrue(Double.isNaN(values[Attribute.SLANT.ordinal()]));
        assertEquals(0.98, values[Attribute.WIDTH.ordinal()], 1e-6);
        assertEquals(0.98, values[Attribute.HEIGHT.ordinal()], 1e-6);
        assertTrue(values[Attribute.AREA.ordinal()] > 0);
    }

    /** A large disc and a small one are drawn by no pen of one width: √A₁ + √A₂ < √(2(A₁ + A₂)). */
    @Test
    void blobsHaveNoNegativeLength() {
        float[] picture = new float[28 * 28];
        for (int i = 0; i < picture.length; i++) {
            double large = Math.hypot(i % 28 - 9, i / 28 - 14) - 7, small = Math.hypot(i % 28 - 22, i / 28 - 14) - 2;
            picture[i] = (float) Math.clamp(0.5 - Math.min(large, small), 0, 1);
        }
        assertTrue(Double.isNaN(value(picture, 28, Attribute.LENGTH)), "length " + value(picture, 28, Attribute.LENGTH));
        assertTrue(value(picture, 28, Attribute.AREA) > 150);
    }
}
