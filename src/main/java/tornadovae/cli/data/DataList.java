package tornadovae.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.data.source.Datasets;

@Command(name = "list", description = "List the data sets and where they are.", footer = {
        "  ./run.sh data list"})
final class DataList extends BaseCommand {

    @Mixin
    DataOptions data;

    @Override
    public Integer call() {
        for (var entry : Datasets.list(data.places())) {
            out().printf("%-15s%s%n%15s%s%n", entry.name(), entry.about(), "", entry.where());
        }
        next("data info digits", "one of them, described");
        return 0;
    }
}
