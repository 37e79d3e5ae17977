package tornadovae;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
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

    /** What is wrong with a file system, as half a sentence, in words of users. */
    public enum Trouble {
        PERMISSION("there is no permission for it", "Permission denied"),
        DISK_FULL("the disk is full", "No space left"),
        QUOTA("the disk quota is used up", "uota exceeded"),
        READ_ONLY("the file system is read-only", "Read-only file system"),
        DISK_FAULT("the disk, or the way to it, has a fault (Input/output error)", "Input/output error"),
        OTHER("", "\0");

        private final String words, system;

        Trouble(String words, String system) {
            this.words = words;
            this.system = system;
        }

        /** Whether the disk itself has it, whatever the folder. */
        public boolean isOfTheDisk() {
            return this == DISK_FULL || this == QUOTA || this == DISK_FAULT;
        }

        /** By what the operating system says. */
        private static Trouble of(String said) {
            return Arrays.stream(values()).filter(trouble -> said.contains(trouble.system)).findFirst().orElse(OTHER);
        }
    }

    /** What kept a file from being used, as far as it is known. */
    public static Trouble trouble(IOException e) {
        if (e.getCause() instanceof IOException cause) return trouble(cause);
        if (e instanceof AccessDeniedException) return Trouble.PERMISSION;
        String said = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return said == null ? Trouble.OTHER : Trouble.of(said);
    }

    /** Why a file could not be used, as half a sentence: many of Java's own messages are only the file's name again. */
    public static String reason(IOException e) {
        if (e.getCause() instanceof IOException cause) return reason(cause);   // "I/O error writing PNG file!" is none
        return switch (e) {
            case AccessDeniedException _ -> Trouble.PERMISSION.words;
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
        Trouble trouble = Trouble.of(system);
        return trouble == Trouble.OTHER ? system : trouble.words;
    }
}
