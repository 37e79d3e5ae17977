package tornadovae.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;
import tornadovae.metric.Measures;
import tornadovae.results.Contrast;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** Distortion −log p(x|z) against rate KL(q‖p)   (Alemi et al. 2018): a point a setting; the sum of the two is −ELBO. */
final class RateDistortion {

    private RateDistortion() {}

    static List<Chart> of(Study study) {
        List<Variant> settings = study.ranked().stream().filter(setting -> setting.has("test_nll") && setting.has("test_kl"))
                .toList();
        if (settings.size() < 2) return List.of();
        var beta = SweptAxis.of(study, SettingNames.BETA, Study.LOSS);
        Map<String, List<Variant>> lines = beta.map(axis -> axis.drawn(Study.LOSS)).orElseGet(() -> kinds(study, settings));
        var series = new ArrayList<Series>();
        lines.forEach((label, line) -> {
            List<String> shared = shared(line);
            var points = line
                    .stream().filter(settings::contains).map(setting -> Points.of(setting.mean("test_kl").mean(),
                            setting.mean("test_nll"), setting.label(shared).isEmpty() ? setting.label() : setting.label(shared)))
                    .toList();
            if (!points.isEmpty()) {
                series.add(new Series(label.isEmpty() ? "settings" : label,
                        beta.isPresent() ? Mark.LINE_AND_DOTS : Mark.DOTS, series.size(), points, true));
            }
        });
        double highest = settings.stream().mapToDouble(setting -> setting.mean("test_kl").mean()).max().orElse(0);
        var limit = WaterFilling.lowerLimit(study, 1.1 * highest, series.size());
        limit.ifPresent(series::add);
        String caption = "Each point is a setting, a mean over seeds; towards the lower left is better. " + Points.caption(study)
                + beta.map(SweptAxis::omission).orElse("")
                + limit.map(_ -> " No linear decoder with one variance for all pixels comes below the dashed line on the "
                        + "training images.").orElse("");
        return List.of(new Chart("rate-distortion", "Rate and distortion" + (beta.isPresent() ? " over β" : ""),
                finding(study, beta.map(axis -> axis.best(Study.LOSS)).orElse(List.of()), settings), caption,
                Axis.linear("rate, " + Measures.of("rate").symbol(), "nats per image"),
                Axis.linear("distortion, " + Measures.of("distortion").symbol(), "nats per image"), series));
    }

    /** By the first varied key, which is the objective where that varies. */
    private static Map<String, List<Variant>> kinds(Study study, List<Variant> settings) {
        var kinds = new LinkedHashMap<String, List<Variant>>();
        String key = study.keys().getFirst();
        boolean several = key.equals(SettingNames.OBJECTIVE) || key.equals(SettingNames.EXPERIMENT);
        for (Variant setting : study.settings()) {
            if (settings.contains(setting)) {
                kinds.computeIfAbsent(several
                        ? SettingNames.phrase(key, setting.telling().get(key)) : "", _ -> new ArrayList<>()).add(setting);
            }
        }
        return kinds;
    }

    /** What all settings of a line have in common needs not stand at each point. */
    private static List<String> shared(List<Variant> line) {
        return line.getFirst().telling().entrySet().stream().filter(
                e -> line.stream().allMatch(s -> Numbers.value(s.telling().get(e.getKey())).equals(Numbers.value(e.getValue()))))
                .map(Map.Entry::getKey).toList();
    }

    private static String finding(Study study, List<Variant> line, List<Variant> ranked) {
        if (line.size() > 1) {
            Variant low = line.getFirst(), high = line.getLast();
            double rate = high.mean("test_kl").mean() - low.mean("test_kl").mean(),
                    distortion = high.mean("test_nll").mean() - low.mean("test_nll").mean();
            String others = low.label(List.of(SettingNames.BETA));
            String span = (others.isEmpty() ? "From β = " : "With " + others + ", from β = ")
                    + Numbers.value(low.number(SettingNames.BETA)) + " to " + Numbers.value(high.number(SettingNames.BETA));
            Contrast certain = Contrast.of(study, high, low, "test_kl"), dearer = Contrast.of(study, high, low, "test_nll");
            String caveat = Convergence.caveat(line);
            if (!caveat.isEmpty()) span = caveat + ". " + span;
            if (certain.claim().isOpen()) return span + ", whether the rate changes " + certain.open();
            String code =
                    span + ", images " + (rate < 0 ? "give up " : "gain ") + Numbers.shown(Math.abs(rate)) + " nats of code";
            if (dearer.claim().isOpen()) return code + "; whether they cost more to reconstruct or less " + dearer.open();
            return code + " and " + (distortion > 0 ? "cost " : "save ") + Numbers.shown(Math.abs(distortion))
                    + (distortion > 0 ? " nats more to reconstruct" : " nats in reconstruction");
        }
        Variant least = ranked.stream().min(Comparator.comparingDouble(s -> s.mean("test_kl").mean())).orElseThrow();
        Variant most = ranked.stream().max(Comparator.comparingDouble(s -> s.mean("test_kl").mean())).orElseThrow();
        return "Rates lie between " + Numbers.shown(least.mean("test_kl").mean()) + " nats (" + least.label() + ") and "
                + Numbers.shown(most.mean("test_kl").mean()) + " (" + most.label() + ")";
    }
}
