package tornadovae;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;

/**
 * A mistake the user can mend, or something that is not there: one sentence that says what was found, what is allowed and what to
 * do. It is printed without a stack trace and ends the command with {@link #exitCode}: 2 for a mistake, 3 for a missing device or
 * SDK, 1 for a run that went wrong.
 */
public class UserError extends RuntimeException {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public final int exitCode;

    public UserError(String sentence) {
        this(2, sentence, null);
    }

    /**
     * What a sentence quotes may come from a file of anybody: its control characters, which a terminal would obey, are shown as
     * �.
     */
    public UserError(int exitCode, String sentence, Throwable cause) {
        super(sentence == null ? null : CONTROL.matcher(sentence).replaceAll("�"), cause, false, false);
        this.exitCode = exitCode;
    }

    /** What an exhausted heap means for a user. */
    public static UserError of(OutOfMemoryError e) {
        return new UserError(1,
                "The memory limit of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB was reached (" + e.getMessage()
                        + "): make the layers or the batch smaller, or raise the limit with TORNADO_VAE_JAVA_OPTS=-Xmx….",
                e);
    }

    /** Why a file could not be used, as half a sentence: many of Java's own messages are only the file's name again. */
    public static String reason(IOException e) {
        if (e.getCause() instanceof IOException cause) return reason(cause);   // "I/O error writing PNG file!" is none
        return switch (e) {
            case AccessDeniedException _ -> "there is no permission for it";
            case NoSuchFileException _ -> "it does not exist";
            case NotDirectoryException _ -> "it is not a folder";
            case FileAlreadyExistsException _ -> "a file is in its place";
            case FileSystemException f when "Is a directory".equals(f.getReason()) -> "it is a folder";
            case FileSystemException f when "Not a directory".equals(f.getReason()) ->
                "a file stands where its path needs a folder";
            case FileSystemException f when f.getReason() != null -> inWords(f.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : inWords(e.getMessage());
        };
    }

    /** What the operating system says, where users may not know its terms. */
    private static String inWords(String system) {
        if (system.contains("No space left")) return "the disk is full";
        if (system.contains("uota exceeded")) return "the disk quota is used up";
        if (system.contains("Read-only file system")) return "the file system is read-only";
        if (system.contains("Permission denied")) return "there is no permission for it";
        if (system.contains("Input/output error")) return "the disk, or the way to it, has a fault (Input/output error)";
        return system;
    }
}
