package tornadovae.cli;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What stderr leads to. */
final class Terminal {

    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /** Whether a person watches stderr. run.sh knows; without it, {@code Console} tells whether stdin and stdout are a terminal. */
    static boolean isPresent() {
        var known = System.getProperty("tornadovae.terminal");
        return known != null ? known.equals("true") : System.console() != null && System.console().isTerminal();
    }

    /** The terminal's width now. The JDK does not know it; {@code stty} asks the terminal it has on stdin. */
    static int columns() {
        try {
            var stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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

    /** The JVM announces incubator modules on stderr at every start and has no switch for it. From a terminal the line, the only one so far, can be taken back. */
    static void takeBackTheIncubatorWarning() {
        if ("true".equals(System.getProperty("tornadovae.terminal")) && VectorUnit.isPresent()) {
            System.err.print("\033[A\r\033[K");
            System.err.flush();
        }
    }
}
