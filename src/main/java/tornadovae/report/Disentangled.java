package tornadovae.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/** Scores of the code against the true factors, where a data set has them and they were measured. All lie between 0 and 1; 1 is best. */
final class Disentangled {

    private static final int MOST_SERIES = 7;
    private static final Map<String, String> SCORES = new LinkedHashMap<>();

    static {
        SCORES.put("mig", "MIG");
        SCORES.put("dci_disentanglement", "DCI D");
        SCORES.put("dci_completeness", "DCI C");
        SCORES.put("sap", "SAP");
        SCORES.put("beta_vae_score", "β-VAE score");
        SCORES.put("factor_vae_score", "FactorVAE");
        SCORES.put("udr", "UDR");
    }

    private Disentangled() {}

    static List<Chart> of(Study study) {
        List<Setting> scored = lineup(study);
        if (scored.isEmpty()) return List.of();
        List<String> keys = SCORES.keySet().stream().filter(key -> scored.stream().anyMatch(setting -> setting.has(key))).toList();
        var series = new ArrayList<Series>();
        for (Setting setting : scored)
            series.add(new Series(setting.label().isEmpty() ? "the model" : setting.label(), Mark.DOTS, series.size(),
                    IntStream.range(0, keys.size()).filter(i -> setting.has(keys.get(i))).mapToObj(i -> Points.of(i, setting.mean(keys.get(i)), setting.label())).toList()));
        String omitted = scored.size() < study.settings().stream().filter(setting -> setting.has("mig")).count() ? " Of each kind, the setting with the highest MIG; that choice flatters it a little." : "";
        String caption = "Scores against the true factors, means over seeds; 1 is best. " + Points.caption(study) + omitted;
        return List.of(new Chart("disentanglement", "Disentanglement", finding(study, scored), caption,
                Axis.of("score", keys.stream().map(SCORES::get).toList()), Axis.linear("score", ""), series));
    }

    /** The best by MIG of each value of the first key, in the experiment's order. */
    private static List<Setting> lineup(Study study) {
        List<Setting> scored = study.settings().stream().filter(setting -> setting.has("mig")).toList();
        if (scored.size() <= MOST_SERIES) return scored;
        var best = new LinkedHashMap<String, Setting>();
        List<Setting> ranked = scored.stream().sorted(Comparator.comparingDouble(setting -> -setting.mean("mig").mean())).toList();
        for (Setting setting : ranked) best.putIfAbsent(Numbers.value(setting.telling().get(study.keys().getFirst())), setting);
        List<Setting> chosen = best.size() > 1 && best.size() <= MOST_SERIES ? List.copyOf(best.values()) : ranked.subList(0, MOST_SERIES);
        return scored.stream().filter(chosen::contains).toList();
    }

    private static String finding(Study study, List<Setting> scored) {
        List<Setting> ranked = scored.stream().sorted(Comparator.comparingDouble(setting -> -setting.mean("mig").mean())).toList();
        Setting best = ranked.getFirst();
        String lead = "MIG is " + Numbers.mean(best.mean("mig"));
        if (ranked.size() == 1) return lead;
        Setting next = ranked.get(1);
        Contrast above = Contrast.of(study, best, next, "mig");
        String who = " for " + best.described() + ", the highest";
        if (above.claim().isMore()) return lead + who + ", and above the next, " + next.label() + ", by "
                + Numbers.shown(above.size());
        return lead + who + "; whether that is more than that of " + next.label() + " " + above.open();
    }
}
