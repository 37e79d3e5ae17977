package tornadovae.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of this process's time others took: what its threads waited for a core, as the Linux scheduler counts it in {@code
 * /proc/self/task/N/schedstat}, and what the host of a virtual machine took from it, the steal of {@code /proc/stat}. What
 * neighbours cost in shared caches and memory nobody counts.
 */
public final class Disturbance {

    /** A window in which others took a larger share is disturbed. */
    public static final double ALLOWED = 0.015;

    /** Of {@code /proc/stat}, in which times are in hundredths of a second (USER_HZ, the same on all architectures). */
    private static final double SECONDS_A_TICK = 0.01;
    private static final int STEAL = 8;

    /** @param waits nanoseconds by thread; @param steal seconds */
    private record Reading(long time, Map<String, Long> waits, double steal) {}

    private final Path proc;
    private final int threads;
    private Reading begin;

    /** @param threads that compute at a time */
    public Disturbance(int threads) {
        this(Path.of("/proc"), threads);
    }

    Disturbance(Path proc, int threads) {
        this.proc = proc;
        this.threads = threads;
    }

    /** Whether this system tells it. */
    public boolean known() {
        return read() != null;
    }

    /** A window begins. */
    public void begin() {
        begin = read();
    }

    /** The share of the threads' time since {@link #begin} that others took; NaN where the system does not tell it. */
    public double end() {
        Reading end = read();
        if (begin == null || end == null) return Double.NaN;
        double elapsed = (end.time - begin.time) / 1e9, waited = 0;
        for (var thread : end.waits.entrySet()) {
            waited += (thread.getValue() - begin.waits.getOrDefault(thread.getKey(), 0L)) / 1e9;
        }
        return (waited + end.steal - begin.steal) / (threads * elapsed);
    }

    private Reading read() {
        var waits = new HashMap<String, Long>();
        try (var tasks = Files.list(proc.resolve("self/task"))) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                try {
                    waits.put(task.getFileName().toString(), Long.parseLong(words(task.resolve("schedstat"))[1]));
                } catch (NoSuchFileException e) {
                    if (Files.exists(task)) return null; // else the thread has ended
                }
            }
            return new Reading(System.nanoTime(), waits, SECONDS_A_TICK * Long.parseLong(words(proc.resolve("stat"))[STEAL]));
        } catch (IOException | UncheckedIOException | NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    /** Of the first line. */
    private static String[] words(Path file) throws IOException {
        return Files.readString(file).lines().findFirst().orElse("").split("\\s+");
    }
}
