package tornadovae;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that appears whole or not at all: it is written beside its target as {@code <name>.part-<pid>-<counter>}, forced to disk, and
 * renamed over the target. Whoever reads the target sees the old content or the new one, also when the process is killed or the disk is
 * full.
 */
public final class AtomicFile {

    /** What is written; it need not close or flush the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final Pattern LEFTOVER = Pattern.compile(".*\\.part-\\d+-\\d+");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private AtomicFile() {}

    /**
     * Writes the content to the target, which is replaced when it exists.
     *
     * @throws UserError with exit code 1 and the cause in words, when the file cannot be written; the target is then as it was, and nothing
     * is left beside it
     */
    public static void write(Path target, Content content) {
        try {
            Path part = createPart(target.toAbsolutePath());
            try {
                fill(part, content);
                Files.move(part, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
            } catch (Throwable e) {
                Files.deleteIfExists(part);
                throw e;
            }
        } catch (UncheckedIOException e) {
            throw cannotWrite(target, e.getCause());
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    /** Writes text as UTF-8; errors as {@link #write}. */
    public static void writeString(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Removes what killed processes have left in a folder that nobody writes into now. Where that fails, it is only litter. */
    public static void removeLeftovers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList())
                if (LEFTOVER.matcher(file.getFileName().toString()).matches()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // another user's, or a folder that is not there
        }
    }

    private static Path createPart(Path target) throws IOException {
        while (true) {
            Path part = target.resolveSibling(target.getFileName() + ".part-" + ProcessHandle.current().pid() + "-"
                + COUNTER.getAndIncrement());
            try {
                return Files.createFile(part);
            } catch (FileAlreadyExistsException e) {
                // the same process number on another machine, or left by one that was killed: it is not ours, take the next counter
            }
        }
    }

    /** A plain file stream, because a file channel would be closed under us when the thread is interrupted. */
    private static void fill(Path part, Content content) throws IOException {
        try (var file = new FileOutputStream(part.toFile()); var out = new BufferedOutputStream(file, 1 << 16)) {
            content.writeTo(out);
            out.flush();
            file.getFD().sync();
        }
    }

    private static UserError cannotWrite(Path target, IOException e) {
        return new UserError(1, "Cannot write " + target + ": " + reason(target, e) + ".", e);
    }

    private static String reason(Path target, IOException e) {
        Path folder = target.toAbsolutePath().getParent();
        String system = UserError.reason(e);
        if (Files.isDirectory(target)) return "it is a folder; give the name of a file";
        if (folder == null || Files.notExists(folder)) return "the folder " + folder + " does not exist; create it first";
        if (!Files.isDirectory(folder)) return folder + " is a file, not a folder; choose another place";
        if (system.contains("No space left")) return "the disk is full; free some space there and run the same command again";
        if (system.contains("uota exceeded")) return "the disk quota is used up; free some space there and run the same command again";
        if (system.contains("Read-only file system")) return "the file system is read-only; choose another folder";
        if (e instanceof AccessDeniedException || system.contains("Permission denied"))
            return "no permission to write in the folder " + folder + "; change its permissions or choose another folder";
        return system;
    }
}
