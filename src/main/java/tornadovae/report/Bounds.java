package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.metric.Measures;
import tornadovae.results.CellResult;
import tornadovae.results.Contrast;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** −ELBO and the tightest importance-weighted bound of all settings, over the latent dimension or whatever else is varied. */
final class Bounds {

    private static final int MOST_BARS = 14;

    private Bounds() {}

    static List<Chart> of(Study study) {
        List<Variant> ranked = study.ranked();
        if (ranked.size() < 2) return List.of();
        String tightest = tightest(study).orElse(null);
        Optional<SweptAxis> swept = SweptAxis.of(study, Study.LOSS);
        String subject = (tightest == null ? "−ELBO" : "−ELBO and importance-weighted bound")
                + swept.map(axis -> " over " + SettingNames.name(axis.key())).orElse(" of each setting");
        String caption = "Means over seeds, nats per test image; lower is better."
                + (tightest == null ? "" : " The bound of " + Measures.samples(tightest).orElseThrow()
                        + " samples an image is the tighter one.")
                + " " + Points.caption(study);
        return List.of(swept.map(axis -> over(axis, study, subject, caption, tightest))
                .orElseGet(() -> bars(study, ranked, subject, caption, tightest)));
    }

    private static Chart over(SweptAxis axis, Study study, String subject, String caption, String tightest) {
        var series = new ArrayList<Series>();
        int[] colour = {0};
        axis.drawn(Study.LOSS).forEach((label, line) -> {
            String name = label.isEmpty() ? "" : ", " + label;
            series.add(series("−ELBO" + name, Mark.LINE_AND_DOTS, colour[0], line, axis.key(), Study.LOSS));
            if (tightest != null && line.stream().anyMatch(s -> s.has(tightest))) {
                series.add(series(Measures.of(tightest)
                        .title() + name, Mark.DASHED_LINE, colour[0], line, axis.key(), tightest));
            }
            colour[0]++;
        });
        List<Variant> best = axis.best(Study.LOSS);
        String others = best.getFirst().label(List.of(axis.key()));
        String more = Trend.saturation(study, best, axis.key(), Study.LOSS), caveat = Convergence.caveat(best);
        String finding = (caveat.isEmpty() ? "" : caveat + ". ") + Trend.sentence(study, best, axis.key(), Study.LOSS, "−ELBO"
                + (others.isEmpty() ? "" : " (" + others + ")"), "nats") + (more.isEmpty() ? "" : "; " + more);
        return new Chart("bounds", subject, finding, caption + axis.omission(), axis.axis(),
                Axis.linear("bound on −log p(x)", "nats per image"), series);
    }

    private static Series series(String name, Mark mark, int colour, List<Variant> line, String key, String metric) {
        return new Series(name, mark, colour, line.stream().filter(s -> s.has(metric))
                .map(s -> Points.of(s.number(key), s.mean(metric),
                        SettingNames.phrase(key, s.cells().getFirst().settings().get(key))))
                .toList());
    }

    private static Chart bars(Study study, List<Variant> ranked, String subject, String caption, String tightest) {
        List<Variant> lineup = study.lineup(MOST_BARS);
        var series = new ArrayList<Series>();
        for (String metric : tightest == null ? List.of(Study.LOSS) : List.of(Study.LOSS, tightest)) {
            series.add(new Series(Measures.of(metric).title(), Mark.DOTS, series.size(),
                    IntStream.range(0, lineup.size()).filter(i -> lineup.get(i).has(metric))
                            .mapToObj(i -> Points.of(i, lineup.get(i).mean(metric), lineup.get(i).label())).toList()));
        }
        String omitted = lineup.size() < ranked.size()
                ? " Of " + ranked.size() + " settings, " + lineup.size() + " are drawn: the best of each kind." : "";
        return new Chart("bounds", subject, finding(study, ranked.stream().filter(lineup::contains).toList()), caption + omitted,
                Axis.of("setting", lineup.stream().map(Variant::label).toList()),
                Axis.linear("bound on −log p(x)", "nats per image"), series);
    }

    private static String finding(Study study, List<Variant> ranked) {
        Variant best = ranked.getFirst(), worst = ranked.getLast();
        Contrast gap = Contrast.of(study, worst, best, Study.LOSS, ranked.size() * (ranked.size() - 1) / 2);
        String caveat = Convergence.caveat(ranked);
        String span = (caveat.isEmpty() ? "" : caveat + ". ") + "−ELBO goes from " + Numbers.shown(best.mean(Study.LOSS).mean())
                + " (" + best.label() + ") to "
                + Numbers.shown(worst.mean(Study.LOSS).mean()) + " nats (" + worst.label() + ")";
        return gap.claim().isMore() ? span : span + "; whether that range is more than chance " + gap.open();
    }

    /** The bound with the most samples that any cell has. */
    private static Optional<String> tightest(Study study) {
        var most = study.cells().stream().flatMapToInt(Bounds::samples).max();
        return most.isEmpty() ? Optional.empty() : Optional.of("iwae_" + most.getAsInt());
    }

    /** Numbers of samples, above one, with which a cell's log p(x) was bounded. */
    static IntStream samples(CellResult cell) {
        return cell.metrics().keySet().stream().flatMapToInt(key -> Measures.samples(key).stream())
                .filter(samples -> samples > 1);
    }
}
