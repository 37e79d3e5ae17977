package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tornadovae.math.Claim;
import tornadovae.math.HeldOutChoice;
import tornadovae.math.MeanInterval;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.results.CellResult;
import tornadovae.results.Keys;
import tornadovae.results.Numbers;
import tornadovae.results.Setting;
import tornadovae.results.Study;

/**
 * What each objective wins beside the vanilla VAE, and what it pays: differences on the same seeds, no more than their intervals
 * support. Where objectives have several settings, the first seeds choose one ({@link HeldOutChoice}) and the others are
 * compared.
 */
final class Prices {

    private static final String VANILLA = "vae";

    /** What is said of each objective; settings are chosen by MIG where all objectives have it, else by the loss. */
    private static final List<Measure> MEASURES = Stream.of(Study.LOSS, "test_nll", "mig", "dci_disentanglement", "factor_vae_score")
            .map(Measures::of).toList();

    private Prices() {}

    /** A sentence on how it is compared, and one for each objective; none where no objective stands beside a vanilla VAE. */
    static List<String> of(Study study) {
        Map<String, List<Setting>> arms = study.ranked().stream()
                .collect(Collectors.groupingBy(Prices::objective, LinkedHashMap::new, Collectors.toList()));
        List<Setting> vanilla = arms.remove(VANILLA);
        if (!study.varies(Keys.OBJECTIVE) || vanilla == null || arms.isEmpty()) return List.of();
        boolean factors = hasMig(vanilla) && arms.values().stream().allMatch(Prices::hasMig);
        Measure criterion = factors ? Measures.of("mig") : MEASURES.getFirst();
        List<String> seeds = study.cells().stream().map(cell -> cell.text(Keys.SEED)).distinct().toList();
        int most = Math.max(vanilla.size(), arms.values().stream().mapToInt(List::size).max().orElse(1));
        int choosing = HeldOutChoice.seeds(seeds.size(), most);
        var compared = seeds.subList(choosing, seeds.size());
        var sentences = new ArrayList<String>();
        sentences.add("Beside " + VANILLA + ", seed by seed" + (compared.size() > 1 ? " with 95 % intervals" : "")
                + (choosing == 0 ? "" : ", each at the setting that " + Numbers.count(choosing, "other seed") + " found best by "
                        + criterion.title()) + ":");
        CellResult[] baseline = chosen(vanilla, seeds, choosing, criterion);
        arms.forEach((name, arm) -> sentences.add(sentence(name, chosen(arm, seeds, choosing, criterion), baseline)));
        return sentences;
    }

    private static boolean hasMig(List<Setting> arm) {
        return arm.stream().anyMatch(setting -> setting.has("mig"));
    }

    private static String objective(Setting setting) {
        return setting.cells().getFirst().text(Keys.OBJECTIVE);
    }

    private static String sentence(String name, CellResult[] arm, CellResult[] vanilla) {
        var wins = new ArrayList<String>();
        var pays = new ArrayList<String>();
        var open = new ArrayList<String>();
        Claim last = null;
        for (Measure measure : MEASURES) {
            MeanInterval less = MeanInterval.of(IntStream.range(0, arm.length).filter(s -> arm[s] != null && vanilla[s] != null)
                    .mapToDouble(s -> arm[s].metric(measure.key()) - vanilla[s].metric(measure.key()))
                    .filter(value -> !Double.isNaN(value)).toArray());
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
        if (wins.isEmpty() && pays.isEmpty() && open.isEmpty())
            return name + " has no seed in common with " + VANILLA + (arm.length == 0 ? " that did not choose a setting." : ".");
        String both = (wins.isEmpty() ? "" : " wins " + list(wins)) + (wins.isEmpty() || pays.isEmpty() ? "" : " and")
                + (pays.isEmpty() ? "" : " pays " + list(pays));
        if (open.isEmpty()) return name + both + ".";
        String rest = "hether it differs in " + list(open) + " " + last.open() + ".";
        return both.isEmpty() ? name + ": w" + rest : name + both + "; w" + rest;
    }

    /** The cells of the setting that the first seeds choose, one for each of the others; null where one is missing. */
    private static CellResult[] chosen(List<Setting> arm, List<String> seeds, int choosing, Measure criterion) {
        double[][] values = arm.stream().map(setting -> seeds.stream().mapToDouble(seed -> cell(setting, seed)
                .map(cell -> cell.metric(criterion.key())).orElse(Double.NaN)).toArray()).toArray(double[][]::new);
        int setting = HeldOutChoice.of(values, criterion.better() == Measure.Better.HIGHER, choosing);
        return seeds.stream().skip(choosing).map(seed -> setting == HeldOutChoice.NONE ? null : cell(arm.get(setting), seed)
                .orElse(null))
                .toArray(CellResult[]::new);
    }

    private static Optional<CellResult> cell(Setting setting, String seed) {
        return setting.cells().stream().filter(cell -> cell.text(Keys.SEED).equals(seed)).findFirst();
    }

    private static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
