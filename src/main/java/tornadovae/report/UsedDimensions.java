package tornadovae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.math.MeanInterval;
import tornadovae.metric.Measures;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * Active units: the latent dimensions whose mean code varies with the image by more than 0.01 (Burda, Grosse and Salakhutdinov
 * 2016).
 */
final class UsedDimensions {

    private static final String METRIC = "active_units";
    private static final int MOST_BARS = 14;
    /** One or two dimensions are used, or nothing is learned: no chart is needed to see that. */
    private static final int WORTH_COUNTING = 3;

    private UsedDimensions() {}

    static List<Chart> of(Study study) {
        List<Variant> settings = study.settings().stream().filter(setting -> setting.has(METRIC)).toList();
        if (settings.size() < 2 || settings.stream().mapToDouble(setting -> setting.number(SettingNames.LATENT)).max()
                .orElse(0) < WORTH_COUNTING) {
            return List.of();
        }
        if (settings.stream().allMatch(setting -> setting.mean(METRIC)
                .mean() == setting.number(SettingNames.LATENT))) {
            return List.of(); // all are used: there is nothing to compare
        }
        Optional<SweptAxis> swept = SweptAxis.of(study, METRIC);
        String caption = "A dimension is active where the variance of its mean code over the test images exceeds 0.01. Means "
                + "over seeds. " + Points.caption(study);
        Axis y = Axis.linear(Measures.of(METRIC).title(), "");
        if (swept.isEmpty()) {
            List<Variant> lineup = study.lineup(MOST_BARS).stream().filter(settings::contains).toList();
            if (lineup.isEmpty()) return List.of();
            var bars = new Series("active units", Mark.BARS, 0,
                    IntStream.range(0, lineup.size()).mapToObj(i -> point(i, lineup.get(i), lineup.get(i).label())).toList());
            String omitted = lineup.size() < settings.size()
                    ? " Of " + settings.size() + " settings, " + lineup.size() + " are drawn: the best of each kind." : "";
            return List.of(new Chart("active-units", "Active units", finding(lineup, settings.size()), caption + omitted,
                    Axis.of("setting", lineup.stream().map(Variant::label).toList()), y, List.of(bars)));
        }
        SweptAxis axis = swept.get();
        var series = new ArrayList<Series>();
        var drawn = axis.drawn(Study.LOSS);
        drawn.forEach((label,
                line) -> series.add(new Series(label.isEmpty() ? "active units" : label, Mark.LINE_AND_DOTS, series.size(),
                        line.stream()
                                .map(s -> point(s.number(axis.key()), s,
                                        SettingNames.phrase(axis.key(), s.cells().getFirst().settings().get(axis.key()))))
                                .toList())));
        return List.of(new Chart("active-units", "Active units over " + SettingNames.name(axis.key()),
                finding(drawn.values().stream().flatMap(List::stream).toList(), settings.size()), caption + axis.omission(),
                axis.axis(), y, series));
    }

    /** An interval of a count ends where there is nothing left to count. */
    private static Point point(double x, Variant setting, String label) {
        Point p = Points.of(x, setting.mean(METRIC), label);
        return p.hasInterval() ? new Point(p.x(), p.y(), Math.max(0, p.low()),
                Math.min(setting.number(SettingNames.LATENT), p.high()), p.label()) : p;
    }

    /** @param all how many settings there are, of which those are drawn */
    private static String finding(List<Variant> settings, int all) {
        Variant least = settings.getFirst();
        for (Variant setting : settings) {
            if (share(setting) < share(least)) least = setting;
        }
        long whole = settings.stream().filter(s -> s.mean(METRIC).mean() == s.number(SettingNames.LATENT)).count();
        MeanInterval used = least.mean(METRIC);
        Point interval = point(0, least, "");
        String seeds = used.n() > 1 && used.halfWidth() > 0
                ? " (95 % interval " + plain(interval.low()) + " to " + plain(interval.high()) + ")" : "";
        return Numbers.count(whole, "setting") + " of " + settings.size() + (settings.size() < all ? " drawn" : "")
                + (whole == 1 ? " uses" : " use") + " every latent dimension; " + least.label() + " uses " + plain(used.mean())
                + seeds + " of " + plain(least.number(SettingNames.LATENT));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Numbers.whole(value) : Numbers.fixed(value, 1);
    }

    private static double share(Variant setting) {
        return setting.mean(METRIC).mean() / setting.number(SettingNames.LATENT);
    }
}
