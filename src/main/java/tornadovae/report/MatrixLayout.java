package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tornadovae.results.CellResult;
import tornadovae.results.SettingNames;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * Where the settings of a study stand on the page.
 *
 * @param rowKey    what differs from row to row; empty where there is one row
 * @param columnKey what differs from column to column; empty where columns are only places
 */
record MatrixLayout(String rowKey, String columnKey, List<Block> blocks) {

    /** A matrix of settings that share what its title says. */
    record Block(String title, List<String> columns, List<Row> rows) {}

    /** @param slots one a column; null where there is no such setting */
    record Row(String title, List<Slot> slots) {}

    /** @param caption what sets the setting apart within its row, where the column's heading does not say it */
    record Slot(String caption, Variant setting) {}

    static MatrixLayout of(Study study) {
        if (study.keys().isEmpty()) return ofSeeds(study.cells());
        var keys = new ArrayList<>(study.keys());
        keys.remove(SettingNames.EXPERIMENT);
        if (keys.contains(SettingNames.OBJECTIVE)) return ofObjectives(study, keys);
        String columnKey = keys.contains(SettingNames.BETA) ? SettingNames.BETA : keys.stream()
                .filter(key -> key.startsWith("objective.")).findFirst().orElse(keys.isEmpty() ? "" : keys.getLast());
        keys.remove(columnKey);
        String rowKey = keys.contains(SettingNames.LATENT) ? SettingNames.LATENT : keys.isEmpty() ? "" : keys.getFirst();
        var blocks = new ArrayList<Block>();
        grouped(study.settings(), List.of(rowKey, columnKey))
                .forEach((title, settings) -> blocks.add(block(title, settings, rowKey, columnKey)));
        return new MatrixLayout(rowKey, columnKey, blocks);
    }

    /** Where nothing else differs, the seeds stand side by side. */
    private static MatrixLayout ofSeeds(List<CellResult> cells) {
        List<Slot> slots = cells.stream().map(cell -> new Slot("", new Variant(Map.of(), List.of(cell)))).toList();
        List<String> columns = cells.size() == 1 ? List.of() : cells.stream()
                .map(cell -> SettingNames.phrase(SettingNames.SEED, cell.settings().get(SettingNames.SEED))).toList();
        return new MatrixLayout("", SettingNames.SEED, List.of(new Block("", columns, List.of(new Row("", slots)))));
    }

    private static Block block(String title, List<Variant> settings, String rowKey, String columnKey) {
        List<String> columns = values(settings, columnKey), rows = values(settings, rowKey);
        var lines = new ArrayList<Row>();
        for (String row : rows) {
            var slots = new ArrayList<Slot>();
            for (String column : columns) {
                slots.add(settings.stream().filter(s -> value(s, rowKey).equals(row) && value(s, columnKey).equals(column))
                        .findFirst().map(s -> new Slot("", s)).orElse(null));
            }
            lines.add(new Row(row, slots));
        }
        return new Block(title, columns, lines);
    }

    /**
     * A row an objective: each has settings of its own, so that columns have no common heading, unless the latent dimension is
     * all that differs.
     */
    private static MatrixLayout ofObjectives(Study study, List<String> keys) {
        boolean latentAlone = keys.stream().allMatch(key -> key.equals(SettingNames.OBJECTIVE)
                || key.equals(SettingNames.LATENT));
        var blocks = new ArrayList<Block>();
        List<String> outer = latentAlone ? List.of(SettingNames.EXPERIMENT)
                : List.of(SettingNames.EXPERIMENT, SettingNames.LATENT);
        var by = new LinkedHashMap<String, List<Variant>>();
        for (Variant s : study.settings()) {
            by.computeIfAbsent(outer.stream().filter(study.keys()::contains)
                    .map(k -> SettingNames.phrase(k, s.cells().getFirst().settings().get(k)))
                    .collect(Collectors.joining(", ")), _ -> new ArrayList<>()).add(s);
        }
        by.forEach((title, settings) -> {
            if (latentAlone && keys.contains(SettingNames.LATENT)) {
                blocks.add(block(title, settings, SettingNames.OBJECTIVE, SettingNames.LATENT));
                return;
            }
            if (values(settings, SettingNames.OBJECTIVE).size() == settings.size()) {   // one setting each: side by side
                blocks.add(block(title, settings, "", SettingNames.OBJECTIVE));
                return;
            }
            var rows = new ArrayList<Row>();
            for (String objective : values(settings, SettingNames.OBJECTIVE)) {
                var without = new ArrayList<>(outer);
                without.add(SettingNames.OBJECTIVE);
                rows.add(new Row(objective, settings.stream().filter(s -> value(s, SettingNames.OBJECTIVE).equals(objective))
                        .map(s -> new Slot(s.label(without), s)).toList()));
            }
            blocks.add(new Block(title, List.of(), rows));
        });
        return new MatrixLayout(SettingNames.OBJECTIVE, latentAlone && keys.contains(SettingNames.LATENT) ? SettingNames.LATENT
                : "", blocks);
    }

    private static LinkedHashMap<String, List<Variant>> grouped(List<Variant> settings, List<String> without) {
        return settings.stream().collect(Collectors.groupingBy(s -> s.label(without), LinkedHashMap::new, Collectors.toList()));
    }

    private static String value(Variant setting, String key) {
        return key.isEmpty() || !setting.telling().containsKey(key) ? "" : SettingNames.phrase(key, setting.telling().get(key));
    }

    /** Ascending where they are numbers, otherwise in the experiment's order. */
    private static List<String> values(List<Variant> settings, String key) {
        boolean numbers = !key.isEmpty() && settings.stream().noneMatch(setting -> Double.isNaN(setting.number(key)));
        Set<String> values =
                (numbers ? settings.stream().sorted((a, b) -> Double.compare(a.number(key), b.number(key))) : settings.stream())
                        .map(s -> value(s, key)).collect(Collectors.toCollection(LinkedHashSet::new));
        return List.copyOf(values);
    }
}
