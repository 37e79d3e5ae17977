package tornadovae.cli.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tornadovae.UserError;
import tornadovae.engine.choice.Engines;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.report.Report;
import tornadovae.report.Section;
import tornadovae.report.explorer.Explorer;
import tornadovae.report.explorer.ExplorerModels;

/** The report as all commands write it: of what lies in some folders, with an explorer of the models that fit into the page. */
public final class ReportFile {

    private final BaseCommand command;
    private final DataOptions data;

    /**
     * @param command says what is going on
     * @param data    finds the explorer's test images
     */
    public ReportFile(BaseCommand command, DataOptions data) {
        this.command = command;
        this.data = data;
    }

    /** Where the report of a folder of results lies. */
    public static Path in(Path folder) {
        return folder.resolve("report.html");
    }

    public void write(List<Path> folders, Path file, boolean withExplorer) {
        Report report = Report.of(folders);
        if (withExplorer) explorer(folders).ifPresent(report::with);
        report.write(file);
        command.out().println("Report: " + file);
    }

    /** After other work: all results are on disk by then, and whoever lacks only this page can ask for it with {@code report}. */
    public void writeIfPossible(Path folder) {
        try {
            write(List.of(folder), in(folder), true);
        } catch (UserError e) {
            command.err().println("tornado-vae: The report was not written: " + e.getMessage());
        }
    }

    /**
     * Nothing where no cell has a model yet, or none fits into the page. Codes are computed on the CPU engine, which any machine
     * has, whatever the models were trained on.
     */
    private Optional<Section> explorer(List<Path> folders) {
        List<CellFolder> models = folders.stream().flatMap(folder -> TrainedCell.foldersIfAny(folder).stream()).toList();
        if (models.isEmpty()) return Optional.empty();
        var engine = Engines.choose("cpu", Runtime.getRuntime().availableProcessors()).engine();
        try (Progress progress = command.progress("reading models", models.size(), "models")) {
            Explorer explorer = ExplorerModels.embedded(models, spec -> data.ifAtHand(spec, command), engine,
                    cell -> "./run.sh explore " + folderOf(cell, folders), Explorer.BUDGET, progress::advanceTo);
            return explorer.models().isEmpty() ? Optional.empty() : Optional.of(explorer.section());
        }
    }

    /** The innermost folder that a cell lies in. */
    private static Path folderOf(CellFolder cell, List<Path> folders) {
        return folders.stream().filter(cell.path()::startsWith).max(Comparator.comparingInt(Path::getNameCount))
                .orElse(cell.path());
    }
}
