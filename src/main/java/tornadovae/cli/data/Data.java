package tornadovae.cli.data;

import picocli.CommandLine.Command;
import tornadovae.cli.command.BaseCommand;

@Command(name = "data", description = "Find, fetch and look at data sets.",
        subcommands = {DataList.class, DataInfo.class, DataFetch.class, DataPreview.class},
        synopsisSubcommandLabel = "COMMAND", footer = {
                "  ./run.sh data preview digits"})
public final class Data extends BaseCommand {

    @Override
    public Integer call() {
        spec.commandLine().usage(out());
        return 0;
    }
}
