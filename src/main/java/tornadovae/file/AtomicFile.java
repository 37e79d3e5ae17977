package tornadovae.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.UserError;

/**
 * A file that appears whole or not at all: it is written beside its target as {@code <name>.part-<pid>-<counter>}, forced to
 * disk, and renamed over the target. Whoever reads the target sees the old content or the new one, also when the process is
 * killed, the disk is full or the power fails.
 */
public final class AtomicFile {

    /** What is written; it need not close or flush the stream. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Looks at the finished part file before it takes the target's name. */
    @FunctionalInterface
    public interface Inspection {
        void of(Path part) throws IOException;
    }

    private static final Pattern LEFTOVER = Pattern.compile(".*\\.part-\\d+-\\d+");
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private AtomicFile() {}

    /**
     * Writes the content to the target, which is replaced when it exists.
     *
     * @throws UserError with exit code 1 and the cause in words, when the file cannot be written; the target is then as it was,
     * and nothing is left beside it that can be deleted. The same where this process had the {@link Lease} of the folder and has
     * lost it
     */
    public static void write(Path target, Content content) {
        write(target, content, _ -> {});
    }

    /** Writes as {@link #write(Path, Content)} does; what the inspection of the part file throws leaves the target as it was. */
    public static void write(Path target, Content content, Inspection inspection) {
        try {
            Path whole = target.toAbsolutePath();
            Path part = createPart(whole);
            try {
                fill(part, content);
                inspection.of(part);
                Lease.requireHeld(whole.getParent());
                rename(part, whole);
            } catch (Throwable e) {
                delete(part, e);
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

    /**
     * Deletes a file, if it is there.
     *
     * @throws UserError with exit code 1, where this process had the {@link Lease} of the folder and has lost it
     */
    public static void remove(Path file) throws IOException {
        Lease.requireHeld(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
    }

    private static void rename(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            Lease.requireHeld(target.getParent());   // whoever took the folder over has deleted the part
            throw e;
        }
    }

    /**
     * Removes what others have left half-written in a folder, for whoever has just taken its {@link Lease}: should one of them
     * only have slept, it cannot finish that any more.
     *
     * @throws UserError with exit code 1, where one cannot be deleted
     */
    public static void removeLeftovers(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (LEFTOVER.matcher(file.getFileName().toString()).matches()) Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw cannotTidy(folder, e.getCause());
        } catch (IOException e) {
            throw cannotTidy(folder, e);
        }
    }

    private static UserError cannotTidy(Path folder, IOException e) {
        return new UserError(1, "Cannot delete what another process has left half-written in " + folder + " (*.part-*): "
                + UserError.reason(e) + "; delete it and run the same command again.", e);
    }

    /**
     * Waits until the names in a folder are on the disk: a file is on it when it is written, but after a power failure it may
     * still have its old content or no name. Some systems have no such request; there nothing is done.
     */
    public static void forceNames(Path folder) {
        try {
            force(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows, and some file systems
        }
    }

    private static Path createPart(Path target) throws IOException {
        while (true) {
            Path part = target.resolveSibling(target.getFileName() + ".part-" + ProcessHandle.current().pid() + "-"
                    + COUNTER.getAndIncrement());
            try {
                return Files.createFile(part);
            } catch (FileAlreadyExistsException e) {
                // the same process number on another machine, or left by one that was killed: take the next counter
            }
        }
    }

    /** Through a stream, because a channel would be closed under us when the thread is interrupted. */
    private static void fill(Path part, Content content) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE), 1 << 16)) {
            content.writeTo(out);
        }
        force(part, StandardOpenOption.WRITE);
    }

    /**
     * Waits until a file, or the names in a folder, are on the disk. An interrupted thread does it too, and stays interrupted.
     */
    private static void force(Path path, StandardOpenOption access) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (var channel = FileChannel.open(path, access)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** What cannot be deleted is only litter; the reason for deleting it is what counts. */
    static void delete(Path part, Throwable reason) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static UserError cannotWrite(Path target, IOException e) {
        return new UserError(1, "Cannot write " + target + ": " + reason(target, e) + ".", e);
    }

    private static String reason(Path target, IOException e) {
        Path folder = target.toAbsolutePath().getParent();
        String cause = UserError.reason(e);
        if (Files.isDirectory(target)) return "it is a folder; give the name of a file";
        if (folder == null || Files.notExists(folder)) return "the folder " + folder + " does not exist; create it first";
        if (!Files.isDirectory(folder)) return folder + " is a file, not a folder; choose another place";
        return switch (UserError.trouble(e)) {
            case PERMISSION -> "no permission to write in the folder " + folder
                    + "; change its permissions or choose another folder";
            case DISK_FULL, QUOTA -> cause + "; free some space there and run the same command again";
            case READ_ONLY -> cause + "; choose another folder";
            case DISK_FAULT -> cause + "; check it and run the same command again";
            case OTHER -> cause;
        };
    }
}
