package tornadovae.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tornadovae.metric.Measures;
import tornadovae.math.MeanInterval;

/**
 * Cells that differ in their seed alone.
 *
 * @param telling what sets it apart from the study's other settings, by key
 * @param cells   in the order of the experiment; some may be unfinished
 */
public record Variant(Map<String, Object> telling, List<CellResult> cells) {

    public Variant {
        telling = Collections.unmodifiableMap(new LinkedHashMap<>(telling));
        cells = List.copyOf(cells);
    }

    /** {@code beta-tcvae, β = 4}. */
    public String label() {
        return label(List.of());
    }

    /** The label without some keys, such as those along a chart's axis. */
    public String label(List<String> without) {
        return telling.entrySet().stream().filter(e -> !without.contains(e.getKey()))
                .map(e -> SettingNames.phrase(e.getKey(), e.getValue())).collect(Collectors.joining(", "));
    }

    /** In a sentence: {@code beta-tcvae with β = 4}, {@code the model with 5 latent dimensions and β = 1}. */
    public String described() {
        var names = new ArrayList<String>();
        var parts = new ArrayList<String>();
        telling.forEach((key, value) -> (key.equals(SettingNames.OBJECTIVE) || key.equals(SettingNames.EXPERIMENT) ? names
                : parts).add(SettingNames.phrase(key, value)));
        String name = names.isEmpty() ? "the model" : String.join(", ", names.reversed()).replace(", ", " of ");
        if (parts.isEmpty()) return name;
        String last = parts.removeLast();
        return name + " with " + (parts.isEmpty() ? "" : String.join(", ", parts) + " and ") + last;
    }

    public List<CellResult> finished() {
        return cells.stream().filter(CellResult::isFinished).toList();
    }

    public double[] values(String metric) {
        return cells.stream().mapToDouble(cell -> cell.metric(metric)).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** {@code [seeds]}: of the cell with each of some seeds; NaN where there is none, or it does not have the metric. */
    public double[] at(List<String> seeds, String metric) {
        return seeds.stream().mapToDouble(seed -> cells.stream().filter(cell -> cell.text(SettingNames.SEED).equals(seed))
                .findFirst()
                .map(cell -> cell.metric(metric)).orElse(Double.NaN)).toArray();
    }

    /** Its values less those of another one, at the seeds at which both have the metric, in the order of its cells. */
    public double[] paired(Variant other, String metric) {
        List<String> seeds = cells.stream().map(cell -> cell.text(SettingNames.SEED)).distinct().toList();
        return differences(at(seeds, metric), other.at(seeds, metric));
    }

    /** {@code a − b}, without NaN. */
    static double[] differences(double[] a, double[] b) {
        return IntStream.range(0, Math.min(a.length, b.length)).mapToDouble(i -> a[i] - b[i]).filter(d -> !Double.isNaN(d))
                .toArray();
    }

    /** Over seeds, of those that have the metric. */
    public MeanInterval mean(String metric) {
        return MeanInterval.of(values(metric));
    }

    /** Whether any seed has it. */
    public boolean has(String metric) {
        return values(metric).length > 0;
    }

    /** The value of a key that all of its cells share; NaN where it is no number. */
    public double number(String key) {
        return cells.getFirst().number(key);
    }

    /** The finished cell with the lowest −ELBO; the first cell where none is finished. */
    public CellResult best() {
        return cells.stream().filter(cell -> !Double.isNaN(cell.metric(Measures.LOSS)))
                .min((a, b) -> Double.compare(a.metric(Measures.LOSS), b.metric(Measures.LOSS))).orElse(cells.getFirst());
    }
}
