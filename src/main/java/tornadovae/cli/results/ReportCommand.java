package tornadovae.cli.results;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.ReportFile;

@Command(name = "report", description = {
        "Write an experiment's report: one HTML file with answers, manifolds, charts and tables, without "
                + "a server and without the network.",
        "Several experiments are compared side by side. Only files are read; nothing is trained. The "
                + "explorer in it decodes with the models that fit into the page."},
        footer = {
                "  ./run.sh report results/mine",
                "  ./run.sh report results/one results/other --out comparison.html"})
public final class ReportCommand extends BaseCommand {

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders of experiments, or of single trainings.")
    List<Path> folders;

    @Option(names = "--out", paramLabel = "FILE",
            description = "The file (default: report.html in the experiment's folder; comparison.html here for several).")
    Path out;

    @Option(names = "--no-explorer", description = "Leave out the explorer, and with it the models' weights.")
    boolean noExplorer;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() {
        requirePlace("--out", out);
        var file = out != null ? out : folders.size() == 1 ? ReportFile.in(folders.getFirst()) : Path.of("comparison.html");
        new ReportFile(this, dataOptions).write(folders, file, !noExplorer);
        next("figure list " + folders.getFirst(), "what there is to draw, for papers too");
        return 0;
    }
}
