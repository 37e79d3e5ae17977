package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.experiment.config.Objectives;
import tornadovae.math.Claim;
import tornadovae.math.HeldOutChoice;
import tornadovae.math.MeanInterval;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.results.SeedSplit;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * What each objective wins beside the vanilla VAE, and what it pays: differences on the same seeds, no more than their intervals
 * support. Where objectives have several settings, the first seeds choose one ({@link HeldOutChoice}) and the others are
 * compared.
 */
final class WinsAndCosts {

    /** What is said of each objective; settings are chosen by MIG where all objectives have it, else by the loss. */
    private static final List<Measure> MEASURES = Stream.of(Study.LOSS, "test_nll", "mig", "dci_disentanglement",
            "factor_vae_score")
            .map(Measures::of).toList();

    private WinsAndCosts() {}

    /** A sentence on how it is compared, and one for each objective; none where no objective stands beside a vanilla VAE. */
    static List<String> of(Study study) {
        Map<String, List<Variant>> arms = study.ranked().stream()
                .collect(Collectors.groupingBy(WinsAndCosts::objective, LinkedHashMap::new, Collectors.toList()));
        List<Variant> vanilla = arms.remove(Objectives.VANILLA);
        if (!study.varies(SettingNames.OBJECTIVE) || vanilla == null || arms.isEmpty()) return List.of();
        boolean factors = hasMig(vanilla) && arms.values().stream().allMatch(WinsAndCosts::hasMig);
        Measure criterion = factors ? Measures.of("mig") : MEASURES.getFirst();
        List<String> seeds = study.cells().stream().map(cell -> cell.text(SettingNames.SEED)).distinct().toList();
        int most = Math.max(vanilla.size(), arms.values().stream().mapToInt(List::size).max().orElse(1));
        var split = SeedSplit.of(seeds, most);
        var sentences = new ArrayList<String>();
        sentences.add("Beside " + Objectives.VANILLA + ", seed by seed"
                + (split.compared().size() > 1 ? " with 95 % intervals" : "")
                + (split.choosing() == 0 ? "" : ", each at the setting that " + Numbers.count(split.choosing(), "other seed")
                        + " found best by "
                        + criterion.title())
                + ":");
        Variant baseline = chosen(vanilla, split, criterion);
        arms.forEach((name, arm) -> sentences.add(sentence(name, chosen(arm, split, criterion), baseline, split)));
        return sentences;
    }

    /** One without cells where none has the criterion. */
    private static Variant chosen(List<Variant> arm, SeedSplit split, Measure criterion) {
        return split.choose(arm, criterion).map(arm::get).orElse(new Variant(Map.of(), List.of()));
    }

    private static boolean hasMig(List<Variant> arm) {
        return arm.stream().anyMatch(setting -> setting.has("mig"));
    }

    private static String objective(Variant setting) {
        return setting.cells().getFirst().text(SettingNames.OBJECTIVE);
    }

    private static String sentence(String name, Variant arm, Variant vanilla, SeedSplit split) {
        var wins = new ArrayList<String>();
        var pays = new ArrayList<String>();
        var open = new ArrayList<String>();
        Claim last = null;
        for (Measure measure : MEASURES) {
            MeanInterval less = MeanInterval.of(split.differences(arm, vanilla, measure));
            if (less.n() == 0) continue;
            Claim claim = Claim.ofSeeds(less);
            var size = new MeanInterval(less.n(), Math.abs(less.mean()), less.halfWidth());
            if (claim.isOpen()) {
                open.add(measure.noun());
                last = claim;
            } else {
                (claim.isLess() == (measure.better() == Measure.Better.LOWER) ? wins : pays)
                        .add(Numbers.shown(size.mean()) + " " + measure.amount() + " (" + Numbers.range(size) + ")");
            }
        }
        if (wins.isEmpty() && pays.isEmpty() && open.isEmpty()) {
            return name + " has no seed in common with " + Objectives.VANILLA
                    + (split.compared().isEmpty() ? " that did not choose a setting." : ".");
        }
        String both = (wins.isEmpty() ? "" : " wins " + list(wins)) + (wins.isEmpty() || pays.isEmpty() ? "" : " and")
                + (pays.isEmpty() ? "" : " pays " + list(pays));
        if (open.isEmpty()) return name + both + ".";
        String rest = "hether it differs in " + list(open) + " " + last.open() + ".";
        return both.isEmpty() ? name + ": w" + rest : name + both + "; w" + rest;
    }

    private static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
