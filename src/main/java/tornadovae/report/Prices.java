package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tornadovae.math.MeanInterval;

/**
 * What each objective wins beside the vanilla VAE, and what it pays: differences on the same seeds, no more than their intervals support. The setting whose value counts at a seed
 * is the one that is best on average over the other seeds, so that choosing among several flatters nothing.
 */
final class Prices {

    private static final String VANILLA = "vae";

    private record Measure(String key, String name, boolean lowerIsBetter) {}

    private static final List<Measure> MEASURES = List.of(new Measure(Study.LOSS, "nats of −ELBO", true), new Measure("test_nll", "nats of reconstruction", true), new Measure("mig", "MIG", false),
            new Measure("dci_disentanglement", "DCI D", false), new Measure("factor_vae_score", "FactorVAE score", false));

    private Prices() {}

    /** A sentence on how it is compared, and one for each objective; none where no objective stands beside a vanilla VAE. */
    static List<String> of(Study study) {
        Map<String, List<Setting>> arms = study.ranked().stream().collect(Collectors.groupingBy(Prices::objective, LinkedHashMap::new, Collectors.toList()));
        List<Setting> vanilla = arms.remove(VANILLA);
        if (!study.varies(Keys.OBJECTIVE) || vanilla == null || arms.isEmpty()) return List.of();
        boolean factors = vanilla.stream().anyMatch(setting -> setting.has("mig")) && arms.values().stream().allMatch(arm -> arm.stream().anyMatch(setting -> setting.has("mig")));
        Measure criterion = factors ? MEASURES.get(2) : MEASURES.getFirst();
        var sentences = new ArrayList<String>();
        boolean chosen = vanilla.size() > 1 || arms.values().stream().anyMatch(arm -> arm.size() > 1);
        sentences.add("Beside " + VANILLA + ", seed by seed" + (study.seeds() > 1 ? " with 95 % intervals" : "") + (chosen ? ", each at the setting that other seeds find best by " + (factors ? "MIG" : "−ELBO") : "") + ":");
        arms.forEach((name, arm) -> sentences.add(sentence(name, arm, vanilla, criterion)));
        return sentences;
    }

    private static String objective(Setting setting) {
        return setting.cells().getFirst().text(Keys.OBJECTIVE);
    }

    private static String sentence(String name, List<Setting> arm, List<Setting> vanilla, Measure criterion) {
        var wins = new ArrayList<String>();
        var pays = new ArrayList<String>();
        var open = new ArrayList<String>();
        int seeds = 0;
        for (Measure measure : MEASURES) {
            MeanInterval less = difference(arm, vanilla, measure, criterion);
            if (less.n() == 0) continue;
            seeds = Math.max(seeds, less.n());
            boolean better = less.mean() < 0 == measure.lowerIsBetter;
            var size = new MeanInterval(less.n(), Math.abs(less.mean()), less.halfWidth());
            if (less.n() > 1 && !less.excludesZero()) open.add(measure.name.replace("nats of ", ""));
            else (better ? wins : pays).add(Numbers.shown(size.mean()) + " " + measure.name + (less.n() > 1 ? " (" + Numbers.range(size) + ")" : ""));
        }
        if (seeds == 0) return name + " has no seed in common with " + VANILLA + ".";
        String both = (wins.isEmpty() ? "" : " wins " + list(wins)) + (wins.isEmpty() || pays.isEmpty() ? "" : " and") + (pays.isEmpty() ? "" : " pays " + list(pays));
        if (both.isEmpty()) return name + " makes no difference that " + Numbers.count(seeds, "seed") + " can show in " + list(open) + ".";
        if (seeds == 1) return name + both + ", which with one seed may be chance.";
        return name + both + (open.isEmpty() ? "." : ", with no difference in " + list(open) + " that " + Numbers.count(seeds, "seed") + " can show.");
    }

    private static MeanInterval difference(List<Setting> arm, List<Setting> vanilla, Measure measure, Measure criterion) {
        Map<String, Double> ours = values(arm, measure, criterion), theirs = values(vanilla, measure, criterion);
        return MeanInterval.of(ours.keySet().stream().filter(theirs::containsKey).mapToDouble(seed -> ours.get(seed) - theirs.get(seed)).toArray());
    }

    /** By seed, of the setting that the other seeds choose; of the one that is best where there are no others. */
    private static Map<String, Double> values(List<Setting> arm, Measure measure, Measure criterion) {
        Set<String> seeds = arm.stream().flatMap(setting -> setting.cells().stream()).map(cell -> cell.text(Keys.SEED)).collect(Collectors.toCollection(LinkedHashSet::new));
        var values = new LinkedHashMap<String, Double>();
        for (String seed : seeds) {
            Setting best = null;
            MeanInterval most = MeanInterval.of();
            for (Setting setting : arm) {
                MeanInterval others = MeanInterval.of(setting.cells().stream().filter(cell -> seeds.size() == 1 || !cell.text(Keys.SEED).equals(seed)).mapToDouble(cell -> cell.metric(criterion.key))
                        .filter(value -> !Double.isNaN(value)).toArray());
                boolean better = criterion.lowerIsBetter ? others.mean() < most.mean() : others.mean() > most.mean();
                if (best == null || others.n() > most.n() || others.n() == most.n() && better) {
                    best = setting;
                    most = others;
                }
            }
            for (CellResult cell : best.cells()) if (cell.text(Keys.SEED).equals(seed) && !Double.isNaN(cell.metric(measure.key))) values.put(seed, cell.metric(measure.key));
        }
        return values;
    }

    private static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
