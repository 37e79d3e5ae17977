package tornadovae.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.GrowingFile;
import tornadovae.file.UserFile;

/**
 * The event files of one training, in which no step stands twice, whatever interrupted it. Each run of the program has a file of
 * its own, numbered, as TensorBoard reads the files of a folder one after the other by name. What earlier runs wrote of steps
 * that are done again is cut off, with a record that was not written whole; the new file then begins by telling a TensorBoard
 * that has already read them to forget them.
 */
public final class EventLog {

    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\.tornado-vae");
    private static final long MOST_BYTES = 1L << 30;

    private final Path folder;
    private final int number;
    private long last;
    private boolean begun;

    private EventLog(Path folder, int number, long last) {
        this.folder = folder;
        this.number = number;
        this.last = last;
    }

    /**
     * Goes on behind a step.
     *
     * @param folder of the training
     * @param step   the last one that is not done again; 0 at the start
     */
    public static EventLog after(Path folder, long step) {
        long last = 0;
        int number = 0;
        for (Path file : files(folder)) {
            last = Math.max(last, cut(file, step));
            number = number(file);
        }
        return new EventLog(folder, number + 1, last);
    }

    /** The last step that is in the files; 0 where there is none. */
    public long last() {
        return last;
    }

    /** Adds what a step gave, later than all that are there; {@link Event#summary} has the parts. */
    public void add(long step, Map<String, Double> scalars, Map<String, byte[]> pictures) {
        if (step <= last) throw new IllegalArgumentException("step " + step + " does not come after " + last);
        Path file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.tornado-vae", number));
        Instant now = Instant.now();
        byte[] summary = Records.frame(Event.summary(now, step, scalars, pictures));
        if (!begun) {
            byte[] version = Records.frame(Event.version(now)), start = Records.frame(Event.start(now, last + 1));
            GrowingFile.append(file, joined(version, start, summary));
            begun = true;
        } else {
            GrowingFile.append(file, summary);
        }
        last = step;
    }

    /** Deletes all event files that this program has written there. */
    public static void delete(Path folder) throws IOException {
        for (Path file : files(folder)) AtomicFile.remove(file);
    }

    /** In the order of their runs. */
    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted().toList();
        } catch (IOException e) {
            throw new UserError(1, "Cannot read the folder " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }

    private static int number(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? (int) Math.min(Long.parseLong(name.group(1)), Integer.MAX_VALUE - 1) : 0;
    }

    /** Leaves a file as far as it is whole and of no later step than that; returns the last step in it, 0 where it is gone. */
    private static long cut(Path file, long step) {
        try {
            byte[] bytes = UserFile.bytes(file, MOST_BYTES);
            int end = 0;
            long last = 0;
            for (int offset = 0;;) {
                Optional<byte[]> record = Records.at(bytes, offset);
                if (record.isEmpty()) break;
                offset += Records.framed(record.get());
                Optional<Long> of = Event.stepOfSummary(record.get());
                if (of.isEmpty()) continue;
                if (of.get() > step) break;
                last = of.get();
                end = offset;
            }
            int kept = end;
            if (kept == 0) {
                AtomicFile.remove(file);
            } else if (kept < bytes.length) {
                AtomicFile.write(file, out -> out.write(bytes, 0, kept));
            }
            return last;
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "delete it");
        }
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
