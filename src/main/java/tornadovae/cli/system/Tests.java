package tornadovae.cli.system;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;

/** The help page of {@code ./run.sh test}. Tests need the sources and Maven, so run.sh runs them itself. */
@Command(name = "test",
        description = {"Run all tests of this project; arguments are handed to Maven. Those of the TornadoVM engine run "
                + "where there is an SDK and a device."},
        customSynopsis = "./run.sh test [ARGUMENT...]",
        footer = {"  ./run.sh test                         all of them", "  ./run.sh test -Dtest='Progress*'      some of them"})
public final class Tests extends BaseCommand {

    @Unmatched
    List<String> arguments;

    @Override
    public Integer call() {
        throw new UserError("Tests are run from the project's sources: call ./run.sh test there.");
    }
}
