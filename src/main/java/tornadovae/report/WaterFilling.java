package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.experiment.config.Objectives;
import tornadovae.limit.LinearLimit;
import tornadovae.results.CellResult;
import tornadovae.results.Numbers;
import tornadovae.results.SettingNames;
import tornadovae.results.Study;
import tornadovae.results.Variant;

/**
 * Where the eigenvalue of each latent dimension stands against the level β σ² of a Gaussian decoder with one variance for all
 * pixels: what lies below is not worth its code and collapses, in a linear model exactly, in others about so. docs/limit.md.
 */
final class WaterFilling {

    private static final int MOST_LEVELS = 5;
    private static final int CURVE_POINTS = 60;
    /** Objectives whose β is the weight of the whole KL term. */
    private static final Set<String> WEIGHTED = Set.of(Objectives.VANILLA, "beta-vae");

    private WaterFilling() {}

    static List<Chart> of(Study study) {
        double[] values = eigenvalues(study).orElse(new double[0]);
        List<Variant> levels = study.lineup(MOST_LEVELS).stream().filter(setting -> !Double.isNaN(level(setting))).toList();
        if (values.length == 0 || levels.isEmpty()) return List.of();
        int latent = (int) levels.stream().mapToDouble(setting -> setting.number(SettingNames.LATENT)).max().orElse(0);
        int shown = Math.min(values.length, Math.max(5, latent + Math.max(2, latent / 5)));
        var series = new ArrayList<Series>();
        var eigenvalues = new ArrayList<Point>();
        for (int i = 0; i < shown && values[i] > 0; i++) eigenvalues.add(Point.of(i + 1, values[i], ""));
        series.add(new Series("eigenvalues of the images", Mark.LINE_AND_DOTS, 0, eigenvalues));
        for (Variant setting : levels) {
            double level = level(setting);
            String name = "βσ²" + (setting.label().isEmpty() ? "" : " of " + setting.label());
            series.add(new Series(name, Mark.DASHED_LINE, series.size(),
                    List.of(Point.of(1, level, ""), Point.of(shown, level, ""))));
        }
        return List.of(new Chart("water-filling", "Eigenvalues against βσ²", finding(values, levels),
                "Dots are the variances of the training images along their principal components; a dashed line is the level "
                        + "βσ² of a setting. A linear model uses the dimensions above its line and no others.",
                Axis.linear("principal component", ""), Axis.logarithmic("variance", "grey², 0 to 1"), series));
    }

    /** What holds of the best of the settings. */
    private static String finding(double[] values, List<Variant> levels) {
        Variant first = levels.getFirst();
        double level = level(first);
        int latent = (int) first.number(SettingNames.LATENT);
        long above = DoubleStream.of(values).limit(latent).filter(value -> value > level).count();
        double used = first.mean("active_units").mean();
        return "Of " + Numbers.count(latent, "latent dimension") + " of " + first.described() + ", " + above
                + (above == 1 ? " has an eigenvalue" : " have eigenvalues") + " above βσ² = " + Numbers.shown(level)
                + "; the model uses " + Numbers.shown(used);
    }

    /** β σ²; NaN where the objective or the decoder has none. */
    private static double level(Variant setting) {
        CellResult any = setting.cells().getFirst();
        double beta = any.number(SettingNames.BETA);
        boolean weighted = WEIGHTED.contains(any.text(SettingNames.OBJECTIVE));
        return weighted && setting.has("sigma2") ? beta * setting.mean("sigma2").mean() : Double.NaN;
    }

    /** Of the study's training images, as far as a model of them has kept these. */
    static Optional<double[]> eigenvalues(Study study) {
        return study.cells().stream().map(cell -> cell.metrics("eigenvalues")).filter(values -> values.length > 0).findFirst();
    }

    /**
     * The least −log p(x|z) that a linear decoder with one variance reaches at each rate, up to one: ½ n (log 2π + log D(R)/n +
     * 1), with the variance that suits the distortion best.
     */
    static Optional<Series> lowerLimit(Study study, double highestRate, int colour) {
        return eigenvalues(study).map(values -> {
            var points = new ArrayList<Point>();
            int n = values.length;
            for (int i = 0; i < CURVE_POINTS; i++) {
                LinearLimit.Point point = rateOf(values, highestRate * i / (CURVE_POINTS - 1));
                points.add(Point.of(point.rate(), point.nll(n, point.distortion() / n), ""));
            }
            return new Series("limit of linear models", Mark.DASHED_LINE, colour, points);
        });
    }

    /** The point of the curve with a rate, by bisection of the logarithm of its level. */
    private static LinearLimit.Point rateOf(double[] values, double rate) {
        double low = Math.log(1e-12), high = Math.log(values[0]);
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (LinearLimit.at(values, values.length, Math.exp(middle)).rate() > rate) low = middle;
            else high = middle;
        }
        return LinearLimit.at(values, values.length, Math.exp(high));
    }
}
