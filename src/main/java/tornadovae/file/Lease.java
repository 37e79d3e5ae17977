package tornadovae.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.UserError;

/**
 * The right of one process to write into a folder, on a file system that several machines may share. It uses no locks, which
 * network file systems break, but what they keep: creating a file only if it is not there, and renaming.
 *
 * <p>The files {@code .lease-000001}, {@code .lease-000002}, … are leases on the folder, one after the other; only the last one
 * counts. Its holder touches it every few seconds and renames it to {@code .lease-000002.free} in the end. A lease also ends when
 * its holder is known to be dead: the same machine has no such process, or Slurm has started the same job again; of other
 * machines, when it was not touched for two minutes, by the clock that stamps files there. Whoever takes over makes the next
 * file, which one process alone can do. A holder that only slept notices that it {@link #isLost}.
 *
 * <p>No clock is trusted with the files themselves. Whoever takes a lease deletes, before it reads anything, all part files of
 * {@link AtomicFile} in the folder; and between making a part file and renaming it, {@link #requireHeld} asks whether the lease
 * is still this process's own. So a holder that slept through any of its steps finds out there, or finds its part file gone: it
 * changes nothing after its successor has begun to read.
 */
public final class Lease implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration EXPIRY = Duration.ofMinutes(2);
    /** No holder needs more words. */
    private static final int MOST_BYTES = 1 << 16;
    private static final Pattern NAME = Pattern.compile("\\.lease-(\\d{6})(\\.free)?");
    /** One lease after the other would take years to get there. */
    private static final int LAST_NUMBER = 999_999;
    private static final String PROBE = ".lease-clock-";

    private static final ScheduledExecutorService BEATS = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "leases");
        thread.setDaemon(true);
        return thread;
    });

    /** What this process has, by folder. */
    private static final Map<Path, Lease> HELD = new ConcurrentHashMap<>();

    private final Path folder;
    private final int number;
    private final LeaseHolder me;
    private final ScheduledFuture<?> beats;
    private volatile boolean lost;

    private Lease(Path folder, int number, LeaseHolder me) {
        this.folder = folder;
        this.number = number;
        this.me = me;
        HELD.put(key(folder), this);
        beats = BEATS.scheduleAtFixedRate(this::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Takes the lease of a folder, which must exist; a {@link UserError} says who has it. */
    public static Lease take(Path folder) {
        return tryTake(folder).orElseThrow(() -> inUse(folder, holder(folder).orElse("another process")));
    }

    /** A {@link UserError} says who has the lease of a folder, if anybody has. */
    public static void requireFree(Path folder) {
        holder(folder).ifPresent(holder -> {
            throw inUse(folder, holder);
        });
    }

    private static UserError inUse(Path folder, String holder) {
        return new UserError(
                folder + " is in use by " + holder + "; wait until that run ends, or give another folder with --out.");
    }

    /** Takes the lease as {@link #take} does, but is empty where another process has it. */
    public static Optional<Lease> tryTake(Path folder) {
        return tryTake(folder, LeaseHolder.ME);
    }

    /** @param me who takes it; another process than this one only in a test */
    public static Optional<Lease> tryTake(Path folder, LeaseHolder me) {
        try {
            while (true) {
                Optional<Last> last = last(folder);
                if (last.isPresent() && !last.get().hasEnded(me, true)) return Optional.empty();
                int number = last.map(Last::number).orElse(0) + 1;
                if (number > LAST_NUMBER) {
                    throw new UserError(last.get().file()
                            + " is no lease that this program has made; delete it and run the same command again.");
                }
                Path file = file(folder, number);
                try {
                    Files.writeString(file, me.text(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                } catch (FileAlreadyExistsException e) {
                    continue;   // somebody was faster
                } catch (IOException e) {
                    throw withoutFile(file, e);
                }
                if (isLast(folder, number, me)) {
                    deleteBefore(folder, number);
                    return Optional.of(new Lease(folder, number, me));
                }
                Files.deleteIfExists(file);   // the one that had ended when we looked was followed by others since
            }
        } catch (UncheckedIOException e) {
            throw cannot(folder, e.getCause());
        } catch (IOException e) {
            throw cannot(folder, e);
        }
    }

    /** On a full disk the file may be there without its text; it would keep everybody out until it expires. */
    private static IOException withoutFile(Path file, IOException e) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            e.addSuppressed(left);
        }
        return e;
    }

    private static UserError cannot(Path folder, IOException e) {
        return new UserError(1, "Cannot take " + folder + " for this run: " + advice(e) + ".", e);
    }

    private static String advice(IOException e) {
        return UserError.reason(e) + (UserError.trouble(e).isOfTheDisk() ? "; see to that and run the same command again"
                : "; give another folder with --out");
    }

    /** Who has the lease of a folder, in words; empty if nobody has. */
    public static Optional<String> holder(Path folder) {
        try {
            return last(folder).filter(last -> !last.hasEnded(LeaseHolder.ME, false))
                    .map(last -> last.holder().map(LeaseHolder::toString).orElse("another process"));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Whether a job of Slurm has the lease of a folder. */
    public static boolean isHeldByJob(Path folder) {
        try {
            return last(folder).flatMap(Last::holder).filter(holder -> !holder.job().isEmpty()).isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** The process on this machine that has the lease of a folder; empty if nobody has, or one elsewhere. */
    public static Optional<ProcessHandle> process(Path folder) {
        try {
            return last(folder).flatMap(Last::holder).flatMap(LeaseHolder::processHere);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** This machine's name, for people. */
    public static String host() {
        return LeaseHolder.HOST;
    }

    /** Whether a file of this name belongs to a lease. */
    public static boolean isFile(String name) {
        return NAME.matcher(name).matches() || name.startsWith(PROBE);
    }

    /** Whether another process has taken over, because this one gave no sign of life for too long: it must not write any more. */
    public boolean isLost() {
        return lost;
    }

    /** Looks up {@link #isLost} now, not at the last beat. */
    public boolean isLostNow() {
        beat();
        return lost;
    }

    /**
     * Throws a {@link UserError} if this process had the lease of a folder and has lost it to another one; then nothing may be
     * changed there. Where it never had one it may.
     *
     * @throws IOException where that cannot be found out
     */
    static void requireHeld(Path folder) throws IOException {
        Lease lease = HELD.get(key(folder));
        if (lease == null) return;
        lease.lost |= !isLast(folder, lease.number, lease.me);
        if (lease.lost) {
            throw new UserError(1, folder + " was taken over by " + holder(folder).orElse("another process")
                    + ", because this process had given no sign of life for too long; it writes nothing there any more.", null);
        }
    }

    void beat() {
        try {
            if (isLast(folder, number, me)) touch(file(folder, number));
            else lost = true;
        } catch (IOException | UncheckedIOException e) {
            // a file system that is away for a moment; if it stays away, the work itself will say so
        }
    }

    /**
     * Writes a file's first letter once more: a write gets its time from the file system, not from this machine. All leases begin
     * with the same letter, so should the file have become another process's a moment ago, it stays as it is.
     */
    private static void touch(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(LeaseHolder.FIRST_LETTER));
        }
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        end();
        Path file = file(folder, number);
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".free"));
        } catch (IOException e) {
            // it ends with this process
        }
    }

    /**
     * Gives the folder back and leaves nothing there, which is for work that is done: whoever comes late sees that. The earlier
     * leases go first, so that none of them is ever the last one again.
     */
    public void closeForGood() {
        end();
        if (isLostNow()) return;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> isFile(f.getFileName().toString())).sorted().toList()) Files.deleteIfExists(file);
        } catch (IOException | UncheckedIOException e) {
            // it ends with this process
        }
    }

    private void end() {
        beats.cancel(false);
        HELD.remove(key(folder), this);
    }

    private static Path key(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static Path file(Path folder, int number) {
        return folder.resolve(String.format(Locale.ROOT, ".lease-%06d", number));
    }

    /** The last lease of a folder. */
    private record Last(Path file, int number, boolean free) {

        Optional<LeaseHolder> holder() {
            try {
                return LeaseHolder.parse(TextFile.read(file, MOST_BYTES));
            } catch (IOException | UncheckedIOException e) {
                return Optional.empty();
            }
        }

        /**
         * @param me    who asks
         * @param write whether a file may be made in the folder, to ask for the time there
         */
        boolean hasEnded(LeaseHolder me, boolean write) {
            if (free) return true;
            Optional<LeaseHolder> holder = holder();
            if (holder.isPresent() && holder.get().sharesMachineWith(me)) return holder.get().processHere().isEmpty();
            if (holder.isPresent() && holder.get().isAnEarlierStartOf(me)) return true;
            try {
                return age(write).compareTo(EXPIRY) > 0;
            } catch (NoSuchFileException e) {
                return true;   // given back just now
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** By the clock that stamps files there; by ours where we may not write. */
        private Duration age(boolean write) throws IOException {
            Instant touched = Files.getLastModifiedTime(file).toInstant();
            Instant now = Instant.now();
            if (!write) return Duration.between(touched, now);
            try {
                Path probe = Files.createTempFile(file.getParent(), PROBE, "");
                try {
                    now = Files.getLastModifiedTime(probe).toInstant();
                } finally {
                    Files.deleteIfExists(probe);
                }
            } catch (IOException e) {
                // read-only for us
            }
            return Duration.between(touched, now);
        }
    }

    private static Optional<Last> last(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Last last = null;
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (!name.matches()) continue;
                var found = new Last(file, Integer.parseInt(name.group(1)), name.group(2) != null);
                if (last == null || found.number > last.number || found.number == last.number && found.free) last = found;
            }
            return Optional.ofNullable(last);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The text counts too: numbers begin anew after {@link #closeForGood}. */
    private static boolean isLast(Path folder, int number, LeaseHolder me) throws IOException {
        return last(folder).filter(last -> last.number == number && !last.free)
                .flatMap(Last::holder).filter(me::equals).isPresent();
    }

    /** Deletes the leases of earlier runs. The one just before stays, for whoever looked at it a moment ago. */
    private static void deleteBefore(Path folder, int number) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && Integer.parseInt(name.group(1)) < number - 1) Files.deleteIfExists(file);
            }
        }
    }
}
