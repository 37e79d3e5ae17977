package tornadovae.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tornadovae.chart.Axis;
import tornadovae.chart.Chart;
import tornadovae.chart.Point;
import tornadovae.chart.Series;
import tornadovae.chart.Series.Mark;

/** Training images a second by wall time, summed over the cells that trained together, from provenance.json. */
final class Throughput {

    private static final int MOST_BARS = 14;

    /** Runs of one kind of model on one device. */
    private static final class Work {
        double images;
        final Map<List<Object>, Double> seconds = new LinkedHashMap<>();

        double rate() {
            return images / seconds.values().stream().mapToDouble(time -> time).sum();
        }
    }

    private Throughput() {}

    static List<Chart> of(Study study) {
        var devices = new LinkedHashMap<String, Map<String, Work>>();
        Set<String> kinds = new LinkedHashSet<>();
        for (Setting setting : study.settings())
            for (CellResult cell : setting.cells())
                for (var run : cell.runs()) {
                    double seconds = number(run, "seconds"), steps = number(run, "toStep") - number(run, "fromStep");
                    if (!(seconds > 0) || !(steps > 0) || Double.isNaN(cell.number("training.batch"))) continue;
                    String kind = kind(setting), device = run.get("device") + ", engine " + run.get("engine");
                    kinds.add(kind);
                    Work work = devices.computeIfAbsent(device, _ -> new LinkedHashMap<>()).computeIfAbsent(kind, _ -> new Work());
                    work.images += steps * cell.number("training.batch");
                    work.seconds.put(List.of(String.valueOf(run.get("started")), String.valueOf(run.get("host")), String.valueOf(run.get("replicas")), steps), seconds);
                }
        if (devices.values().stream().mapToInt(Map::size).sum() < 2 || kinds.size() > MOST_BARS) return List.of();
        List<String> categories = List.copyOf(kinds);
        var series = new ArrayList<Series>();
        devices.forEach((device, work) -> series.add(new Series(device, Mark.BARS, series.size(),
                categories.stream().filter(work::containsKey).map(kind -> Point.of(categories.indexOf(kind), work.get(kind).rate(), kind)).toList())));
        double least = devices.values().stream().flatMap(work -> work.values().stream()).mapToDouble(Work::rate).min().orElseThrow();
        double most = devices.values().stream().flatMap(work -> work.values().stream()).mapToDouble(Work::rate).max().orElseThrow();
        String finding = "Training passed " + (Numbers.whole(least).equals(Numbers.whole(most)) ? "" : Numbers.whole(least) + " to ") + Numbers.whole(most) + " images a second on "
                + String.join(" and ", devices.keySet());
        String caption = "Steps times images in a batch, of all cells that trained together, over the wall time of their runs, which includes the start of the engine and testing after every epoch.";
        return List.of(new Chart("throughput", "Throughput", finding, caption, Axis.of("model", categories), Axis.linear("training", "images/s"), series));
    }

    private static String kind(Setting setting) {
        String kind = setting.telling().entrySet().stream().filter(e -> e.getKey().startsWith("model.") || e.getKey().equals(Keys.OBJECTIVE)).map(e -> Keys.phrase(e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
        return kind.isEmpty() ? "all" : kind;
    }

    private static double number(Map<String, Object> run, String key) {
        return run.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
