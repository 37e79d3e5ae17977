package tornadovae.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tornadovae.chart.Axis;
import tornadovae.results.SettingNames;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/**
 * The key along which a measure is drawn: a number of which a study has several values.
 *
 * @param lines settings that differ in it alone, ascending, by what else they are
 */
record SweptAxis(String key, Map<String, List<Variant>> lines) {

    /** More lines than this cannot be told apart. */
    static final int MOST_LINES = 7;

    private static final List<String> PREFERRED = List.of(SettingNames.LATENT, SettingNames.BETA);

    /**
     * The latent dimension, or else β, or else the first other number; empty where nothing of that kind is varied, or where it is
     * varied for some objectives only.
     *
     * @param metric what will be drawn: settings without it are left out
     */
    static Optional<SweptAxis> of(Study study, String metric) {
        return study.keys().stream().filter(key -> !key.equals(SettingNames.EXPERIMENT))
                .sorted((a, b) -> Integer.compare(rank(a), rank(b))).map(key -> new SweptAxis(key, study.lines(key, metric)))
                .filter(axis -> axis.isMeaningful(study)).findFirst();
    }

    static Optional<SweptAxis> of(Study study, String key, String metric) {
        return Optional.of(new SweptAxis(key, study.lines(key, metric)))
                .filter(axis -> study.varies(key) && axis.isMeaningful(study));
    }

    private static int rank(String key) {
        int rank = PREFERRED.indexOf(key);
        return rank < 0 ? PREFERRED.size() : rank;
    }

    private boolean isMeaningful(Study study) {
        boolean told = study.settings().stream().allMatch(setting -> setting.telling().containsKey(key));
        return told && !lines.isEmpty() && lines.values().stream().anyMatch(line -> line.size() > 1);
    }

    /** The line with the setting of the lowest mean. */
    List<Variant> best(String metric) {
        return lines.values().stream().filter(line -> line.size() > 1)
                .min((a, b) -> Double.compare(lowest(a, metric), lowest(b, metric))).orElseThrow();
    }

    private static double lowest(List<Variant> line, String metric) {
        return line.stream().mapToDouble(setting -> setting.mean(metric).mean()).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** Logarithmic where the values span a factor of eight or more. */
    Axis axis() {
        double low =
                lines.values().stream().flatMap(List::stream).mapToDouble(setting -> setting.number(key)).min().orElseThrow();
        double high =
                lines.values().stream().flatMap(List::stream).mapToDouble(setting -> setting.number(key)).max().orElseThrow();
        return low > 0 && high / low >= 8 ? Axis.logarithmic(SettingNames.name(key), "")
                : Axis.linear(SettingNames.name(key), "");
    }

    boolean isCrowded() {
        return lines.size() > MOST_LINES;
    }

    /** The lines that are drawn: all, or the best. */
    Map<String, List<Variant>> drawn(String metric) {
        if (!isCrowded()) return lines;
        var best = lines.entrySet().stream()
                .sorted((a, b) -> Double.compare(lowest(a.getValue(), metric), lowest(b.getValue(), metric))).limit(MOST_LINES)
                .map(Map.Entry::getKey).toList();
        var drawn = new java.util.LinkedHashMap<String, List<Variant>>();
        lines.forEach((label, line) -> {
            if (best.contains(label)) drawn.put(label, line);
        });
        return drawn;
    }

    /** What a caption says about lines that are not drawn. */
    String omission() {
        return isCrowded() ? " Of " + lines.size() + " lines the " + MOST_LINES + " lowest in −ELBO are drawn." : "";
    }
}
