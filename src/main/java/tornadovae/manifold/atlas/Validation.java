package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tornadovae.data.Dataset;
import tornadovae.data.source.Digits;
import tornadovae.data.source.Sprites;
import tornadovae.math.Groups;
import tornadovae.math.RankCorrelation;
import tornadovae.math.Statistics;

/**
 * How well an attribute is measured: beside the factor that pictures of a procedural set were drawn with.
 *
 * <p>The slant of {@code digits} is the shear of the letterform, which is rotated afterwards; a tall figure then leans by about
 * slant + rotation, a round one by the slant alone. The letterforms themselves are not upright either: a 4 leans one way and an 8
 * the other. So slant is compared with the factor, with slant + rotation, and with that within one style of one digit, where a
 * letterform's own lean does not count: the last says how well slant is measured, the others also say what the word means.
 * Thickness is the pen's, which presses up to 16 % harder or less on the way. Height is compared with the side of the box that
 * the digit was fitted to, and does not reach it: 2 % of the ink lie outside, and a few digits are wider than high. The area of
 * {@code sprites} is that of their outline.
 *
 * @param factor what it is compared with
 * @param unit of both
 * @param correlation Pearson's
 * @param bias mean of measured − true; NaN where means are taken off
 * @param error standard deviation of measured − true, the bias being removed
 * @param images how many were measured
 */
public record Validation(Attribute attribute, String factor, String unit, double correlation, double bias, double error,
        int images) {

    private static final int SLANT = 2, THICKNESS = 3, SCALE = 4, ROTATION = 5;   // columns of Digits.FACTORS
    private static final int STYLES = Digits.FACTORS.get(1).values();

    /**
     * @param data     whose factors decide what there is to compare: nothing for a set that was not drawn here
     * @param measured {@code [images][attributes]} of the first test images
     */
    static List<Validation> of(Dataset data, double[][] measured) {
        float[][] factors = data.test().factors();
        var validations = new ArrayList<Validation>();
        if (data.factors().equals(Digits.FACTORS)) {
            int[] style =
                    IntStream.range(0, measured.length).map(i -> STYLES * (int) factors[i][0] + (int) factors[i][1]).toArray();
            validations.add(plain(Attribute.SLANT, "slant", measured, factors, f -> f[SLANT]));
            validations.add(plain(Attribute.SLANT, "slant + rotation", measured, factors, f -> f[SLANT] + f[ROTATION]));
            validations.add(within(Attribute.SLANT, "slant + rotation within a style", measured, factors, style,
                    f -> f[SLANT] + f[ROTATION]));
            validations.add(plain(Attribute.THICKNESS, "thickness", measured, factors, f -> f[THICKNESS]));
            validations.add(plain(Attribute.HEIGHT, Digits.BOX + " × scale", measured, factors, f -> Digits.BOX * f[SCALE]));
        } else if (data.factors().equals(Sprites.FACTORS)) {
            validations.add(plain(Attribute.AREA, "area of the outline", measured, factors, f -> Sprites.area(f, data.width())));
        }
        return validations;
    }

    private static Validation plain(Attribute attribute, String factor, double[][] measured, float[][] factors,
            ToDoubleFunction<float[]> truth) {
        int[] there = there(attribute, measured);
        double[] of = values(attribute, measured, there),
                expected = Arrays.stream(there).mapToDouble(i -> truth.applyAsDouble(factors[i])).toArray();
        double[] differences = IntStream.range(0, of.length).mapToDouble(i -> of[i] - expected[i]).toArray();
        boolean some = of.length > 0;
        return new Validation(attribute, factor, attribute.unit(), RankCorrelation.pearson(of, expected),
                some ? Statistics.mean(differences) : Double.NaN, some ? Statistics.standardDeviation(differences) : Double.NaN,
                of.length);
    }

    private static Validation within(Attribute attribute, String factor, double[][] measured, float[][] factors, int[] group,
            ToDoubleFunction<float[]> truth) {
        int[] there = there(attribute, measured), ofThere = Arrays.stream(there).map(i -> group[i]).toArray();
        double[] of = Groups.centred(ofThere, values(attribute, measured, there));
        double[] expected =
                Groups.centred(ofThere, Arrays.stream(there).mapToDouble(i -> truth.applyAsDouble(factors[i])).toArray());
        double squares = 0;
        for (int i = 0; i < of.length; i++) squares += (of[i] - expected[i]) * (of[i] - expected[i]);
        double error = Math.sqrt(squares / (of.length - Groups.count(ofThere)));   // NaN where each stands alone
        return new Validation(attribute, factor, attribute.unit(), RankCorrelation.pearson(of, expected), Double.NaN, error,
                of.length);
    }

    private static int[] there(Attribute attribute, double[][] measured) {
        return IntStream.range(0, measured.length).filter(i -> Double.isFinite(measured[i][attribute.ordinal()])).toArray();
    }

    private static double[] values(Attribute attribute, double[][] measured, int[] there) {
        return Arrays.stream(there).mapToDouble(i -> measured[i][attribute.ordinal()]).toArray();
    }

    /** {@code 0.91 with slant + rotation (bias −0.24, error 4.9 degrees)}. */
    String phrase() {
        return "%s with %s (%serror %s %s)".formatted(Sentences.number("%.2f", correlation), factor,
                Double.isNaN(bias) ? "" : "bias " + Sentences.number("%.2g", bias) + ", ", Sentences.number("%.2g", error), unit);
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("attribute", attribute.label());
        map.put("factor", factor);
        map.put("unit", unit);
        map.put("correlation", correlation);
        map.put("bias", bias);
        map.put("error", error);
        map.put("images", images);
        return map;
    }
}
