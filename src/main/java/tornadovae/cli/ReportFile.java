package tornadovae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tornadovae.engine.Engine;
import tornadovae.experiment.CellFolder;
import tornadovae.experiment.TrainedCell;
import tornadovae.report.Report;
import tornadovae.report.Section;
import tornadovae.report.explorer.Explorer;

/** Writes a report with an explorer, whichever command asks for it. */
final class ReportFile {

    private ReportFile() {}

    /**
     * @param folders of experiments
     * @param engine  encodes the explorer's points; asked for only where there is a model
     */
    static void write(List<Path> folders, Path file, Supplier<Engine> engine, DataOptions data, BaseCommand command) {
        Report report = Report.of(folders);
        explorer(folders, engine, data, command).ifPresent(report::with);
        report.write(file);
    }

    /** Nothing where no cell has a model yet, or none fits into the page. */
    private static Optional<Section> explorer(List<Path> folders, Supplier<Engine> engine, DataOptions data, BaseCommand command) {
        List<CellFolder> models = folders.stream().flatMap(folder -> TrainedCell.foldersIfAny(folder).stream()).toList();
        if (models.isEmpty()) return Optional.empty();
        try (Progress progress = command.progress("reading models", models.size(), "models")) {
            Explorer explorer = Explorer.embedded(models, spec -> data.ifAtHand(spec, command), engine.get(), "./run.sh explore " + folders.getFirst(), Explorer.BUDGET, progress::advanceTo);
            return explorer.models().isEmpty() ? Optional.empty() : Optional.of(explorer.section());
        }
    }
}
