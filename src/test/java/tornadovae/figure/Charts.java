package tornadovae.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/** Charts like those of the report, with made-up values. */
final class Charts {

    private Charts() {}

    static List<Chart> all() {
        return List.of(loss(), rateDistortion(), elboOverLatent(), klPerDimension(), disentanglement(), throughput(),
                differences(), longNames());
    }

    /** Bands, dashes, two splits of three settings. */
    static Chart loss() {
        var series = new ArrayList<Series>();
        for (int s = 0; s < 3; s++) {
            int beta = 1 << s;
            series.add(new Series("β = " + beta + ", train", Mark.DASHED_LINE, s,
                    IntStream.rangeClosed(1, 50).mapToObj(e -> Point.of(e, y(e, beta) - 1.5, "")).toList()));
            series.add(new Series("β = " + beta + ", test", Mark.LINE, s, IntStream.rangeClosed(1, 50)
                    .mapToObj(e -> new Point(e, y(e, beta), y(e, beta) - 2, y(e, beta) + 2, "")).toList()));
        }
        return chart("loss", Axis.linear("Epoch", ""), Axis.linear("Loss", "nats per image"), series);
    }

    private static double y(int epoch, int beta) {
        return 90 + 8 * beta + 60 * Math.exp(-epoch / 6.0);
    }

    /** Points with names. */
    static Chart rateDistortion() {
        double[] beta = {0.5, 1, 2, 4, 8};
        return chart("rate-distortion", Axis.linear("Rate KL", "nats per image"),
                Axis.linear("Distortion −log p(x|z) of the test images", "nats per image"), List.of(
                        new Series("vanilla VAE", Mark.DOTS, 0, List.of(new Point(25, 76, 75, 78, "vae, 5 seeds"))),
                        new Series("β-VAE", Mark.LINE_AND_DOTS, 1, IntStream.range(0, beta.length).mapToObj(i -> {
                            double x = 30 * Math.pow(beta[i], -0.7), y = 60 + 180 / Math.sqrt(x);
                            return new Point(x, y, y - 3, y + 3, "β = " + Ticks.number(beta[i]) + ", 5 seeds");
                        }).toList())));
    }

    /** A logarithmic axis with few values. */
    static Chart elboOverLatent() {
        var points = IntStream.of(1, 2, 5, 10, 20, 50)
                .mapToObj(d -> new Point(d, 100 + 80.0 / d, 98 + 80.0 / d, 102 + 80.0 / d, "d = " + d)).toList();
        var bound = points.stream().map(p -> Point.of(p.x(), p.y() - 5, p.label())).toList();
        return chart("elbo-over-latent", Axis.logarithmic("Latent dimensions d", ""), Axis.linear("−ELBO", "nats per image"),
                List.of(new Series("−ELBO", Mark.LINE_AND_DOTS, 0, points),
                        new Series("IWAE bound, k = 5000", Mark.LINE_AND_DOTS, 1, bound)));
    }

    /** Many categories of numbers, bars over six powers of ten. */
    static Chart klPerDimension() {
        return chart("kl-per-dimension",
                Axis.of("Latent dimension, by KL", IntStream.rangeClosed(1, 50).mapToObj(Integer::toString).toList()),
                Axis.logarithmic("KL", "nats"), List.of(new Series("KL", Mark.BARS, 0,
                        IntStream.range(0, 50).mapToObj(d -> Point.of(d, 3 * Math.exp(-d / 4.0), "")).toList())));
    }

    /** Long names, several series of dots over each. */
    static Chart disentanglement() {
        var names = List.of("vae", "beta-vae β = 4", "capacity C = 15", "info-vae λ = 10", "wae λ = 30", "beta-tcvae β = 4");
        return chart("disentanglement", Axis.of("Objective", names), Axis.linear("Score", ""),
                IntStream.range(0, 4)
                        .mapToObj(k -> new Series(List.of("MIG", "DCI D", "SAP", "FactorVAE").get(k), Mark.DOTS, k,
                                IntStream.range(0, names.size())
                                        .mapToObj(i -> new Point(i, 0.1 + 0.1 * k + 0.02 * i, 0.05 + 0.1 * k, 0.2 + 0.1 * k, ""))
                                        .toList()))
                        .toList());
    }

    /** Groups of bars, large numbers. */
    static Chart throughput() {
        return chart("throughput", Axis.of("Engine", List.of("CPU", "GPU, 1 replica", "GPU, 16 replicas")),
                Axis.linear("Throughput", "images/s"), List.of(
                        new Series("training", Mark.BARS, 0,
                                List.of(new Point(0, 37450, 36000, 38000, ""), new Point(1, 537450, 536000, 588000, ""),
                                        new Point(2, 1237450, 1200000, 1300000, ""))),
                        new Series("evaluation", Mark.BARS, 1,
                                List.of(Point.of(0, 77450, ""), Point.of(1, 837450, ""), Point.of(2, 1837450, "")))));
    }

    /** Values of both signs, one series. */
    static Chart differences() {
        return chart("differences", Axis.of("Objective", List.of("β-VAE", "WAE", "InfoVAE")),
                Axis.linear("Difference in MIG to the vanilla VAE", ""),
                List.of(new Series("MIG", Mark.DOTS, 0, List.of(new Point(0, -.01, -.02, .005, ""),
                        new Point(1, .03, .01, .05, ""), new Point(2, -.0002, -.02, .02, "")))));
    }

    /** A legend that needs several rows. */
    static Chart longNames() {
        return chart("long-names", Axis.linear("Epoch", ""),
                Axis.logarithmic("Weight of the objective's own term", "nats per image"),
                IntStream.range(0, 7)
                        .mapToObj(s -> new Series("objective number " + s + " with its settings", Mark.LINE, s,
                                IntStream.rangeClosed(1, 3).mapToObj(e -> Point.of(e, Math.pow(10, s - 3), "")).toList()))
                        .toList());
    }

    private static Chart chart(String id, Axis x, Axis y, List<Series> series) {
        return new Chart(id, "Subject",
                "A finding of one sentence with the number 16.2 in it, long enough to need two lines in a narrow "
                        + "column of a journal.",
                "Caption", x, y, series);
    }
}
