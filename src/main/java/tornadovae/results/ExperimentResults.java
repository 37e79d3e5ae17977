package tornadovae.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.PlanFile;
import tornadovae.experiment.store.ResultStore;
import tornadovae.file.Folders;

/**
 * What an experiment left on disk: a sweep, an ablation, or a single training. Cells may be unfinished, failed or damaged.
 *
 * @param name        the folder's name, longer where others have the same
 * @param description the comment at the head of experiment.yaml; empty for a single training
 */
public record ExperimentResults(String name, Path folder, Description description, List<CellResult> cells) {

    public ExperimentResults {
        cells = List.copyOf(cells);
    }

    /** The names of experiments by their folders: those of the folders, with the ones around them where some are alike. */
    public static List<String> names(List<Path> folders) {
        boolean alike = folders.stream().map(Folders::name).distinct().count() < folders.size();
        return folders.stream().map(folder -> alike ? longName(folder) : Folders.name(folder)).toList();
    }

    private static String longName(Path folder) {
        Path around = folder.toAbsolutePath().normalize().getParent();
        return around == null ? Folders.name(folder) : Folders.name(around) + "/" + Folders.name(folder);
    }

    /** @throws UserError if the folder holds no results */
    public static ExperimentResults read(Path folder) {
        return read(folder, Folders.name(folder));
    }

    public static ExperimentResults read(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + (Files.exists(folder) ? " is a file" : " does not exist")
                    + "; give the folder of an experiment, such as results/quickstart.");
        }
        ResultStore.requireOneKind(folder);
        var here = new CellFolder(folder);
        if (Files.exists(here.config())) {
            return new ExperimentResults(name, folder, Description.NONE,
                    List.of(CellResult.read(name, name, here, Map.of())));
        }
        var cells = new ArrayList<CellResult>();
        planned(folder).forEach((id, asked) -> cells.add(CellResult.read(name, id, CellFolder.in(folder, id), asked)));
        if (cells.isEmpty()) {
            throw new UserError(
                    folder + " holds no results of an experiment; give a folder that sweep, ablate or train has written, such as "
                            + "results/quickstart.");
        }
        return new ExperimentResults(name, folder, Description.read(folder.resolve("experiment.yaml")), cells);
    }

    /**
     * The settings of each cell as far as they are known, by id, in the order of plan.json; in alphabetical order of the folders
     * where that is missing or damaged.
     */
    private static Map<String, Map<String, Object>> planned(Path folder) {
        var cells = new LinkedHashMap<String, Map<String, Object>>();
        try {
            Map<String, Object> plan = PlanFile.forEachReadable(folder, cell -> cells.put(cell.id(), cell.swept()));
            List<String> overrides = plan.get("overrides") instanceof List<?> of ? of.stream().map(String::valueOf).toList()
                    : List.of();
            for (Cell cell : experiment(folder, overrides)) {
                cells.computeIfPresent(cell.id(), (_, _) -> cell.configuration()
                        .values());
            }
        } catch (UserError e) {
            cells.clear();   // then the folders say what there is
        }
        if (cells.isEmpty()) {
            for (String id : folders(folder.resolve("cells"))) cells.put(id, Map.of());
        }
        return cells;
    }

    /** None where the experiment's file is missing or damaged. */
    private static List<Cell> experiment(Path folder, List<String> overrides) {
        try {
            return Experiment.read(folder.resolve("experiment.yaml"), overrides).cells();
        } catch (UserError e) {
            return List.of();
        }
    }

    private static List<String> folders(Path path) {
        if (!Files.isDirectory(path)) return List.of();
        try (var entries = Files.list(path)) {
            return entries.filter(Files::isDirectory).map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UserError(1, "Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
    }
}
