package tornadovae.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tornadovae.UserError;

/** A log that grows at its end while others read it. Whoever is killed may leave a part of the last piece. */
public final class GrowingFile {

    private GrowingFile() {}

    /**
     * Adds a piece at the end, in one write.
     *
     * @throws UserError with exit code 1 where it cannot be written, or where this process had the {@link Lease} of the folder
     * and has lost it
     */
    public static void append(Path file, byte[] piece) {
        try {
            Lease.requireHeld(file.toAbsolutePath().getParent());
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new UserError(1, "Cannot write " + file + ": " + UserError.reason(e) + ".", e);
        }
    }
}
