package tornadovae.manifold.atlas;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.math.LabelInformation;
import tornadovae.math.Statistics;

/**
 * The rotation null: I(cos θ z₁ + sin θ z₂; class) for {@link #ANGLES} directions θ = 0° … 178.5°. A Gaussian prior looks the
 * same from all sides, so a model has no reason to put the class along its axes (Locatello et al. 2019, theorem 1): an axis is
 * special only if hardly any other direction tells as much.
 *
 * @param degrees {@code [angles]}, 0 is the first axis and 90 the second
 * @param bits {@code [angles]}
 */
public record InformationRotation(double[] degrees, double[] bits) {

    /**
     * Even, so that both axes are among them; of 120 directions exactly three, one in forty, are in the
     * {@link Information#SPECIAL} end.
     */
    static final int ANGLES = 120;

    static InformationRotation of(double[] x, double[] y, int[] labels) {
        double[] degrees = IntStream.range(0, ANGLES).mapToDouble(angle -> 180.0 * angle / ANGLES).toArray();
        double[] bits = IntStream.range(0, ANGLES).parallel().mapToDouble(angle -> {
            double cos = Math.cos(Math.toRadians(degrees[angle])), sin = Math.sin(Math.toRadians(degrees[angle]));
            double[] turned = new double[x.length];
            for (int i = 0; i < x.length; i++) turned[i] = cos * x[i] + sin * y[i];
            return LabelInformation.onLine(turned).bits(labels);
        }).toArray();
        return new InformationRotation(degrees, bits);
    }

    double minimum() {
        return Arrays.stream(bits).min().orElseThrow();
    }

    double maximum() {
        return Arrays.stream(bits).max().orElseThrow();
    }

    /** The first angle with this many bits. */
    private double degreesOf(double value) {
        return degrees[IntStream.range(0, bits.length).filter(angle -> bits[angle] == value).findFirst().orElse(0)];
    }

    double maximumDegrees() {
        return degreesOf(maximum());
    }

    /** The fraction of angles that tell less than the first axis. */
    double firstRank() {
        return rank(0);
    }

    /** The fraction of angles that tell less than the second axis. */
    double secondRank() {
        return rank(bits.length / 2);
    }

    private double rank(int axis) {
        return (double) Arrays.stream(bits).filter(value -> value < bits[axis]).count() / bits.length;
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("degrees", degrees);
        map.put("bits", bits);
        map.put("minimum", minimum());
        map.put("minimum_degrees", degreesOf(minimum()));
        map.put("mean", Statistics.mean(bits));
        map.put("maximum", maximum());
        map.put("maximum_degrees", maximumDegrees());
        map.put("first_rank", firstRank());
        map.put("second_rank", secondRank());
        return map;
    }
}
