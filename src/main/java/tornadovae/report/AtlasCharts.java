package tornadovae.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.math.Claim;
import tornadovae.results.AtlasContents;
import tornadovae.results.Numbers;

/** The charts of one atlas. */
final class AtlasCharts {

    /** Indices of Okabe and Ito's colours: what is measured, what it is compared with, what chance gives. */
    private static final int MEASURED = 0, MARKED = 1, CHANCE = 6;

    private AtlasCharts() {}

    /** What one variable tells of the class, and what other directions of the plane tell. */
    static List<Chart> information(String z1, String z2, AtlasContents part) {
        var charts = new ArrayList<Chart>();
        if (part.has("both", "bits")) charts.add(variables(z1, z2, part));
        if (part.has("rotation", "bits")) charts.add(directions(z1, z2, part));
        return charts;
    }

    private static Chart variables(String z1, String z2, AtlasContents part) {
        List<String> keys = List.of("first", "second", "both");
        double entropy = part.number("class_entropy");
        var told = new ArrayList<Point>();
        var chance = new ArrayList<Point>();
        var all = new ArrayList<Point>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i);
            told.add(point(i, part.number(key, "bits"), part.number(key, "low"), part.number(key, "high"),
                    "p = " + Numbers.shown(part.number(key, "p"))));
            double nothing = Math.max(0, part.number(key, "null_mean"));   // an estimate may lie below
            chance.add(point(i, nothing, nothing, Math.max(nothing, part.number(key, "null_high")), "labels permuted"));
            if (!Double.isNaN(entropy)) all.add(Point.of(i, entropy, "H(class)"));
        }
        String finding =
                "%s tells %s of %s bits of the class, %s %s, both together %s".formatted(z1, bits(part.number("first", "bits")),
                        bits(entropy), z2, bits(part.number("second", "bits")), bits(part.number("both", "bits")));
        return new Chart("atlas-information", "Information about the class", finding,
                ("Mutual information of the class and the encoded means of %s test images, estimated from "
                        + "nearest neighbours (Ross 2014). Whiskers are 95 %% intervals; for permuted labels, up to the "
                        + "95 %% quantile.").formatted(Numbers.whole(part.number("images"))),
                Axis.of("variable", List.of(z1, z2, z1 + " and " + z2)), Axis.linear("information about the class", "bits"),
                List.of(new Series("told of the class", Mark.BARS, MEASURED, told),
                        new Series("labels permuted", Mark.DOTS, CHANCE, chance),
                        new Series("all there is to tell, H(class)", Mark.DASHED_LINE, MARKED, all)));
    }

    private static Chart directions(String z1, String z2, AtlasContents part) {
        double[] degrees = part.numbers("rotation", "degrees"), bits = part.numbers("rotation", "bits");
        if (degrees.length != bits.length
                || bits.length == 0) {
            throw new IllegalArgumentException("as many directions as informations are expected");
        }
        var curve = new ArrayList<Point>();
        for (int i = 0; i < bits.length; i++) curve.add(Point.of(degrees[i], bits[i], ""));
        curve.add(Point.of(180, bits[0], ""));
        var axes = new ArrayList<Point>();
        for (int i = 0; i < bits.length; i++) {
            if (degrees[i] == 0) axes.add(Point.of(0, bits[i], z1));
            if (degrees[i] == 90) axes.add(Point.of(90, bits[i], z2));
        }
        double mean = part.number("rotation", "mean");
        List<Point> extremes = Stream.of("minimum", "maximum")
                .filter(key -> part.has("rotation", key) && part.has("rotation", key + "_degrees"))
                .map(key -> Point.of(part.number("rotation", key + "_degrees"), part.number("rotation", key), key)).toList();
        List<Point> average =
                Double.isNaN(mean) ? List.of() : curve.stream().map(point -> Point.of(point.x(), mean, "")).toList();
        var series = List.of(new Series("a direction", Mark.LINE, MEASURED, curve),
                new Series("mean over directions", Mark.DASHED_LINE, CHANCE, average),
                new Series("the model’s own axes", Mark.DOTS, MARKED, axes, true),
                new Series("least and most", Mark.DOTS, 2, extremes));
        String finding = "%s tells more than %s of all directions, %s more than %s".formatted(z1,
                percent(part.number("rotation", "first_rank")), z2, percent(part.number("rotation", "second_rank")));
        return new Chart("atlas-rotation", "Information over all directions of the plane", finding,
                ("What cos θ %s + sin θ %s tells of the class. A Gaussian prior looks the same from all sides, "
                        + "so without luck or cause an axis tells no more than another direction (Locatello et al. "
                        + "2019).")
                        .formatted(z1, z2),
                Axis.linear("direction θ", "degrees from " + z1), Axis.linear("information about the class", "bits"), series);
    }

    /** Border length against likeness, a dot for each pair of classes that the map shows. */
    static List<Chart> neighbours(List<String> classes, AtlasContents part, double[][] borders) {
        int[] shown = IntStream.range(0, borders.length).filter(c -> Arrays.stream(borders[c]).anyMatch(length -> length > 0))
                .toArray();
        var charts = new ArrayList<Chart>();
        for (String measure : List.of("mean_distance", "confusion")) {
            double[][] likeness = part.has("similarity", measure)
                    ? part.part("similarity").part(measure).square(borders.length, "likeness") : null;
            if (likeness == null || shown.length < 3) continue;
            boolean distance = measure.equals("mean_distance");
            var beside = new ArrayList<Point>();
            var apart = new ArrayList<Point>();
            for (int i = 0; i < shown.length; i++) {
                for (int j = i + 1; j < shown.length; j++) {
                    int a = shown[i], b = shown[j];
                    double x = distance ? -likeness[a][b] : likeness[a][b];
                    if (!Double.isNaN(x)) {
                        (borders[a][b] > 0 ? beside : apart)
                                .add(Point.of(x, borders[a][b], classes.get(a) + "–" + classes.get(b)));
                    }
                }
            }
            double smallest = Stream.concat(beside.stream(), apart.stream()).mapToDouble(Point::x).min().orElse(0);
            Axis x = distance ? Axis.linear("distance of the mean images", "")
                    : smallest > 0 ? Axis.logarithmic("classifier’s confusion", "probability")
                            : Axis.linear("classifier’s confusion", "probability");
            double rho = part.number("similarity", measure, "spearman"), p = part.number("similarity", measure, "p");
            charts.add(new Chart(distance ? "atlas-border-distance" : "atlas-border-confusion",
                    distance ? "Borders and mean images" : "Borders and confusion", agreement(distance, rho, p),
                    (distance
                            ? "Each dot is a pair of classes. The distance of the mean training images is the root of "
                                    + "the sum of squares of their differences, pixels lying between 0 and 1."
                            : "Each dot is a pair of classes. Confusion is the classifier’s mean probability for one on "
                                    + "test images of the other.")
                            + " ρ is Spearman’s, over all pairs; p is by relabelling the classes (Mantel 1967).",
                    x, Axis.linear("length of the common border", "sides of the square"),
                    List.of(new Series("pairs with a border", Mark.DOTS, MEASURED, beside, true),
                            new Series("pairs without", Mark.DOTS, CHANCE, apart))));
        }
        return charts;
    }

    private static String agreement(boolean distance, double rho, double p) {
        String numbers = "ρ = " + Numbers.fixed(rho, 2) + ", p = " + (p < 0.001 ? Numbers.fixed(p, 4) : Numbers.fixed(p, 3));
        String what = distance ? "the likeness of the mean images" : "the classifier’s confusion";
        if (Double.isNaN(rho) || Double.isNaN(p)) return "Border length beside " + what;
        if (Claim.isBeyondChance(p) && rho > 0) return "Border length agrees with " + what + ": " + numbers;
        return "Border length does not agree with " + what + " beyond chance: " + numbers;
    }

    private static Point point(double x, double y, double low, double high, String label) {
        return Double.isNaN(low) || Double.isNaN(high) ? Point.of(x, y, label) : new Point(x, y, low, high, label);
    }

    private static String bits(double value) {
        return Numbers.fixed(Math.max(0, value), 2);
    }

    /** Rounded down to a tenth: what is said to be exceeded is. */
    private static String percent(double share) {
        return Double.isNaN(share) ? "—"
                : String.format(Locale.ROOT, "%.1f", Math.floor(1000 * share + 1e-9) / 10).replaceFirst("\\.0$", "") + " %";
    }
}
