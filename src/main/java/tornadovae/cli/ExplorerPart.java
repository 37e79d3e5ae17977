package tornadovae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tornadovae.engine.Engine;
import tornadovae.experiment.CellFolder;
import tornadovae.experiment.TrainedCell;
import tornadovae.report.Section;
import tornadovae.report.explorer.Explorer;

/** The explorer as a part of a report. */
final class ExplorerPart {

    private ExplorerPart() {}

    /** Nothing where no cell has a model yet, or none fits into the page. */
    static Optional<Section> of(List<Path> folders, DataOptions data, Supplier<Engine> engine, BaseCommand command) {
        List<CellFolder> models = folders.stream().flatMap(folder -> TrainedCell.foldersIfAny(folder).stream()).toList();
        if (models.isEmpty()) return Optional.empty();
        Engine chosen = engine.get();
        try (Progress progress = command.progress("reading models", models.size(), "models")) {
            Explorer explorer = Explorer.embedded(models, spec -> data.ifAtHand(spec, command), chosen, "./run.sh explore " + folders.getFirst(), Explorer.BUDGET, progress::advanceTo);
            return explorer.models().isEmpty() ? Optional.empty() : Optional.of(explorer.section());
        }
    }
}
