package tornadovae.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tornadovae.metric.Measures;

/**
 * Cells whose losses can be compared: they describe the same images by the same kind of likelihood.
 *
 * @param label    the data set's name, with what else sets it apart from other studies; empty where there is only one
 * @param dataset  the data set's name
 * @param keys     what is varied, seeds aside
 * @param settings in the order of the experiments
 */
public record Study(String label, String dataset, List<String> keys, List<Variant> settings) {

    /** −ELBO, in nats per test image. */
    public static final String LOSS = Measures.LOSS;

    /** Keys that decide what is described, and so whether two losses can be compared. */
    private static final List<String> FRAME = List.of(SettingNames.DATASET, "dataset.train", "dataset.test", "dataset.seed",
            "model.likelihood", "model.binarize");

    /** Keys that come first in labels, whatever order the settings have. */
    private static final List<String> LEADING = List.of(SettingNames.EXPERIMENT, SettingNames.OBJECTIVE, SettingNames.LATENT,
            SettingNames.BETA);

    public Study {
        keys = List.copyOf(keys);
        settings = List.copyOf(settings);
    }

    /** One study for each frame that the cells of all experiments have. */
    public static List<Study> of(List<ExperimentResults> experiments) {
        var frames = new LinkedHashMap<List<String>, List<CellResult>>();
        for (ExperimentResults results : experiments) {
            for (CellResult cell : results.cells()) frames.computeIfAbsent(frame(cell), _ -> new ArrayList<>()).add(cell);
        }
        List<String> distinct = distinct(frames.keySet());
        return frames.values().stream().map(cells -> study(cells, distinct)).toList();
    }

    /** The fewest keys that tell all frames apart, the first ones first; none where there is one frame. */
    private static List<String> distinct(Set<List<String>> frames) {
        var keys = new ArrayList<String>();
        for (int k = 0; k < FRAME.size(); k++) {
            int key = k;
            if (frames.stream().map(frame -> keys.stream().map(one -> frame.get(FRAME.indexOf(one))).toList()).distinct()
                    .count() == frames.size()) {
                break;
            }
            if (frames.stream().map(frame -> frame.get(key)).distinct().count() > 1) keys.add(FRAME.get(key));
        }
        return keys;
    }

    private static List<String> frame(CellResult cell) {
        return FRAME.stream().map(cell::text).toList();
    }

    private static Study study(List<CellResult> cells, List<String> distinct) {
        CellResult first = cells.getFirst();
        String label = distinct.stream().map(key -> SettingNames.phrase(key, first.settings().get(key)))
                .collect(Collectors.joining(", "));
        List<String> keys = varied(cells, cells.stream().map(CellResult::experiment).distinct().count() > 1);
        var settings = new LinkedHashMap<Map<String, Object>, List<CellResult>>();
        for (CellResult cell : cells) settings.computeIfAbsent(telling(cell, cells, keys), _ -> new ArrayList<>()).add(cell);
        return new Study(label, first.text(SettingNames.DATASET), keys, settings.entrySet().stream()
                .map(e -> new Variant(e.getKey(), e.getValue())).toList());
    }

    private static List<String> varied(List<CellResult> cells, boolean compared) {
        Set<String> keys = new LinkedHashSet<>(LEADING);
        for (CellResult cell : cells) keys.addAll(cell.settings().keySet());
        return keys.stream().filter(key -> key.equals(SettingNames.EXPERIMENT) ? compared : !FRAME.contains(key)
                && !key.equals(SettingNames.SEED) && SettingNames.decidesTheModel(key) && values(key, cells).size() > 1).toList();
    }

    /** The values in cells that know the key. */
    private static Set<String> values(String key, List<CellResult> cells) {
        return cells.stream().filter(cell -> cell.settings().containsKey(key)).map(cell -> cell.text(key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The objective, and what varies among cells that have the same one: γ says nothing about a β-VAE. */
    private static Map<String, Object> telling(CellResult cell, List<CellResult> all, List<String> keys) {
        var kin = keys.contains(SettingNames.OBJECTIVE) ? all.stream()
                .filter(other -> other.text(SettingNames.OBJECTIVE).equals(cell.text(SettingNames.OBJECTIVE))).toList() : all;
        var telling = new LinkedHashMap<String, Object>();
        for (String key : keys) {
            if (key.equals(SettingNames.EXPERIMENT)) {
                telling.put(key, cell.experiment());
            } else if (key.equals(SettingNames.OBJECTIVE) || values(key, kin).size() > 1) {
                telling.put(key, cell.settings()
                        .get(key));
            }
        }
        return telling;
    }

    public List<CellResult> cells() {
        return settings.stream().flatMap(setting -> setting.cells().stream()).toList();
    }

    /** Settings with a loss, the lowest mean first. */
    public List<Variant> ranked() {
        return settings.stream().filter(setting -> setting.has(LOSS))
                .sorted(Comparator.comparingDouble(setting -> setting.mean(LOSS).mean())).toList();
    }

    /** The most seeds that a setting has a loss of. */
    public int seeds() {
        return settings.stream().mapToInt(setting -> setting.values(LOSS).length).max().orElse(0);
    }

    public boolean varies(String key) {
        return keys.contains(key);
    }

    /** Settings that differ in one key only, ascending in its value; lines of a chart. Longer and better lines come first. */
    public Map<String, List<Variant>> lines(String key, String metric) {
        var lines = new LinkedHashMap<String, List<Variant>>();
        for (Variant setting : settings) {
            if (setting.has(metric) && !Double.isNaN(setting.number(key))) {
                lines
                        .computeIfAbsent(setting.label(List.of(key)), _ -> new ArrayList<>()).add(setting);
            }
        }
        lines.values().forEach(line -> line.sort(Comparator.comparingDouble(setting -> setting.number(key))));
        return lines;
    }

    /**
     * At most so many settings, in the experiment's order: all of them, or the best of each value of the first key, or else the
     * best.
     */
    public List<Variant> lineup(int most) {
        List<Variant> ranked = ranked();
        if (ranked.size() <= most) return settings.stream().filter(ranked::contains).toList();
        var best = new LinkedHashMap<String, Variant>();
        String key = keys.getFirst();
        for (Variant setting : ranked) best.putIfAbsent(Numbers.value(setting.telling().get(key)), setting);
        List<Variant> chosen = best.size() > 1 && best.size() <= most ? List.copyOf(best.values()) : ranked.subList(0, most);
        return settings.stream().filter(chosen::contains).toList();
    }
}
