package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.math.Statistics;
import tornadovae.metric.Measures;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;
import tornadovae.train.LearningCurve;

/** −ELBO and its two terms over the epochs: three charts. Bands span the seeds. */
final class LossCurves {

    private static final int MOST_LINES = 7;
    /** With more settings than this, lines of the training images would only hide those of the test images. */
    private static final int MOST_WITH_TRAINING = 3;
    private static final String CAPTION =
            "Test images at the end of each epoch, one draw of z each; means over seeds, and bands from the "
                    + "lowest seed to the highest.";

    private LossCurves() {}

    static List<Chart> of(Study study) {
        List<Variant> lineup = study.lineup(MOST_LINES).stream().filter(setting -> epochs(setting) > 1).toList();
        if (lineup.isEmpty()) return List.of();
        Variant best = study.ranked().stream().filter(lineup::contains).findFirst().orElse(lineup.getFirst());
        return List.of(
                chart("loss-total", "−ELBO over the epochs", total(best), Measures.of(Study.LOSS).symbol(), Study.LOSS,
                        "train_elbo", lineup, best, study),
                chart("loss-nll", "Reconstruction over the epochs", gap(best), Measures.of("test_nll").symbol(), "test_nll",
                        "train_nll", lineup, best, study),
                chart("loss-kl", "KL over the epochs", kl(best, lineup), Measures.of("test_kl").symbol(), "test_kl",
                        "train_kl", lineup, best, study));
    }

    private static Chart chart(String id, String subject, String finding, String quantity, String test, String train,
            List<Variant> lineup, Variant best, Study study) {
        var series = new ArrayList<Series>();
        boolean all = lineup.size() <= MOST_WITH_TRAINING;
        for (int i = 0; i < lineup.size(); i++) {
            series.add(new Series(name(lineup.get(i)), Mark.LINE, i, points(lineup.get(i), test)));
        }
        for (int i = 0; i < lineup.size(); i++) {
            if (all || lineup.get(i) == best) {
                series.add(new Series(join(name(lineup.get(i)), "training images"),
                        Mark.DASHED_LINE, i, lines(points(lineup.get(i), train))));
            }
        }
        series.removeIf(one -> one.points().isEmpty());
        String omitted = lineup.size() < study.ranked().size()
                ? " Of " + study.ranked().size() + " settings, " + lineup.size() + " are drawn: the best of each kind." : "";
        return new Chart(
                id, subject, finding, CAPTION + " Dashed: training images, means over the epoch’s minibatches"
                        + (all ? "." : ", of the best setting.") + omitted,
                Axis.linear("epoch", ""), Axis.linear(quantity, "nats per image"), series);
    }

    private static String name(Variant setting) {
        return setting.label().isEmpty() ? "test images" : setting.label();
    }

    private static String join(String name, String what) {
        return name.equals("test images") ? what : name + ", " + what;
    }

    /** A band about a dashed line would be taken for that of the line beside it. */
    private static List<Point> lines(List<Point> points) {
        return points.stream().map(p -> Point.of(p.x(), p.y(), p.label())).toList();
    }

    private static List<Point> points(Variant setting, String column) {
        List<double[]> curves = curves(setting, column);
        int epochs = curves.stream().mapToInt(curve -> curve.length).min().orElse(0);
        var points = new ArrayList<Point>();
        for (int e = 0; e < epochs; e++) {
            int epoch = e;
            double[] values = curves.stream().mapToDouble(curve -> curve[epoch]).toArray();
            double mean = Statistics.mean(values);
            if (!Double.isFinite(mean)) break;
            if (values.length == 1) points.add(Point.of(epoch + 1, mean, ""));
            else {
                points.add(new Point(epoch + 1, mean, DoubleStream.of(values).min().orElseThrow(),
                        DoubleStream.of(values).max().orElseThrow(), Numbers.count(values.length, "seed")));
            }
        }
        return points;
    }

    /** The curves of finished cells: a seed that stopped early would cut off the others. */
    static List<double[]> curves(Variant setting, String column) {
        return setting.finished().stream().map(cell -> column(cell.curve(), column)).filter(curve -> curve.length > 0).toList();
    }

    /** {@code train_elbo} is the sum of the two terms, whatever was minimised. */
    private static double[] column(LearningCurve curve, String column) {
        if (!column.equals("train_elbo")) return curve.column(column);
        double[] sum = curve.column("train_nll"), kl = curve.column("train_kl");
        if (kl.length != sum.length) return new double[0];
        for (int i = 0; i < sum.length; i++) sum[i] += kl[i];
        return sum;
    }

    private static int epochs(Variant setting) {
        return points(setting, Study.LOSS).size();
    }

    private static String total(Variant best) {
        return Convergence.of(best).map(of -> of.sentence(Texts.capital(best.described()))).orElse("");
    }

    private static String gap(Variant best) {
        List<Point> test = points(best, "test_nll"), train = points(best, "train_nll");
        String who = best.label().isEmpty() ? "" : ", to " + best.described() + ",";
        if (train.size() != test.size()) {
            return "Test images" + who + " cost " + Numbers.shown(test.getLast().y())
                    + " nats to reconstruct";
        }
        double gap = test.getLast().y() - train.getLast().y();
        return "Test images" + who + " cost " + Numbers.shown(Math.abs(gap)) + " nats " + (gap >= 0 ? "more" : "less")
                + " to reconstruct than training images did during the last epoch";
    }

    private static String kl(Variant best, List<Variant> lineup) {
        if (lineup.size() == 1) return "After training, the code holds " + Numbers.shown(last(best)) + " nats of an image";
        Variant least = lineup.getFirst(), most = lineup.getFirst();
        for (Variant setting : lineup) {
            if (last(setting) < last(least)) least = setting;
            if (last(setting) > last(most)) most = setting;
        }
        if (Numbers.shown(last(least)).equals(Numbers.shown(last(most)))) {
            return "After training, all codes hold "
                    + Numbers.shown(last(least)) + " nats of an image";
        }
        return "After training, the code holds from " + Numbers.shown(last(least)) + " nats (" + least.label() + ") to "
                + Numbers.shown(last(most)) + " nats (" + most.label() + ")";
    }

    private static double last(Variant setting) {
        return points(setting, "test_kl").getLast().y();
    }
}
