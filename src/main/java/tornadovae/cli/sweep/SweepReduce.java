package tornadovae.cli.sweep;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.ReportFile;
import tornadovae.experiment.store.ResultStore;

@Command(name = "reduce", description = {
        "Gather what a sweep has left so far in its summary.csv and its report, for groups that were "
                + "trained by 'sweep run'. A 'sweep' does so at its end.",
        "Exit code 1 says that cells have failed or are missing."},
        footer = {
                "  ./run.sh sweep reduce results/beta-sweep"})
final class SweepReduce extends BaseCommand {

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the sweep.")
    private Path folder;

    @Option(names = "--no-report", description = "Write summary.csv only.")
    private boolean noReport;

    @Mixin
    private DataOptions dataOptions;

    @Override
    public Integer call() {
        ResultStore.ofPlanned(folder).writeSummary();
        out().println("Summary: " + folder.resolve("summary.csv"));
        if (!noReport) new ReportFile(this, dataOptions).writeIfPossible(folder);
        var state = SweepState.of(folder);
        if (state.finished() == state.cells()) {
            next("explore " + folder, "move over the latent plane in the browser");
            return 0;
        }
        err().println(String.format(Locale.ROOT,
                "tornado-vae: Not all of the %d cells are finished (failed: %d, not finished yet: %d); "
                        + "'./run.sh sweep status %s' says more.",
                state.cells(), state.failed(), state.cells() - state.finished() - state.failed(), folder));
        return 1;
    }
}
