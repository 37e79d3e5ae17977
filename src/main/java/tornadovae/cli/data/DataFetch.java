package tornadovae.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.LoadingReport;
import tornadovae.data.DataSpec;
import tornadovae.data.source.Datasets;

@Command(name = "fetch", description = "Bring a data set to this machine and check every file of it.", footer = {
        "  ./run.sh data fetch fashion-mnist"})
final class DataFetch extends BaseCommand {

    @Mixin
    DataOptions data;

    @Parameters(paramLabel = "NAME", description = "A name that 'data list' shows.")
    String name;

    @Override
    public Integer call() {
        try (var report = new LoadingReport(this)) {
            var set = Datasets.load(new DataSpec(name, 1, 1, 0), data.places(), report);
            say(set.name() + " is ready.");
        }
        next("data info " + name + data.words(), "its classes and sizes");
        return 0;
    }
}
