package tornadovae.manifold.atlas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.math.Claim;
import tornadovae.math.Groups;
import tornadovae.math.Interval;
import tornadovae.math.PlaneFit;
import tornadovae.math.RankCorrelation;

/**
 * How an attribute of pictures goes along with two latent variables: on test images, each at its encoded mean, and on the decoded
 * means of a grid.
 *
 * @param field {@code [n][n]}: of the decoded means; NaN where nothing is shown
 * @param first Spearman's correlation with the first variable, over all images
 * @param second with the second
 * @param firstGiven the same given the class, {@link RankCorrelation#given}; NaN without classes
 * @param fit of the attribute as a plane over both variables, with a mean of its own for each class
 * @param perClass within each class that has images
 */
public record Driver(Attribute attribute, double[][] field, RankCorrelation first, RankCorrelation second,
        RankCorrelation firstGiven, RankCorrelation secondGiven, PlaneFit fit, List<OfClass> perClass) {

    /** A correlation that is worth a sentence: it ties a tenth of the variation of ranks. */
    static final double STRONG = 0.3;

    /**
     * Correlations that differ by less than this factor are alike: what goes along with the one variable goes along with the
     * other.
     */
    private static final double ALIKE = 1.5;

    /** Less than this share of the variation, and a direction says nothing; the map's captions and arrows have the same limit. */
    static final double LEAST_EXPLAINED = 0.02;

    /**
     * Classes that each have a direction of their own, which explains at least this, but share none: one direction for all
     * explains less than half as much.
     */
    private static final double OWN_DIRECTION = 0.2;

    /**
     * Within one class.
     *
     * @param squares Σ (v − v̄)², the variation of the attribute
     */
    public record OfClass(String name, double squares, RankCorrelation first, RankCorrelation second, PlaneFit fit) {

        private Map<String, Object> toMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("class", name);
            map.putAll(pair(first.rho(), second.rho()));
            map.put("explained", fit.explained());
            map.put("direction_degrees", fit.degrees());
            return map;
        }
    }

    public Driver {
        perClass = List.copyOf(perClass);
    }

    /**
     * @param field  {@code [n][n]}
     * @param plane  {@code [images][2]}
     * @param values {@code [images]}: of the attribute; images where it is NaN are left out
     * @param labels {@code [images]}; empty without classes
     */
    static Driver of(Attribute attribute, double[][] field, double[][] plane, double[] values, int[] labels,
            List<String> classNames) {
        int[] there = IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
        double[] x = Arrays.stream(there).mapToDouble(i -> plane[i][0]).toArray(),
                y = Arrays.stream(there).mapToDouble(i -> plane[i][1]).toArray();
        double[] v = Arrays.stream(there).mapToDouble(i -> values[i]).toArray();
        boolean classes = labels.length > 0;
        int[] group = Arrays.stream(there).map(i -> classes ? labels[i] : 0).toArray();
        var unknown = new RankCorrelation(v.length, Double.NaN, Double.NaN, Double.NaN);
        var perClass = new ArrayList<OfClass>();
        for (int c = 0; classes && c < classNames.size(); c++) {
            int number = c;
            int[] of = IntStream.range(0, group.length).filter(i -> group[i] == number).toArray();
            if (of.length == 0) continue;
            double[] xs = Arrays.stream(of).mapToDouble(i -> x[i]).toArray(),
                    ys = Arrays.stream(of).mapToDouble(i -> y[i]).toArray(),
                    vs = Arrays.stream(of).mapToDouble(i -> v[i]).toArray();
            int[] one = new int[of.length];
            double squares = Arrays.stream(Groups.centred(one, vs)).map(difference -> difference * difference).sum();
            perClass.add(new OfClass(classNames.get(c), squares, RankCorrelation.of(xs, vs), RankCorrelation.of(ys, vs),
                    PlaneFit.given(one, xs, ys, vs)));
        }
        return new Driver(attribute, field, RankCorrelation.of(x, v), RankCorrelation.of(y, v),
                classes ? RankCorrelation.given(group, x, v) : unknown, classes ? RankCorrelation.given(group, y, v) : unknown,
                PlaneFit.given(group, x, y, v), perClass);
    }

    /**
     * R² with a direction for each class instead of one for all, adjusted for how many directions that are (Theil 1961), since
     * among few images they explain much of any noise: 1 − (Σ residual² / Σ (n − 3)) / (Σ (v − v̄)² / Σ (n − 1)) over all
     * classes, each with its own fit; n − 1 instead of n − 3 for one without.
     */
    double explainedPerClass() {
        double residual = 0, squares = 0, free = 0, all = 0;
        for (OfClass of : perClass) {
            boolean fitted = Double.isFinite(of.fit.explained());
            int others = of.first.n() - 1;
            residual += fitted ? (1 - of.fit.explained()) * of.squares * (others - 2) / others : of.squares;
            free += fitted ? others - 2 : others;
            squares += of.squares;
            all += others;
        }
        return 1 - residual / free / (squares / all);
    }

    /** What the attribute follows, in a sentence with numbers. */
    String finding(int across, int up) {
        String z1 = LatentName.of(across), z2 = LatentName.of(up),
                name = attribute.label().substring(0, 1).toUpperCase(Locale.ROOT) + attribute.label().substring(1);
        boolean given = !perClass.isEmpty();
        RankCorrelation one = given ? firstGiven : first, two = given ? secondGiven : second;
        if (Double.isNaN(fit.explained())) {
            return name + " cannot be followed over " + one.n()
                    + " images: they are too few, or nothing varies.";
        }
        String correlations = "(ρ = %s with %s, %s with %s)".formatted(interval(one), z1, interval(two), z2),
                turned = reversal(z1, first, firstGiven) + reversal(z2, second, secondGiven);
        double own = given ? explainedPerClass() : Double.NaN;
        if (!isOpen(one) && !isOpen(two) && own >= OWN_DIRECTION && fit.explained() < own / 2) {
            return ("%s has a direction of its own in each class, which explains %s of its variation there; the best "
                    + "direction for all classes explains %s %s.").formatted(name, percent(own),
                            percent(fit.explained()), correlations)
                    + turned;
        }
        String subject = name + (given ? " within a class" : "");
        double follows = shown(one), followsToo = shown(two);
        if (Math.max(follows, followsToo) < STRONG && (isOpen(one) || isOpen(two))) {
            return "%s: which variable it follows, if any, %s %s.".formatted(subject, claim(one).open(), correlations) + turned;
        }
        String direction = switch (Claim.ofImages(fit.explained(), fit.interval(), one.n()).beside(LEAST_EXPLAINED)) {
            case MORE -> "it grows towards %s, which explains %s of its variation (95 %% interval %s to %s)".formatted(
                    degrees(fit.degrees()), percent(fit.explained()), percent(fit.interval().low()),
                    percent(fit.interval().high()));
            case LESS -> "it grows in no direction, the best explains %s of its variation".formatted(percent(Math.max(0,
                    fit.explained())));
            case OPEN -> "whether it grows in any direction " + Claim.ofImages(fit.explained(), fit.interval(), one.n()).open();
        };
        return "%s follows %s %s; %s".formatted(subject, followed(z1, follows, z2, followsToo), correlations,
                direction)
                + (given ? ", and " + percent(Math.max(0, own)) + " where each class has a direction of its own." : ".") + turned;
    }

    private static Claim claim(RankCorrelation correlation) {
        return Claim.ofImages(correlation.rho(), new Interval(correlation.low(), correlation.high()), correlation.n());
    }

    /** |ρ| where it is shown not to be 0, else 0. */
    private static double shown(RankCorrelation correlation) {
        return claim(correlation).isOpen() ? 0 : Math.abs(correlation.rho());
    }

    /** Neither a correlation of 0 nor a strong one is excluded. */
    private static boolean isOpen(RankCorrelation correlation) {
        return claim(correlation).isOpen() && !claim(correlation).isWithin(STRONG);
    }

    private static String followed(String z1, double one, String z2, double two) {
        double more = Math.max(one, two), less = Math.min(one, two);
        if (more < STRONG) return "neither variable alone";
        if (less >= STRONG || more < ALIKE * less) return "both " + z1 + " and " + z2;
        return one > two ? z1 : z2;
    }

    /** From −179° to 180°. */
    private static String degrees(double angle) {
        long whole = Math.round(angle);
        return Sentences.number("%.0f", whole == -180 ? 180 : whole) + "°";
    }

    /** Simpson's paradox, where it is there: the correlation over all images has the other sign, and neither can be 0. */
    private String reversal(String variable, RankCorrelation all, RankCorrelation given) {
        boolean reversed = all.rho() * given.rho() < 0 && all.low() * all.high() > 0 && given.low() * given.high() > 0
                && Math.min(Math.abs(all.rho()), Math.abs(given.rho())) >= 0.1;
        return reversed ? (" Without regard to class its correlation with %s has the other sign, ρ = %s: it is classes that "
                + "differ there.").formatted(variable, interval(all)) : "";
    }

    private static String interval(RankCorrelation correlation) {
        return "%s (%s to %s)".formatted(Sentences.number("%.2f", correlation.rho()), Sentences.number("%.2f", correlation.low()),
                Sentences.number("%.2f", correlation.high()));
    }

    private static String percent(double share) {
        return share >= LEAST_EXPLAINED ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : Sentences.percent(share);
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("name", attribute.label());
        map.put("unit", attribute.unit());
        map.put("field", field);
        map.put("correlation", pair(first.rho(), second.rho()));
        var given = new LinkedHashMap<String, Object>();
        put(given, "first", firstGiven);
        put(given, "second", secondGiven);
        map.put("given_class", given);
        map.put("explained", fit.explained());
        map.put("explained_low", fit.interval().low());
        map.put("explained_high", fit.interval().high());
        map.put("direction_degrees", fit.degrees());
        map.put("per_class", perClass.stream().map(OfClass::toMap).toList());
        return map;
    }

    private static void put(Map<String, Object> map, String name, RankCorrelation correlation) {
        map.put(name, correlation.rho());
        map.put(name + "_low", correlation.low());
        map.put(name + "_high", correlation.high());
    }

    private static Map<String, Object> pair(double first, double second) {
        var map = new LinkedHashMap<String, Object>();
        map.put("first", first);
        map.put("second", second);
        return map;
    }
}
