package tornadovae.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.results.Contrast;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * Scores of the code against the true factors, where a data set has them and they were measured. All lie between 0 and 1; 1 is
 * best.
 */
final class Disentangled {

    private static final int MOST_SERIES = 7;
    private static final List<Measure> SCORES = Measures.shown(Measure.Place.REPORT, Stream.of()).stream()
            .filter(measure -> measure.group() == Measure.Group.DISENTANGLEMENT).toList();

    private Disentangled() {}

    static List<Chart> of(Study study) {
        List<Variant> scored = lineup(study);
        if (scored.isEmpty()) return List.of();
        List<Measure> scores = SCORES.stream().filter(score -> scored.stream().anyMatch(setting -> setting.has(score.key())))
                .toList();
        var series = new ArrayList<Series>();
        for (Variant setting : scored) {
            series.add(new Series(setting.label().isEmpty() ? "the model" : setting.label(), Mark.DOTS, series.size(),
                    IntStream.range(0, scores.size()).filter(i -> setting.has(scores.get(i).key()))
                            .mapToObj(i -> Points.of(i, setting.mean(scores.get(i).key()), setting.label())).toList()));
        }
        String omitted = scored.size() < study.settings().stream().filter(setting -> setting.has("mig")).count()
                ? " Of each kind, the setting with the highest MIG; that choice flatters it a little." : "";
        String caption = "Scores against the true factors, means over seeds; 1 is best. " + Points.caption(study) + omitted;
        return List.of(new Chart("disentanglement", "Disentanglement", finding(study, scored), caption,
                Axis.of("score", scores.stream().map(Measure::title).toList()), Axis.linear("score", ""), series));
    }

    /** The best by MIG of each value of the first key, in the experiment's order. */
    private static List<Variant> lineup(Study study) {
        List<Variant> scored = study.settings().stream().filter(setting -> setting.has("mig")).toList();
        if (scored.size() <= MOST_SERIES) return scored;
        var best = new LinkedHashMap<String, Variant>();
        List<Variant> ranked = scored.stream().sorted(Comparator.comparingDouble(setting -> -setting.mean("mig").mean()))
                .toList();
        for (Variant setting : ranked) best.putIfAbsent(Numbers.value(setting.telling().get(study.keys().getFirst())), setting);
        List<Variant> chosen = best.size() > 1 && best.size() <= MOST_SERIES ? List.copyOf(best.values())
                : ranked.subList(0, MOST_SERIES);
        return scored.stream().filter(chosen::contains).toList();
    }

    private static String finding(Study study, List<Variant> scored) {
        List<Variant> ranked = scored.stream().sorted(Comparator.comparingDouble(setting -> -setting.mean("mig").mean()))
                .toList();
        Variant best = ranked.getFirst();
        String lead = "MIG is " + Numbers.mean(best.mean("mig"));
        if (ranked.size() == 1) return lead;
        Variant next = ranked.get(1);
        Contrast above = Contrast.of(study, best, next, "mig");
        String who = " for " + best.described() + ", the highest";
        if (above.claim().isMore()) {
            return lead + who + ", and above the next, " + next.label() + ", by "
                    + Numbers.shown(above.size());
        }
        return lead + who + "; whether that is more than that of " + next.label() + " " + above.open();
    }
}
