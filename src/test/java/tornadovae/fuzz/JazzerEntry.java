package tornadovae.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls: one input after the other, of one target. */
public final class JazzerEntry {

    private static Target target;
    private static Path folder;

    private JazzerEntry() {}

    /** @param arguments the target's name and the folder that it may use */
    public static void fuzzerInitialize(String[] arguments) throws IOException {
        target = Targets.all().stream().filter(one -> one.name().equals(arguments[0])).findFirst().orElseThrow();
        folder = Files.createDirectories(Path.of(arguments[1]));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        target.takes(input, folder);
    }
}
