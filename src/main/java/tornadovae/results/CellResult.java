package tornadovae.results;

import java.nio.file.Files;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.Json;
import tornadovae.train.LearningCurve;
import tornadovae.verdict.Kind;

/**
 * What one cell left on disk.
 *
 * @param experiment the experiment's name
 * @param id         the name of its folder
 * @param settings   by full key, as config.yaml resolves them; as the experiment asks for them, where there is no such file
 * @param reason     why it failed; empty for any other state
 * @param curve      history.csv
 * @param metrics    metrics.json, and what measures.json adds to it; empty unless it is finished
 * @param runs       of provenance.json, each the work between a start and a stop
 */
public record CellResult(String experiment, String id, CellFolder folder,
        Map<String, Object> settings, State state, String reason, LearningCurve curve, Map<String, Object> metrics,
        List<Map<String, Object>> runs) {

    public enum State { FINISHED, FAILED, UNFINISHED }

    public CellResult {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        runs = List.copyOf(runs);
    }

    /**
     * @param asked the settings that the experiment asks for, as far as they are known: a cell that was never begun has no
     * config.yaml
     */
    public static CellResult read(String experiment, String id, CellFolder folder, Map<String, Object> asked) {
        var settings = new LinkedHashMap<String, Object>(asked);
        folder.configurationIfAny().ifPresent(configuration -> settings.putAll(configuration.values()));
        Map<String, Object> metrics = AddedMeasures.joined(folder.damage().isPresent() ? Map.of() : folder.metricsIfAny(),
                folder);
        String reason = metrics.isEmpty() ? failure(folder) : "";
        State state = !metrics.isEmpty() ? State.FINISHED : reason.isEmpty() ? State.UNFINISHED : State.FAILED;
        return new CellResult(experiment, id, folder, settings, state, reason, LearningCurve.read(folder.history()), metrics,
                runs(folder));
    }

    private static String failure(CellFolder folder) {
        try {
            return folder.damage().or(folder::failureReason).orElse("");
        } catch (UserError e) {
            return "It failed, and its failed.json is damaged.";
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> runs(CellFolder folder) {
        try {
            if (Files.exists(folder.provenance()) && Json.read(folder.provenance()).get("runs") instanceof List<?> runs) {
                return runs.stream().filter(Map.class::isInstance).map(run -> (Map<String, Object>) run).toList();
            }
        } catch (UserError e) {
            // without provenance the page only says less
        }
        return List.of();
    }

    /** Every cell is its own: to compare hundreds of them by their contents would be slow, and equal ones would still be two. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    public boolean isFinished() {
        return state == State.FINISHED;
    }

    /** A number of metrics.json; NaN where it is missing or no finite number. */
    public double metric(String key) {
        return metrics.get(key) instanceof Number number && Double.isFinite(number.doubleValue()) ? number.doubleValue()
                : Double.NaN;
    }

    /** As {@link #metric}, of what every finished cell has. */
    public double required(String key) {
        double value = metric(key);
        if (!Double.isNaN(value)) return value;
        throw new UserError(1, folder.metrics() + " has no " + key
                + ": it is of another version; delete the folder it is in, then run the same command again.", null);
    }

    /** A list of numbers of metrics.json, such as {@code kl_per_dimension}; empty where it is missing. */
    public double[] metrics(String key) {
        return metrics.get(key) instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)
                ? list.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray() : new double[0];
    }

    /** A setting as a number; NaN where it is none. */
    public double number(String key) {
        return settings.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A setting as experiment files have it. */
    public String text(String key) {
        return Numbers.value(settings.get(key));
    }

    /** Wall time of all its runs, in which other cells trained too. */
    public double seconds() {
        return runs.stream().mapToDouble(run -> run.get("seconds") instanceof Number seconds ? seconds.doubleValue() : 0).sum();
    }

    /** The contents of verdict.json; empty where the cell is not finished or was finished before there were verdicts. */
    public Map<String, Object> verdict() {
        return isFinished() ? folder.verdictIfAny() : Map.of();
    }

    /**
     * Whether more epochs would pay, which its verdict alone decides; empty where there is none, or where it says that nothing
     * can be told of the model.
     */
    public Optional<Boolean> isStillImproving() {
        return isStillImproving(verdict());
    }

    static Optional<Boolean> isStillImproving(Map<String, Object> verdict) {
        if (verdict.isEmpty() || Kind.TOO_FEW_IMAGES.label().equals(verdict.get("verdict"))) return Optional.empty();
        var kinds = Stream.concat(Stream.of(verdict), verdict.get("also") instanceof List<?> also ? also.stream() : Stream.of());
        return Optional.of(kinds.anyMatch(of -> of instanceof Map<?, ?> finding
                && Kind.STILL_IMPROVING.label().equals(finding.get("verdict"))));
    }

    /**
     * The contents of atlas.json; empty where there is no such file, or a damaged one, or that of another configuration or of the
     * model before it was trained to its end.
     */
    public Map<String, Object> atlas() {
        Map<String, Object> atlas = folder.atlasIfAny();
        return Objects.equals(atlas.get("configuration"), metrics.get("configuration"))
                && Objects.equals(atlas.get("step"), metrics.get("steps")) ? atlas : Map.of();
    }
}
