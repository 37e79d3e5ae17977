package tornadovae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.experiment.CellFolder;
import tornadovae.experiment.TrainedCell;
import tornadovae.report.Report;
import tornadovae.report.Section;
import tornadovae.report.explorer.Explorer;

@Command(name = "report", description = {
            "Write an experiment's report: one HTML file with answers, manifolds, charts and tables, without a server and without the network.",
            "Several experiments are compared side by side. Only files are read; nothing is trained. The explorer in it decodes with the models that fit into the page."}, footer = {
        "  ./run.sh report results/mine",
        "  ./run.sh report results/one results/other --out comparison.html"})
final class ReportCommand extends BaseCommand {

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of experiments, or of single trainings.")
    List<Path> folders;

    @Option(names = "--out", paramLabel = "FILE", description = "The file (default: report.html in the experiment's folder; comparison.html here for several).")
    Path out;

    @Option(names = "--no-explorer", description = "Leave out the explorer, and with it the models' weights.")
    boolean noExplorer;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() {
        requirePlace("--out", out);
        var file = out != null ? out : folders.size() == 1 ? folders.getFirst().resolve("report.html") : Path.of("comparison.html");
        Report report = Report.of(folders);
        if (!noExplorer) explorer().ifPresent(report::with);
        report.write(file);
        out().println("Report: " + file);
        return 0;
    }

    /** Nothing where no cell has a model yet, or none fits into the page. */
    private Optional<Section> explorer() {
        List<CellFolder> models = folders.stream().flatMap(folder -> TrainedCell.foldersIfAny(folder).stream()).toList();
        if (models.isEmpty()) return Optional.empty();
        var choice = engineOptions.choose();
        String command = "./run.sh explore " + folders.getFirst();
        try (Progress progress = progress("reading models", models.size(), "models")) {
            Explorer explorer = Explorer.embedded(models, spec -> dataOptions.ifAtHand(spec, this), choice.engine(), command, Explorer.BUDGET, progress::advanceTo);
            return explorer.models().isEmpty() ? Optional.empty() : Optional.of(explorer.section());
        }
    }
}
