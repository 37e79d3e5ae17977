package tornadovae.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.experiment.config.Settings;
import tornadovae.model.Likelihood;
import tornadovae.results.CellResult;
import tornadovae.results.SettingNames;
import tornadovae.results.Numbers;

/** What was asked and by what it was computed, term by term. */
final class Facts {

    private static final List<String> ASKED_BY_HEADING =
            List.of("objective.name", "objective.beta", "model.latent", "training.seed", "dataset.name");

    private Facts() {}

    /** What was asked: data, what is swept, the model, the training, and how many cells became of it. */
    static Map<String, String> asked(List<CellResult> cells) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Data", join(cells, Facts::data));
        var experiments = List.copyOf(cells.stream()
                .collect(Collectors.groupingBy(CellResult::experiment, LinkedHashMap::new, Collectors.toList())).values());
        var sweeping = new LinkedHashMap<String, List<CellResult>>();
        for (String key : keys(cells)) {
            sweeping.put(key,
                    experiments.stream().filter(of -> values(key, of).size() > 1 && belongs(key, of)).flatMap(List::stream)
                            .toList());
        }
        sweeping.values().removeIf(List::isEmpty);
        facts.put("Swept", sweeping.entrySet().stream().map(of -> listed(List.of(of.getKey()), of.getValue()))
                .collect(Collectors.joining(" · ")));
        facts.put("Experiments differ in", listed(keys(cells).stream()
                .filter(key -> !sweeping.containsKey(key) && !key.equals(SettingNames.DATASET) && belongs(key, cells))
                .toList(), cells));
        facts.put("Model", join(cells, Facts::model));
        facts.put("Training", join(cells, Facts::training));
        facts.put("Cells", cells(cells));
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static String data(CellResult cell) {
        String images = Double.isNaN(cell.metric("train_images")) ? "" : ", " + Numbers.whole(cell.metric("train_images"))
                + " images to train on and " + Numbers.whole(cell.metric("test_images")) + " to test on";
        return cell.isFinished() && cell.settings().containsKey(SettingNames.DATASET) ? cell.text(SettingNames.DATASET)
                + images : "";
    }

    private static String model(CellResult cell) {
        if (!cell.settings().containsKey("model.hidden")) return "";
        return cell.text("model.hidden") + " hidden units, " + cell.text("model.activation") + ", "
                + cell.text("model.likelihood") + " decoder" + ofItsOwnShape(cell) + ofGreyPixels(cell);
    }

    /** What the NLL of a Bernoulli decoder is that has grey pixels. */
    private static String ofGreyPixels(CellResult cell) {
        return cell.text("model.likelihood").equals("bernoulli") && cell.text("model.binarize").equals("none")
                ? " (" + Likelihood.OF_GREY_PIXELS + ")" : "";
    }

    /** What a decoder is that is not the encoder in a mirror. */
    private static String ofItsOwnShape(CellResult cell) {
        String hidden = set(cell, "model.decoder.hidden"), activation = set(cell, "model.decoder.activation");
        if (hidden.isEmpty() && activation.isEmpty()) return "";
        return " with " + Stream.of(hidden.isEmpty() ? "" : hidden + " hidden units", activation)
                .filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    /** The value of a setting; empty where it is not known or not set. */
    private static String set(CellResult cell, String key) {
        Object value = cell.settings().get(key);
        return value == null || value.equals(Settings.get(key).standard()) ? "" : cell.text(key);
    }

    private static String training(CellResult cell) {
        if (!cell.settings().containsKey("training.epochs")) return "";
        if (isImported(cell)) return "elsewhere; imported weights " + cell.text("training.imported");
        return cell.text("training.epochs") + " epochs, batches of " + cell.text("training.batch") + ", "
                + cell.text("training.optimizer");
    }

    private static boolean isImported(CellResult cell) {
        Object standard = Settings.get("training.imported").standard();
        return !standard.equals(cell.settings().getOrDefault("training.imported", standard));
    }

    /** The keys that decide the models, beginning with those that the heading asks for. */
    private static List<String> keys(List<CellResult> cells) {
        Set<String> keys = new LinkedHashSet<>(ASKED_BY_HEADING);
        for (CellResult cell : cells) keys.addAll(cell.settings().keySet());
        return keys.stream().filter(SettingNames::decidesTheModel).toList();
    }

    /** The values in cells that know the key; numbers ascend, and all images are more than any number of them. */
    private static List<String> values(String key, List<CellResult> cells) {
        List<CellResult> known = cells.stream().filter(cell -> cell.settings().containsKey(key)).toList();
        boolean numbers = known.stream().noneMatch(cell -> Double.isNaN(cell.number(key)));
        var order = Comparator.comparingDouble((CellResult cell) -> SettingNames.isAll(key, cell.settings().get(key))
                ? Double.POSITIVE_INFINITY : cell.number(key));
        return (numbers ? known.stream().sorted(order) : known.stream())
                .map(cell -> SettingNames.value(key, cell.settings().get(key))).distinct().toList();
    }

    /** {@code β 1, 4 · seed 1, 2, 3}: keys with more than one value. */
    private static String listed(List<String> keys, List<CellResult> cells) {
        return keys.stream().filter(key -> values(key, cells).size() > 1)
                .map(key -> SettingNames.name(key) + " " + String.join(", ", values(key, cells)))
                .collect(Collectors.joining(" · "));
    }

    /** Where objectives differ, their own settings do so as a matter of course. */
    private static boolean belongs(String key, List<CellResult> cells) {
        if (!key.startsWith("objective.") || key.equals(SettingNames.OBJECTIVE)) return true;
        return cells.stream().collect(Collectors.groupingBy(cell -> cell.text(SettingNames.OBJECTIVE))).values().stream()
                .anyMatch(kin -> kin.stream().map(cell -> cell.text(key)).distinct().count() > 1);
    }

    private static String cells(List<CellResult> cells) {
        var states = cells.stream().collect(Collectors.groupingBy(CellResult::state, Collectors.counting()));
        long failed = states.getOrDefault(CellResult.State.FAILED, 0L),
                unfinished = states.getOrDefault(CellResult.State.UNFINISHED, 0L);
        if (failed + unfinished == 0) {
            return Numbers.count(cells.size(), "cell") + ", "
                    + (cells.size() == 1 ? "finished" : "all finished");
        }
        return Numbers.count(cells.size(), "cell") + ", " + states.getOrDefault(CellResult.State.FINISHED, 0L) + " finished"
                + (failed > 0 ? ", " + failed + " failed" : "") + (unfinished > 0 ? ", " + unfinished + " unfinished" : "");
    }

    /** Engine, device, versions, seeds, wall time and commit, from provenance.json. */
    static Map<String, String> provenance(List<CellResult> cells) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("Engine", runs(cells, run -> run.get("engine")));
        facts.put("Device", runs(cells, run -> run.get("device")
                + (run.get("deviceDetail") instanceof String detail && !detail.isBlank() ? ", " + detail : "")));
        facts.put("Driver", runs(cells, run -> run.get("driver")));
        facts.put("tornado-vae", runs(cells, run -> run.get("version")));
        facts.put("Commit", runs(cells, run -> run.get("commit")));
        facts.put("TornadoVM", runs(cells, run -> run.get("tornadovm")));
        facts.put("JDK", runs(cells, run -> run.get("jdk")));
        facts.put("System", runs(cells, run -> run.get("os")));
        facts.put("Seeds", join(cells, cell -> cell.settings().containsKey(SettingNames.SEED) ? cell.text(SettingNames.SEED)
                : "").replace("; ", ", "));
        facts.put("Wall time", duration(seconds(cells)));
        facts.put("Trained at", rate(cells));
        facts.put("Begun",
                cells.stream().flatMap(cell -> cell.runs().stream()).map(run -> String.valueOf(run.get("started")))
                        .filter(time -> time.matches("\\d{4}-.*")).min(Comparator.naturalOrder())
                        .map(time -> time.replace("T", " ").replace("Z", " UTC")).orElse(""));
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    /** The seconds of all runs; cells that trained together share one. */
    private static double seconds(List<CellResult> cells) {
        var runs = new LinkedHashMap<List<String>, Double>();
        for (CellResult cell : cells) {
            for (var run : cell.runs()) {
                if (run.get("seconds") instanceof Number seconds) {
                    runs.merge(List.of(String.valueOf(run.get("started")), String.valueOf(run.get("host")),
                            String.valueOf(run.get("replicas")), String.valueOf(cell.settings().get(SettingNames.LATENT))),
                            seconds.doubleValue(), Math::max);
                }
            }
        }
        return runs.values().stream().mapToDouble(seconds -> seconds).sum();
    }

    /** Images a second of all runs together. */
    private static String rate(List<CellResult> cells) {
        double images = 0, seconds = seconds(cells);
        for (CellResult cell : cells) {
            for (var run : cell.runs()) {
                if (run.get("toStep") instanceof Number to && run.get("fromStep") instanceof Number from
                        && !Double.isNaN(cell.number("training.batch"))) {
                    images += (to.doubleValue() - from.doubleValue()) * batch(cell);
                }
            }
        }
        return images > 0 && seconds >= 1 ? Numbers.whole(images / seconds) + " images/s" : "";
    }

    /** Images a step: the usual batch is cut to what a small set has. */
    private static double batch(CellResult cell) {
        double batch = cell.number("training.batch"), images = cell.metric("train_images");
        return Double.isNaN(images) ? batch : Math.min(batch, images);
    }

    static String duration(double seconds) {
        if (seconds == 0) return "";
        long whole = Math.round(seconds), hours = whole / 3600, minutes = whole / 60 % 60;
        if (hours > 0) return hours + " h " + minutes + " min";
        return minutes > 0 ? minutes + " min " + whole % 60 + " s" : Numbers.fixed(seconds, 1) + " s";
    }

    private static String runs(List<CellResult> cells, Function<Map<String, Object>, Object> fact) {
        return cells.stream().flatMap(cell -> cell.runs().stream()).map(fact)
                .filter(value -> value != null && !value.equals("null")).map(String::valueOf).distinct()
                .collect(Collectors.joining("; "));
    }

    private static String join(List<CellResult> cells, Function<CellResult, String> fact) {
        return cells.stream().map(fact).filter(text -> !text.isEmpty()).distinct().collect(Collectors.joining("; "));
    }
}
