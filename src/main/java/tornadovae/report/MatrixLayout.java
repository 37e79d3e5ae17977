package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tornadovae.results.CellResult;
import tornadovae.results.Keys;
import tornadovae.results.Setting;
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
    record Slot(String caption, Setting setting) {}

    static MatrixLayout of(Study study) {
        if (study.keys().isEmpty()) return ofSeeds(study.cells());
        var keys = new ArrayList<>(study.keys());
        keys.remove(Keys.EXPERIMENT);
        if (keys.contains(Keys.OBJECTIVE)) return ofObjectives(study, keys);
        String columnKey = keys.contains(Keys.BETA) ? Keys.BETA : keys.stream().filter(key -> key.startsWith("objective.")).findFirst().orElse(keys.isEmpty() ? "" : keys.getLast());
        keys.remove(columnKey);
        String rowKey = keys.contains(Keys.LATENT) ? Keys.LATENT : keys.isEmpty() ? "" : keys.getFirst();
        var blocks = new ArrayList<Block>();
        grouped(study.settings(), List.of(rowKey, columnKey)).forEach((title, settings) -> blocks.add(block(title, settings, rowKey, columnKey)));
        return new MatrixLayout(rowKey, columnKey, blocks);
    }

    /** Where nothing else differs, the seeds stand side by side. */
    private static MatrixLayout ofSeeds(List<CellResult> cells) {
        List<Slot> slots = cells.stream().map(cell -> new Slot("", new Setting(Map.of(), List.of(cell)))).toList();
        List<String> columns = cells.size() == 1 ? List.of() : cells.stream().map(cell -> Keys.phrase(Keys.SEED, cell.settings().get(Keys.SEED))).toList();
        return new MatrixLayout("", Keys.SEED, List.of(new Block("", columns, List.of(new Row("", slots)))));
    }

    private static Block block(String title, List<Setting> settings, String rowKey, String columnKey) {
        List<String> columns = values(settings, columnKey), rows = values(settings, rowKey);
        var lines = new ArrayList<Row>();
        for (String row : rows) {
            var slots = new ArrayList<Slot>();
            for (String column : columns)
                slots.add(settings.stream().filter(s -> value(s, rowKey).equals(row) && value(s, columnKey).equals(column)).findFirst().map(s -> new Slot("", s)).orElse(null));
            lines.add(new Row(row, slots));
        }
        return new Block(title, columns, lines);
    }

    /** A row an objective: each has settings of its own, so that columns have no common heading, unless the latent dimension is all that differs. */
    private static MatrixLayout ofObjectives(Study study, List<String> keys) {
        boolean latentAlone = keys.stream().allMatch(key -> key.equals(Keys.OBJECTIVE) || key.equals(Keys.LATENT));
        var blocks = new ArrayList<Block>();
        List<String> outer = latentAlone ? List.of(Keys.EXPERIMENT) : List.of(Keys.EXPERIMENT, Keys.LATENT);
        var by = new LinkedHashMap<String, List<Setting>>();
        for (Setting s : study.settings())
            by.computeIfAbsent(outer.stream().filter(study.keys()::contains).map(k -> Keys.phrase(k, s.cells().getFirst().settings().get(k))).collect(Collectors.joining(", ")), _ -> new ArrayList<>()).add(s);
        by.forEach((title, settings) -> {
            if (latentAlone && keys.contains(Keys.LATENT)) {
                blocks.add(block(title, settings, Keys.OBJECTIVE, Keys.LATENT));
                return;
            }
            if (values(settings, Keys.OBJECTIVE).size() == settings.size()) {   // one setting each: side by side
                blocks.add(block(title, settings, "", Keys.OBJECTIVE));
                return;
            }
            var rows = new ArrayList<Row>();
            for (String objective : values(settings, Keys.OBJECTIVE)) {
                var without = new ArrayList<>(outer);
                without.add(Keys.OBJECTIVE);
                rows.add(new Row(objective, settings.stream().filter(s -> value(s, Keys.OBJECTIVE).equals(objective)).map(s -> new Slot(s.label(without), s)).toList()));
            }
            blocks.add(new Block(title, List.of(), rows));
        });
        return new MatrixLayout(Keys.OBJECTIVE, latentAlone && keys.contains(Keys.LATENT) ? Keys.LATENT : "", blocks);
    }

    private static LinkedHashMap<String, List<Setting>> grouped(List<Setting> settings, List<String> without) {
        return settings.stream().collect(Collectors.groupingBy(s -> s.label(without), LinkedHashMap::new, Collectors.toList()));
    }

    private static String value(Setting setting, String key) {
        return key.isEmpty() || !setting.telling().containsKey(key) ? "" : Keys.phrase(key, setting.telling().get(key));
    }

    /** Ascending where they are numbers, otherwise in the experiment's order. */
    private static List<String> values(List<Setting> settings, String key) {
        boolean numbers = !key.isEmpty() && settings.stream().noneMatch(setting -> Double.isNaN(setting.number(key)));
        Set<String> values = (numbers ? settings.stream().sorted((a, b) -> Double.compare(a.number(key), b.number(key))) : settings.stream()).map(s -> value(s, key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return List.copyOf(values);
    }
}
