package tornadovae.cli.system;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;

/** The help page of {@code ./run.sh jshell}. It needs a JDK, so run.sh starts it itself. */
@Command(name = "jshell",
        description = "Start the JDK's shell with this program as a library: docs/library.md has examples. Arguments are "
                + "handed to it.",
        customSynopsis = "./run.sh jshell [ARGUMENT...]",
        footer = {"  ./run.sh jshell", "  ./run.sh jshell my-script.jsh"})
public final class Shell extends BaseCommand {

    @Unmatched
    List<String> arguments;

    @Override
    public Integer call() {
        throw new UserError("JShell is started from the project's sources: call ./run.sh jshell there.");
    }
}
