package tornadovae.cli.command;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Option;
import tornadovae.experiment.store.Json;

/**
 * {@code --json}: what a command found, as one JSON object for other programs. Nothing else goes to standard output then; exit
 * codes and what goes to standard error stay as they are. docs/schemas has the keys.
 */
public final class JsonOption {

    @Option(names = "--json",
            description = "Print the result as one JSON object for other programs, and nothing else; docs/json.md has its keys.")
    private boolean wanted;

    public boolean isWanted() {
        return wanted;
    }

    /** In ASCII alone, so that no terminal's character set can spoil it. */
    public void print(PrintWriter out, Map<String, ?> result) {
        out.print(Json.ascii(result));
        out.flush();
    }
}
