package tornadovae.cli.command;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What stderr leads to. */
public final class Terminal {

    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /**
     * Whether a person watches stderr. run.sh knows; without it, {@code Console} tells whether stdin and stdout are a terminal.
     */
    static boolean isPresent() {
        var known = System.getProperty("tornadovae.terminal");
        return known != null ? known.equals("true") : System.console() != null && System.console().isTerminal();
    }

    /** The terminal's width now. The JDK does not know it; {@code stty} asks the terminal it has on stdin. */
    static int columns() {
        try {
            var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).redirectError(Redirect.DISCARD)
                    .start();
            var answer = stty.inputReader().readLine();
            stty.waitFor(1, TimeUnit.SECONDS);
            var columns = answer == null ? 0 : Integer.parseInt(answer.substring(answer.indexOf(' ') + 1).strip());
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException e) {
            return USUAL_COLUMNS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_COLUMNS;
        }
    }

    /** Whether the terminal's character set has block characters; in the C locale it may not. */
    static boolean hasBlocks() {
        return System.getProperty("stderr.encoding", "").toUpperCase(Locale.ROOT).equals("UTF-8");
    }

    /**
     * Writes to the real stderr from now on: run.sh keeps it as another descriptor, and takes the JVM's announcement of incubator
     * modules out of the usual one. Opening {@code /dev/fd/3} instead would not share the position in a file that stdout goes to
     * as well.
     */
    public static void takeOverStderr() {
        var descriptor = Integer.getInteger("tornadovae.stderr");
        if (descriptor == null) {
            return;
        }
        try {
            var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            System.setErr(new PrintStream(new FileOutputStream(constructor.newInstance(descriptor)), true, System.err.charset()));
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            System.err.println("tornado-vae: stderr stays the JVM's own (" + e.getMessage() + ").");
        }
    }
}
