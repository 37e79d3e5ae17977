package tornadovae.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.math.Statistics;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** How the KL term is spread over the latent dimensions, largest first: dimensions have no names that seeds would share. */
final class KlPerDimension {

    private static final int MOST_LINES = 7;
    private static final int WORTH_SORTING = 3;
    /** Nats; less says next to nothing about an image. */
    private static final double TELLING = 0.1;

    private KlPerDimension() {}

    static List<Chart> of(Study study) {
        List<Variant> lineup = study.lineup(MOST_LINES).stream()
                .filter(setting -> sorted(setting).stream().anyMatch(kl -> kl.length >= WORTH_SORTING)).toList();
        if (lineup.isEmpty()) return List.of();
        var series = new ArrayList<Series>();
        for (Variant setting : lineup) {
            series.add(new Series(setting.label().isEmpty() ? "KL per dimension" : setting.label(),
                    Mark.LINE_AND_DOTS, series.size(), points(setting)));
        }
        Variant best = study.ranked().stream().filter(lineup::contains).findFirst().orElse(lineup.getFirst());
        String caption = "KL(q(z_d|x)‖p(z_d)) of each latent dimension, sorted within each model; means over test images and "
                + "seeds, bars from the lowest seed to the highest.";
        return List.of(new Chart("kl-per-dimension", "KL per dimension", finding(best), caption,
                Axis.linear("rank of the dimension", ""), Axis.linear("KL", "nats per image"), series));
    }

    private static List<double[]> sorted(Variant setting) {
        return setting.cells().stream().map(cell -> cell.metrics("kl_per_dimension")).filter(kl -> kl.length > 0)
                .map(kl -> Arrays.stream(kl).map(value -> -value).sorted().map(value -> -value).toArray()).toList();
    }

    private static List<Point> points(Variant setting) {
        List<double[]> sorted = sorted(setting);
        int dimensions = sorted.stream().mapToInt(kl -> kl.length).min().orElse(0);
        var points = new ArrayList<Point>();
        for (int d = 0; d < dimensions; d++) {
            int rank = d;
            double[] values = sorted.stream().mapToDouble(kl -> kl[rank]).toArray();
            String label = Numbers.count(values.length, "seed");
            points.add(values.length == 1 ? Point.of(d + 1, values[0], label) : new Point(d + 1, Statistics.mean(values),
                    DoubleStream.of(values).min().orElseThrow(), DoubleStream.of(values).max().orElseThrow(), label));
        }
        return points;
    }

    private static String finding(Variant best) {
        List<Point> points = points(best);
        double total = points.stream().mapToDouble(Point::y).sum();
        List<Long> telling =
                sorted(best).stream().map(kl -> Arrays.stream(kl).filter(value -> value >= TELLING).count()).sorted().toList();
        boolean alike = telling.getFirst().equals(telling.getLast()), several = telling.size() > 1;
        String count = alike ? "" + telling.getFirst() : telling.getFirst() + " to " + telling.getLast();
        String who = best.described();
        return count + " of " + points.size() + " dimensions of " + who + " hold more than " + TELLING + " nats of an image"
                + (!several ? "" : alike ? " in every seed" : ", depending on the seed") + "; the fullest holds "
                + Numbers.shown(points.getFirst().y()) + " of " + Numbers.shown(total) + (several ? " on average" : "");
    }
}
