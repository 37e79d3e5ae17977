package tornadovae.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.TextFile;

/**
 * A page of Markdown in which commands keep their tables: each between a comment {@code <!-- COMMAND -->} and a comment {@code
 * <!-- end -->}.
 */
record MarkedPage(Path file) {

    private static final String END = "<!-- end -->";

    /** Puts other text between a command's marks. */
    void replace(String command, String text) {
        String begin = "<!-- " + command + " -->\n";
        String page = read();
        int from = page.indexOf(begin), to = page.indexOf(END, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new UserError(file + " has no line '" + begin.strip() + "' with a line '" + END
                    + "' below it, between which the table would go; add them.");
        }
        AtomicFile.writeString(file, page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to));
    }

    private String read() {
        try {
            return TextFile.read(file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + UserError.reason(e) + ".");
        }
    }
}
