package tornadovae.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command printed and how it ended. */
public record Said(int exitCode, String out, String err) {

    public static Said run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Main.run(Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)), arguments);
        return new Said(exitCode, out.toString(), err.toString());
    }
}
