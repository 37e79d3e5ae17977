package tornadovae.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tornadovae.experiment.store.CellFolder;
import tornadovae.manifold.atlas.Atlas;
import tornadovae.math.Claim;
import tornadovae.math.Interval;
import tornadovae.math.MeanInterval;
import tornadovae.math.Statistics;

/**
 * The atlases of several models in one table of Markdown: a row for each setting, from the smallest to the largest of its seeds,
 * and one
 * sentence on which setting separates the classes better, and at what cost.
 */
final class AtlasTable {

    private record Model(Map<String, Object> metrics, Atlas atlas) {

        double metric(String key) {
            return metrics.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
        }

        double number(String... path) {
            Object value = atlas.sections().get(path[0]);
            for (int i = 1; i < path.length; i++)
                value = switch (value) {
                    case Map<?, ?> map -> map.get(path[i]);
                    case List<?> list -> named(list, path[i]);
                    case null, default -> null;
                };
            return value instanceof Double number ? number : Double.NaN;
        }

        private static Object named(List<?> list, String name) {
            return list.stream().filter(entry -> entry instanceof Map<?, ?> map && name.equals(map.get("name"))).findFirst()
                    .orElse(null);
        }

        double both() {
            return number("information", "both", "bits");
        }
    }

    private record Column(String title, double scale, int decimals, ToDoubleFunction<Model> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("−ELBO", 1, 1, model -> model.metric("test_total")),
            new Column("KL(q(z\\|x)‖p)", 1, 1, model -> model.metric("test_kl")),
            new Column("class kept when decoded, %", 100, 0, model -> model.number("classifier", "reconstruction_accuracy")),
            new Column("maps agree, %", 100, 0, model -> model.number("label_map", "agreement")),
            new Column("bits in the better axis", 1, 2, model -> Math.max(model.number("information", "first", "bits"),
                    model.number("information", "second", "bits"))),
            new Column("in the best direction", 1, 2, model -> model.number("information", "rotation", "maximum")),
            new Column("in both", 1, 2, Model::both),
            new Column("slant explained, %", 100, 0, model -> model.number("drivers", "attributes", "slant", "explained")),
            new Column("ρ(border, likeness)", 1, 2,
                    model -> model.number("neighbours", "similarity", "mean_distance", "spearman")));

    /** By setting, then by seed. */
    private final Map<String, Map<String, Model>> settings = new LinkedHashMap<>();

    AtlasTable(Map<CellFolder, Atlas> atlases) {
        atlases.forEach((cell, atlas) -> {
            String seed = cell.configurationIfAny().map(of -> String.valueOf(of.values().get("training.seed")))
                    .orElse(cell.name());
            String setting = cell.name().replaceFirst("_[0-9a-f]{8}$", "").replaceFirst("_?seed-[^_]+", "")
                    .replaceFirst("^_", "");
            settings.computeIfAbsent(setting.isEmpty() ? "all models" : setting, _ -> new TreeMap<>())
                    .put(seed, new Model(cell.metricsIfAny(), atlas));
        });
    }

    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("| | seeds | " + COLUMNS.stream().map(Column::title).collect(Collectors.joining(" | ")) + " |");
        lines.add("|---".repeat(COLUMNS.size() + 2) + "|");
        settings.forEach((setting, models) -> lines.add("| " + setting + " | " + models.size() + " | "
                + COLUMNS.stream().map(column -> range(column, models)).collect(Collectors.joining(" | ")) + " |"));
        return String.join("\n", lines) + "\n";
    }

    private static String range(Column column, Map<String, Model> models) {
        double[] values = models.values().stream().mapToDouble(column.value).filter(Double::isFinite)
                .map(value -> value * column.scale)
                .sorted().toArray();
        if (values.length == 0) return "–";
        String low = fixed(values[0], column.decimals), high = fixed(values[values.length - 1], column.decimals);
        return low.equals(high) ? low : low + " to " + high;
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
    }

    /** Each setting beside the first, by the bits that both variables tell of the class; the level is shared among them. */
    String answer() {
        List<String> names = List.copyOf(settings.keySet());
        if (names.size() < 2) return "";
        var better = new ArrayList<String>();
        Claim last = null;
        for (String name : names.subList(1, names.size())) {
            Claim bits = beside(name, names.getFirst(), Model::both, names.size() - 1);
            last = bits;
            if (bits.isOpen()) continue;
            Claim cost = beside(name, names.getFirst(), model -> model.metric("test_total"), names.size() - 1);
            String pays = cost.isOpen() ? "whether it pays in −ELBO " + cost.open()
                    : (cost.isMore() ? "it pays " : "it gains ") + words(cost, 1) + " nats of −ELBO";
            better.add(name + " tells " + words(bits, 2) + " bits " + (bits.isMore() ? "more" : "less") + ", and " + pays);
        }
        return better.isEmpty() ? "Whether another setting than " + names.getFirst() + " separates the classes better "
                + last.open() + "."
                : "Of the class, beside " + names.getFirst() + ": " + String.join("; ", better) + ".";
    }

    private static String words(Claim claim, int decimals) {
        double low = claim.interval().low(), high = claim.interval().high();
        boolean more = claim.isMore();
        return "%s (%s to %s)".formatted(fixed(Math.abs(claim.estimate()), decimals), fixed(more ? low : -high, decimals),
                fixed(more ? high : -low, decimals));
    }

    private Claim beside(String name, String first, ToDoubleFunction<Model> value, int comparisons) {
        var theirs = settings.get(first);
        double[] differences = settings.get(name).entrySet().stream().filter(entry -> theirs.containsKey(entry.getKey()))
                .mapToDouble(entry -> value.applyAsDouble(entry.getValue()) - value.applyAsDouble(theirs.get(entry.getKey())))
                .filter(Double::isFinite).toArray();
        MeanInterval mean = MeanInterval.of(differences);
        if (differences.length < 2) return Claim.ofSeeds(mean);
        double half = Interval.studentQuantile(differences.length - 1, comparisons) * Statistics.standardError(differences);
        return Claim.ofSeeds(new MeanInterval(mean.n(), mean.mean(), half));
    }
}
