package tornadovae.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;

/** The help page of {@code ./run.sh test}. Tests need the sources and Maven, so run.sh runs them itself. */
@Command(name = "test", description = "Run all tests of this project.", footer = {
        "  ./run.sh test                         all of them",
        "  ./run.sh test -Dtest='Progress*'      some of them"})
final class Test extends BaseCommand {

    @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "Handed to Maven.")
    List<String> arguments;

    @Override
    public Integer call() {
        throw new UserError("Tests are run from the project's sources: call ./run.sh test there.");
    }
}
