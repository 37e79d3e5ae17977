package tornadovae.data.source;

import java.util.ArrayList;
import java.util.List;
import tornadovae.data.DataSpec;
import tornadovae.data.Dataset;
import tornadovae.data.Factor;
import tornadovae.data.Part;
import tornadovae.math.Philox.Stream;
import tornadovae.math.Philox;

/**
 * Handwriting-like digits with known factors, 28×28 and laid out as MNIST is: the ink fits a 20×20 box (times {@code scale}) and
 * its centre of mass stands in the middle (plus shift). Every image is drawn from stroke skeletons by a soft round pen, as a pure
 * function of seed and image number: no file is needed and threads do not matter.
 */
public final class Digits {

    public static final int SIZE = 28;
    public static final int DEFAULT_TRAIN = 20_000;
    public static final int DEFAULT_TEST = 4_000;

    /** The columns of {@link Part#factors}, in this order. */
    public static final List<Factor> FACTORS = List.of(
            Factor.classes("class", DigitStyles.DIGITS),
            Factor.steps("style", DigitStyles.STYLES),
            Factor.range("slant", -8, 28, "degrees"),
            Factor.range("thickness", 1.9, 3.7, "pixels"),
            Factor.range("scale", 0.8, 1, ""),
            Factor.range("rotation", -8, 8, "degrees"),
            Factor.range("shift x", -1.5, 1.5, "pixels"),
            Factor.range("shift y", -1.5, 1.5, "pixels"),
            Factor.range("jitter", 0.2, 1, ""));

    /** Pixels of the longer side of a digit at scale 1. */
    public static final int BOX = 20;

    static final DataSource SOURCE = DataSource.drawn("digits",
            "handwriting-like digits with " + FACTORS.size() + " known factors, 28×28, any number", Digits::generate);

    private static final float JITTER = 0.115f;     // largest coefficient of the deformation, in digit heights, at jitter 1
    private static final float PRESSURE = 0.16f;    // how much the pen's radius may differ from the thickness asked for

    private static final int ELASTIC_WORDS = 64;    // first random number of the deformation; those before are for the factors
    private static final int PRESSURE_WORDS = 128;

    private Digits() {}

    public static Dataset generate(DataSpec spec) {
        int train = spec.train() == 0 ? DEFAULT_TRAIN : spec.train(), test = spec.test() == 0 ? DEFAULT_TEST : spec.test();
        ImageMemory.check(spec.name(), (long) train + test, SIZE * SIZE, FACTORS.size());
        return new Dataset(spec.name(), SIZE, SIZE, part(train, spec.seed(), 0), part(test, spec.seed(), 1),
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), FACTORS);
    }

    /** Image i has step 2 i + parity of the data stream to itself, so more images never change the first ones. */
    private static Part part(int count, int seed, int parity) {
        return Procedural.part(count, SIZE * SIZE,
                i -> sampleFactors(seed, 2 * i + parity), (i, factors) -> draw(factors, seed, 2 * i + parity));
    }

    private static float[] sampleFactors(int seed, int step) {
        float[] factors = new float[FACTORS.size()];
        for (int f = 0; f < factors.length; f++) factors[f] = FACTORS.get(f).at(Philox.uniform(seed, Stream.DATA, step, f));
        return factors;
    }

    /**
     * Draws one digit.
     *
     * @param factors values of {@link #FACTORS}, in that order
     * @param seed    with {@code step}: chooses the deformation (as strong as the jitter says) and the pen's pressure
     * @return {@code [28 · 28]} bytes, white ink on black
     */
    public static byte[] draw(float[] factors, int seed, int step) {
        Elastic elastic = Elastic.draw(factors[8] * JITTER, seed, step, ELASTIC_WORDS);
        List<List<float[]>> lines = new ArrayList<>();
        for (Curve curve : DigitStyles.of((int) factors[0], (int) factors[1])) lines.add(elastic.bend(curve).flatten());
        lean(lines, factors[2], factors[5]);
        float thickness = factors[3];
        fit(lines, BOX * factors[4] - thickness);
        // where lines cross, ink does not add up: only the drawing itself knows its centre of mass
        float[] centre = ink(lines, thickness / 2, seed, step).centreOfMass();
        move(lines, SIZE / 2f + factors[6] - centre[0], SIZE / 2f + factors[7] - centre[1]);
        return ink(lines, thickness / 2, seed, step).pixels();
    }

    /**
     * Slant by x ← x − y tan s, then rotation (clockwise on the picture) by r: (x, y) ← (x cos r − y sin r, x sin r + y cos r).
     */
    private static void lean(List<List<float[]>> lines, float slantDegrees, float rotationDegrees) {
        float tan = (float) StrictMath.tan(StrictMath.toRadians(slantDegrees));
        double rotation = StrictMath.toRadians(rotationDegrees);
        float cos = (float) StrictMath.cos(rotation), sin = (float) StrictMath.sin(rotation);
        for (List<float[]> line : lines) {
            for (float[] p : line) {
                float x = p[0] - p[1] * tan, y = p[1];
                p[0] = x * cos - y * sin;
                p[1] = x * sin + y * cos;
            }
        }
    }

    /** Scales the longer side to {@code size} pixels, in the middle of the picture. */
    private static void fit(List<List<float[]>> lines, float size) {
        float left = Float.MAX_VALUE, right = -Float.MAX_VALUE, top = Float.MAX_VALUE, bottom = -Float.MAX_VALUE;
        for (List<float[]> line : lines) {
            for (float[] p : line) {
                left = Math.min(left, p[0]);
                right = Math.max(right, p[0]);
                top = Math.min(top, p[1]);
                bottom = Math.max(bottom, p[1]);
            }
        }
        float scale = size / Math.max(right - left, bottom - top);
        for (List<float[]> line : lines) {
            for (float[] p : line) {
                p[0] = SIZE / 2f + scale * (p[0] - (left + right) / 2);
                p[1] = SIZE / 2f + scale * (p[1] - (top + bottom) / 2);
            }
        }
    }

    private static void move(List<List<float[]>> lines, float dx, float dy) {
        for (List<float[]> line : lines) {
            for (float[] p : line) {
                p[0] += dx;
                p[1] += dy;
            }
        }
    }

    /** The pen's radius drifts between random values at the ends of each line; behind a corner it goes on as it was. */
    private static SoftPen ink(List<List<float[]>> lines, float radius, int seed, int step) {
        SoftPen pen = new SoftPen(SIZE, SIZE);
        for (int l = 0; l < lines.size(); l++) {
            List<float[]> line = lines.get(l);
            float from = pressure(seed, step, l), to = pressure(seed, step, l + 1);
            for (int i = 1; i < line.size(); i++) {
                float[] a = line.get(i - 1), b = line.get(i);
                float ra = from + (to - from) * (i - 1) / (line.size() - 1), rb = from + (to - from) * i / (line.size() - 1);
                pen.line(a[0], a[1], radius * ra, b[0], b[1], radius * rb);
            }
        }
        return pen;
    }

    private static float pressure(int seed, int step, int at) {
        return 1 + PRESSURE * (2 * Philox.uniform(seed, Stream.DATA, step, PRESSURE_WORDS + at) - 1);
    }
}
