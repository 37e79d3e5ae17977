package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Palette;
import tornadovae.chart.Point;
import tornadovae.metric.Measure;
import tornadovae.metric.Measures;
import tornadovae.results.CellResult;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * What the page's scripts draw, as values that Jackson writes as JSON. Measures have nine significant digits, what is drawn in
 * bulk has six.
 */
final class PageData {

    private final List<ExperimentResults> experiments;
    private final List<CellResult> cells;
    private final List<Study> studies;
    private final Atlases atlases;

    PageData(List<ExperimentResults> experiments, List<Study> studies, Atlases atlases) {
        this.experiments = experiments;
        this.cells = experiments.stream().flatMap(results -> results.cells().stream()).toList();
        this.studies = studies;
        this.atlases = atlases;
    }

    List<CellResult> cells() {
        return cells;
    }

    Map<String, Object> of(Thumbnails thumbnails) {
        var data = new LinkedHashMap<String, Object>();
        data.put("title", String.join(" and ", experiments.stream().map(ExperimentResults::name).toList()));
        data.put("experiments", experiments.stream().map(results -> object("name", results.name(), "question",
                results.description().question(), "paragraphs", results.description().paragraphs())).toList());
        data.put("asked", pairs(Facts.asked(cells)));
        data.put("provenance", pairs(Facts.provenance(cells)));
        data.put("palette", Palette.SERIES);
        data.put("studies", studies.stream().map(this::study).toList());
        Map<String, Object> shared = shared();
        data.put("settings", shared);
        data.put("keys", names());
        data.put("columns", columns());
        var list = new ArrayList<Object>();
        for (int i = 0; i < cells.size(); i++) list.add(cell(i, shared, thumbnails.places().get(i)));
        data.put("cells", list);
        data.put("sprites", object("columns", Thumbnails.COLUMNS, "rows", Thumbnails.ROWS));
        return data;
    }

    private Map<String, Object> study(Study study) {
        List<Variant> ranked = study.ranked();
        CellResult hero = ranked.isEmpty() ? null : hero(ranked);
        String prefix = studies.size() > 1 ? Texts.slug(study.label()) + "-" : "";
        return object("label", study.label(), "dataset", study.dataset(), "answer", Answer.lead(study),
                "asked", hero == null ? List.of() : ManifoldAnswers.of(study, hero, atlases), "effects", Answer.effects(study),
                "best", hero == null ? null : FullPictures.indexOf(cells, hero),
                "bestOf", hero == null ? "" : bestOf(hero, ranked),
                "charts", Charts.of(study, prefix).stream().map(PageData::chart).toList(),
                "matrix", matrix(MatrixLayout.of(study)));
    }

    /** The best model whose whole manifold is in one picture; the best of all where none has two dimensions. */
    private static CellResult hero(List<Variant> ranked) {
        return ranked.stream().filter(setting -> setting.number(SettingNames.LATENT) == 2).findFirst().orElse(ranked.getFirst())
                .best();
    }

    /** Why the picture is not of the model that the answer names; empty where it is. */
    private static String bestOf(CellResult hero, List<Variant> ranked) {
        return hero == ranked.getFirst().best() ? "" : "the best of the models with two latent dimensions";
    }

    private Map<String, Object> matrix(MatrixLayout layout) {
        return object("rowKey", layout.rowKey().isEmpty() ? "" : SettingNames.name(layout.rowKey()), "columnKey",
                layout.columnKey().isEmpty() ? "" : SettingNames.name(layout.columnKey()), "blocks",
                layout.blocks().stream()
                        .map(block -> object("title", block.title(), "columns", block.columns(), "rows", block.rows().stream()
                                .map(row -> object("title", row.title(), "slots", row.slots().stream().map(this::slot).toList()))
                                .toList()))
                        .toList());
    }

    private Map<String, Object> slot(MatrixLayout.Slot slot) {
        if (slot == null) return null;
        return object("caption", slot.caption(), "best", FullPictures.indexOf(cells, slot.setting().best()),
                "cells", slot.setting().cells().stream().map(cell -> FullPictures.indexOf(cells, cell)).toList());
    }

    /** A chart as the renderer takes it; points are {@code [x, y, low, high, label]}. */
    static Map<String, Object> chart(Chart chart) {
        return object("id", chart.id(), "subject", chart.subject(), "finding", chart.finding(), "caption", chart.caption(), "x",
                axis(chart.x()), "y", axis(chart.y()), "series",
                chart.series().stream()
                        .map(series -> object("name", series.name(), "mark", series.mark().name(), "colour", series.colour(),
                                "named", series.named(), "points", series.points().stream().map(PageData::point).toList()))
                        .toList());
    }

    private static Map<String, Object> axis(Axis axis) {
        return object("name", axis.name(), "unit", axis.unit(), "label", axis.label(), "scale", axis.scale().name(), "categories",
                axis.categories());
    }

    private static List<Object> point(Point point) {
        var list = new ArrayList<Object>();
        for (double value : new double[] {point.x(), point.y(), point.low(), point.high()}) list.add(Numbers.precise(value));
        list.add(point.label());
        return list;
    }

    /** Settings that all cells share. */
    private Map<String, Object> shared() {
        var shared = new LinkedHashMap<String, Object>();
        cells.getFirst().settings().forEach((key, value) -> {
            if (cells.stream()
                    .allMatch(cell -> cell.settings().containsKey(key) && cell.text(key).equals(Numbers.value(value)))) {
                shared
                        .put(key, Numbers.value(value));
            }
        });
        return shared;
    }

    private Map<String, String> names() {
        var names = new LinkedHashMap<String, String>();
        for (CellResult cell : cells) cell.settings().keySet().forEach(key -> names.computeIfAbsent(key, SettingNames::name));
        return names;
    }

    private List<Object> columns() {
        Set<String> keys = new LinkedHashSet<>();
        if (experiments.size() > 1) keys.add(SettingNames.EXPERIMENT);
        if (cells.stream().map(cell -> cell.text(SettingNames.DATASET)).distinct().count() > 1) keys.add(SettingNames.DATASET);
        for (Study study : studies) keys.addAll(study.keys());
        keys.add(SettingNames.SEED);
        var columns = new ArrayList<Object>();
        for (String key : keys) columns.add(object("key", key, "name", SettingNames.name(key), "kind", "setting"));
        columns.add(object("key", "state", "name", "state", "kind", "state"));
        if (cells.stream().anyMatch(cell -> !cell.verdict().isEmpty())) {
            columns.add(object("key", "verdict", "name", "verdict", "kind", "verdict"));
        }
        var tightest = cells.stream().flatMapToInt(cell -> Bounds.samples(cell).max().stream()).mapToObj(k -> "iwae_" + k);
        for (Measure measure : Measures.shown(Measure.Place.REPORT, tightest)) {
            if (cells.stream().anyMatch(cell -> !Double.isNaN(cell.metric(measure.key())))) {
                columns.add(object("key", measure.key(), "name", measure.title(), "kind", "metric", "decimals",
                        measure.decimals()));
            }
        }
        return columns;
    }

    private Map<String, Object> cell(int index, Map<String, Object> shared, Thumbnails.Place place) {
        CellResult cell = cells.get(index);
        Study study = studies.stream().filter(s -> s.cells().contains(cell)).findFirst().orElseThrow();
        Variant setting = study.settings().stream().filter(s -> s.cells().contains(cell)).findFirst().orElseThrow();
        var own = new LinkedHashMap<String, Object>();
        if (experiments.size() > 1) own.put(SettingNames.EXPERIMENT, cell.experiment());
        cell.settings().forEach((key, value) -> {
            if (!shared.containsKey(key)) own.put(key, Numbers.value(value));
        });
        return object("id", experiments.size() > 1 ? cell.experiment() + "/" + cell.id() : cell.id(), "study",
                studies.indexOf(study), "label", setting.label(), "seed", cell.text(SettingNames.SEED), "state",
                cell.state().name().toLowerCase(java.util.Locale.ROOT), "reason", cell.reason(), "settings", own, "metrics",
                metrics(cell), "verdict", cell.verdict().isEmpty() ? null : cell.verdict(), "history",
                object("columns", cell.curve().columns(), "rows", cell.curve().rows().stream().map(PageData::rounded).toList()),
                "thumbnail", place == null ? null : List.of(place.sheet(), place.index()), "seconds",
                Numbers.rounded(cell.seconds()));
    }

    private static Map<String, Object> metrics(CellResult cell) {
        var metrics = new LinkedHashMap<String, Object>();
        cell.metrics().forEach((key, value) -> {
            if (value instanceof Integer || value instanceof Long) {
                metrics.put(key, value);
            } else if (value instanceof Number number
                    && Numbers.precise(number.doubleValue()) != null) {
                        metrics.put(key, Numbers.precise(number.doubleValue()));
                    }
        });
        return metrics;
    }

    private static List<Double> rounded(double[] values) {
        var list = new ArrayList<Double>();
        for (double value : values) list.add(Numbers.rounded(value));
        return list;
    }

    private static List<List<String>> pairs(Map<String, String> facts) {
        return facts.entrySet().stream().filter(e -> Objects.nonNull(e.getValue())).map(e -> List.of(e.getKey(), e.getValue()))
                .toList();
    }

    static Map<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        return object;
    }
}
