package tornadovae.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.math.Claim;
import tornadovae.math.Interval;
import tornadovae.math.MeanInterval;
import tornadovae.math.Statistics;
import tornadovae.metric.Measures;

/**
 * The atlases of several models in one table: a row for each setting, from the smallest to the largest of its seeds, and one
 * sentence on which setting separates the classes better, and at what cost.
 */
public final class AtlasTable {

    /** What a table may show of a cell: a number of its metrics, or one of its atlas. */
    private record Model(CellResult cell, AtlasContents atlas) {

        /** NaN where the part is damaged. */
        double number(String... path) {
            try {
                return atlas.number(path);
            } catch (IllegalArgumentException e) {
                return Double.NaN;
            }
        }

        double slant() {
            try {
                return atlas.named("drivers", "attributes", "slant", "explained");
            } catch (IllegalArgumentException e) {
                return Double.NaN;
            }
        }

        double both() {
            return number("information", "both", "bits");
        }
    }

    private record Column(String title, double scale, int decimals, ToDoubleFunction<Model> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("−ELBO", 1, 1, model -> model.cell.metric(Measures.LOSS)),
            new Column("KL(q(z|x)‖p)", 1, 1, model -> model.cell.metric("test_kl")),
            new Column("class kept when decoded, %", 100, 0, model -> model.number("classifier", "reconstruction_accuracy")),
            new Column("maps agree, %", 100, 0, model -> model.number("label_map", "agreement")),
            new Column("bits in the better axis", 1, 2, model -> Math.max(model.number("information", "first", "bits"),
                    model.number("information", "second", "bits"))),
            new Column("in the best direction", 1, 2, model -> model.number("information", "rotation", "maximum")),
            new Column("in both", 1, 2, Model::both),
            new Column("slant explained, %", 100, 0, Model::slant),
            new Column("ρ(border, likeness)", 1, 2,
                    model -> model.number("neighbours", "similarity", "mean_distance", "spearman")));

    /** By setting, then by seed. */
    private final Map<String, Map<String, Model>> settings = new LinkedHashMap<>();

    /**
     * @param studies what is told apart
     * @param atlases the contents of atlas.json of a cell; empty where it has none
     */
    public AtlasTable(List<Study> studies, Function<CellResult, Optional<AtlasContents>> atlases) {
        for (Study study : studies) {
            for (Variant variant : study.settings()) {
                String label = Stream.of(study.label(), variant.label()).filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
                for (CellResult cell : variant.cells()) {
                    atlases.apply(cell).ifPresent(atlas -> settings
                            .computeIfAbsent(label.isEmpty() ? "all models" : label, _ -> new TreeMap<>())
                            .put(cell.text(SettingNames.SEED), new Model(cell, atlas)));
                }
            }
        }
    }

    public List<String> header() {
        return Stream.concat(Stream.of("", "seeds"), COLUMNS.stream().map(Column::title)).toList();
    }

    /** A row for each setting, each as long as the header. */
    public List<List<String>> rows() {
        return settings.entrySet().stream().map(setting -> Stream.concat(
                Stream.of(setting.getKey(), String.valueOf(setting.getValue().size())),
                COLUMNS.stream().map(column -> range(column, setting.getValue()))).toList()).toList();
    }

    public String markdown() {
        return line(header()) + "|---".repeat(header().size()) + "|\n"
                + rows().stream().map(AtlasTable::line).collect(Collectors.joining());
    }

    private static String line(List<String> fields) {
        return fields.stream().map(field -> " " + field.replace("|", "\\|") + " ").collect(Collectors.joining("|", "|", "|\n"))
                .replace("|  |", "| |");
    }

    private static String range(Column column, Map<String, Model> models) {
        double[] values = models.values().stream().mapToDouble(column.value).filter(Double::isFinite)
                .map(value -> value * column.scale)
                .sorted().toArray();
        if (values.length == 0) return "–";
        String low = Numbers.fixed(values[0], column.decimals), high = Numbers.fixed(values[values.length - 1], column.decimals);
        return low.equals(high) ? low : low + " to " + high;
    }

    /** Each setting beside the first, by the bits that both variables tell of the class; the level is shared among them. */
    public String answer() {
        List<String> names = List.copyOf(settings.keySet());
        if (names.size() < 2) return "";
        var better = new ArrayList<String>();
        Claim clearest = null;
        for (String name : names.subList(1, names.size())) {
            Claim bits = beside(name, names.getFirst(), Model::both, names.size() - 1);
            if (clearest == null || bits.n() > clearest.n()) clearest = bits;
            if (bits.isOpen()) continue;
            Claim cost = beside(name, names.getFirst(), model -> model.cell.metric(Measures.LOSS), names.size() - 1);
            String pays = cost.isOpen() ? "whether it pays in −ELBO " + cost.open()
                    : (cost.isMore() ? "it pays " : "it gains ") + words(cost, 1) + " nats of −ELBO";
            better.add(name + " tells " + words(bits, 2) + " bits " + (bits.isMore() ? "more" : "less") + ", and " + pays);
        }
        return better.isEmpty() ? "Whether another setting than " + names.getFirst() + " separates the classes better "
                + clearest.open() + "."
                : "Of the class, beside " + names.getFirst() + ": " + String.join("; ", better) + ".";
    }

    private static String words(Claim claim, int decimals) {
        double low = claim.interval().low(), high = claim.interval().high();
        boolean more = claim.isMore();
        return "%s (%s to %s)".formatted(Numbers.fixed(Math.abs(claim.estimate()), decimals),
                Numbers.fixed(more ? low : -high, decimals),
                Numbers.fixed(more ? high : -low, decimals));
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
