package tornadovae.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.config.Configuration;
import tornadovae.train.LearningCurve;

/**
 * What models are called, as everywhere in a report: {@code beta-tcvae, β = 4, seed 1}, after the experiment's name where there
 * are several.
 */
public final class ModelNames {

    private final Map<CellFolder, String> labels = new LinkedHashMap<>();
    private final Map<Path, String> experiments = new LinkedHashMap<>();

    /** @param models all that are to be told apart, with their configurations, in the order of their experiments */
    public ModelNames(Map<CellFolder, Configuration> models) {
        List<Path> folders = models.keySet().stream().map(ModelNames::experiment).distinct().toList();
        List<String> names = ExperimentResults.names(folders);
        for (int i = 0; i < folders.size(); i++) experiments.put(folders.get(i), names.get(i));
        var cells = new LinkedHashMap<Path, List<CellResult>>();
        models.forEach((folder, configuration) -> cells.computeIfAbsent(experiment(folder), _ -> new ArrayList<>())
                .add(new CellResult(experiments.get(experiment(folder)), folder.name(), folder, configuration.values(),
                        CellResult.State.UNFINISHED, "", LearningCurve.NONE, Map.of(), List.of())));
        List<Study> studies = Study.of(cells.entrySet().stream()
                .map(e -> new ExperimentResults(experiments.get(e.getKey()), e.getKey(), Description.NONE, e.getValue()))
                .toList());
        for (Study study : studies) {
            for (Variant setting : study.settings()) {
                for (CellResult cell : setting.cells()) {
                    labels.put(cell.folder(), Stream.of(study.label(), setting.label(), "seed " + cell.text(SettingNames.SEED))
                            .filter(part -> !part.isEmpty()).collect(Collectors.joining(", ")));
                }
            }
        }
    }

    public String of(CellFolder model) {
        return Objects.requireNonNull(labels.get(model), "a model that was not given");
    }

    /** Unique: the name of its folder, after the experiment's where there are several. */
    public String idOf(CellFolder model) {
        return experiments.size() > 1 && experiments.containsKey(experiment(model))
                ? experiments.get(experiment(model)) + "/" + model.name() : model.name();
    }

    /** The folder of the experiment that a cell belongs to; its own, where it was trained alone. */
    private static Path experiment(CellFolder cell) {
        return cell.experiment().orElseGet(() -> cell.path().toAbsolutePath().normalize());
    }
}
