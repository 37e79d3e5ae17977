package tornadovae.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.Refusals;

@Command(name = "help", description = "Print the help page of a command.", footer = {
        "  ./run.sh help doctor"})
final class Help extends BaseCommand {

    @Parameters(paramLabel = "COMMAND", arity = "0..*",
            description = "A command, and its sub-command if it has any; without it, the list of all commands.")
    List<String> path = List.of();

    @Override
    public Integer call() {
        var command = spec.root().commandLine();
        for (var word : path) {
            var next = command.getSubcommands().get(word);
            if (next == null) {
                throw new UserError(Refusals.unknownCommand(command.getCommandSpec(), word));
            }
            command = next;
        }
        command.usage(out());
        return 0;
    }
}
