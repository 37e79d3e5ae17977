package tornadovae.disk;

import static tornadovae.disk.Step.CREATE;
import static tornadovae.disk.Step.DELETE;
import static tornadovae.disk.Step.FOLDER;
import static tornadovae.disk.Step.FORCE;
import static tornadovae.disk.Step.LINK;
import static tornadovae.disk.Step.LIST;
import static tornadovae.disk.Step.MOVE;
import static tornadovae.disk.Step.READ;
import static tornadovae.disk.Step.WRITE;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** How a disk fails; the messages are Linux' own. */
public enum Fault {

    FULL("No space left on device", "the disk is full", true, EnumSet.of(CREATE, WRITE, FOLDER, LINK)),
    QUOTA("Disk quota exceeded", "the disk quota is used up", true, EnumSet.of(CREATE, WRITE, FORCE, FOLDER, LINK)),
    READ_ONLY("Read-only file system", "the file system is read-only", true, EnumSet.complementOf(EnumSet.of(READ, LIST))),
    DENIED("Permission denied", "no permission", true, EnumSet.of(CREATE, MOVE, DELETE, FOLDER, LINK)),
    BROKEN("Input/output error", "Input/output error", false, EnumSet.complementOf(EnumSet.of(READ, LIST))),
    /** Half of what was to be written is. */
    CUT("No space left on device", "the disk is full", false, EnumSet.of(WRITE)),
    UNFORCED("Input/output error", "Input/output error", false, EnumSet.of(FORCE)),
    UNRENAMED("Input/output error", "Input/output error", false, EnumSet.of(MOVE)),
    /** The second half of what was to be written is not, and nothing is said. */
    LOST("", "", false, EnumSet.of(WRITE)),
    /** Not the disk but the process dies: nothing more is done by it. */
    KILLED("", "", true, EnumSet.complementOf(EnumSet.of(READ, LIST))),
    UNREADABLE("Input/output error", "Input/output error", false, EnumSet.of(READ, LIST)),
    /** A file seems to end where it is read. */
    SHORT("", "", false, EnumSet.of(READ)),
    /** One bit of what is read is another one, and nothing is said. */
    FLIPPED("", "", false, EnumSet.of(READ));

    /** Ends a simulated process. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    private final String message;
    /** What a user is told. */
    public final String cause;
    final boolean lasting;
    final Set<Step> steps;

    Fault(String message, String cause, boolean lasting, Set<Step> steps) {
        this.message = message;
        this.cause = cause;
        this.lasting = lasting;
        this.steps = steps;
    }

    /** Whether it befalls one step only. */
    public boolean passes() {
        return !lasting;
    }

    void strike(Step step, Path path) throws IOException {
        if (this == KILLED) throw new Death();
        if (this == LOST || this == SHORT || this == FLIPPED) return;
        if (step == WRITE || step == FORCE || step == READ) throw new IOException(message);
        throw this == DENIED ? new AccessDeniedException(path.toString())
                : new FileSystemException(path.toString(), null, message);
    }
}
