package tornadovae.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void writesTheContentAndLeavesNothingBeside() throws IOException {
        AtomicFile.writeString(folder.resolve("a.txt"), "β = 4\n");
        assertEquals("β = 4\n", Files.readString(folder.resolve("a.txt")));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void aBareFileNameMeansTheWorkingFolder() throws IOException {
        Path bare = Path.of("AtomicFileTest-" + ProcessHandle.current().pid() + ".txt");
        try {
            AtomicFile.writeString(bare, "here");
            assertEquals("here", Files.readString(bare));
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    @Test
    void readersSeeTheOldContentUntilTheNewIsWhole() throws IOException {
        Path target = folder.resolve("a.txt");
        AtomicFile.writeString(target, "old");
        AtomicFile.write(target, out -> {
            out.write("new".getBytes());
            out.flush();
            assertEquals("old", Files.readString(target));
            assertEquals(2, names().size());
            assertTrue(names().get(1).startsWith("a.txt.part-" + ProcessHandle.current().pid() + "-"), names().get(1));
        });
        assertEquals("new", Files.readString(target));
    }

    @Test
    void aFailureLeavesTheOldContentAndNoPartFile() throws IOException {
        Path target = folder.resolve("a.txt");
        AtomicFile.writeString(target, "old");
        var bug = new IllegalStateException("a bug");
        assertSame(bug, assertThrows(IllegalStateException.class, () -> AtomicFile.write(target, out -> {
            out.write(1);
            throw bug;
        })));
        assertThrows(UserError.class, () -> AtomicFile.write(target, out -> {
            throw new UncheckedIOException(new IOException("broken"));
        }));
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void anotherProcessesPartFileIsNeverTouched() throws IOException {
        AtomicFile.write(folder.resolve("probe"), _ -> {});
        long pid = ProcessHandle.current().pid();
        var foreign = IntStream.range(0, 200).mapToObj(i -> folder.resolve("a.txt.part-" + pid + "-" + i)).toList();
        for (Path part : foreign) Files.writeString(part, "foreign");
        AtomicFile.writeString(folder.resolve("a.txt"), "mine");
        assertEquals("mine", Files.readString(folder.resolve("a.txt")));
        for (Path part : foreign) assertEquals("foreign", Files.readString(part));
    }

    /** A reader that never pauses beside a writer that never pauses, each for a number of times. */
    @Test
    void aReaderBesideAWriterSeesWholeFilesOnly() throws Exception {
        Path target = folder.resolve("a.txt");
        AtomicFile.writeString(target, "0\n".repeat(20_000));
        var writing = new AtomicBoolean(true);
        var seen = new HashSet<String>();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= 100; i++) AtomicFile.writeString(target, (i % 10 + "\n").repeat(20_000 + i));
            writing.set(false);
        });
        for (int reads = 0; reads < 200 || writing.get(); reads++) {
            String text = Files.readString(target);
            String line = text.substring(0, 2);
            int lines = text.length() / 2;
            assertEquals(line.repeat(lines), text);
            assertEquals(line, lines == 20_000 ? "0\n" : lines % 10 + "\n");
            seen.add(line);
        }
        writer.join();
        assertTrue(seen.size() > 1, "the reader met one content only");
    }

    @Test
    void anInspectionThatRefusesLeavesTheOldContent() throws IOException {
        Path target = folder.resolve("a.txt");
        AtomicFile.writeString(target, "old");
        var error = assertThrows(UserError.class, () -> AtomicFile.write(target, out -> out.write("new".getBytes()), part -> {
            assertEquals("new", Files.readString(part));
            throw new IOException("it is not what it was");
        }));
        assertEquals("Cannot write " + target + ": it is not what it was.", error.getMessage());
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void theReasonIsThatOfTheWriteNotOfTidyingUp() {
        Path target = folder.resolve("a.txt");
        // the file is there, its content cannot be written, and it cannot be deleted
        Disk disk = Disk.failing(Fault.READ_ONLY, 2);
        var error = assertThrows(UserError.class, () -> AtomicFile.writeString(disk.path(target), "new"));
        assertEquals("Cannot write " + target + ": the file system is read-only; choose another folder.", error.getMessage());
        assertEquals(1, error.getCause().getSuppressed().length);
        assertFalse(Files.exists(target));
    }

    @Test
    void anInterruptedThreadStillWritesItsFile() throws IOException {
        Thread.currentThread().interrupt();
        AtomicFile.writeString(folder.resolve("a.txt"), "kept");
        assertTrue(Thread.interrupted());
        assertEquals("kept", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void theCauseIsNamed() throws IOException {
        Path target = folder.resolve("a.txt");
        assertEquals("the disk is full; free some space there and run the same command again",
                reason(target, new IOException("No space left on device")));
        assertEquals("the disk quota is used up; free some space there and run the same command again",
                reason(target, new IOException("Disk quota exceeded")));
        assertEquals("the file system is read-only; choose another folder",
                reason(target, new IOException("Read-only file system")));
        assertEquals("no permission to write in the folder " + folder + "; change its permissions or choose another folder",
                reason(target, new AccessDeniedException(target.toString())));
        assertEquals("something else", reason(target, new IOException("something else")));
        assertFalse(Files.exists(target));

        Path missing = folder.resolve("no/such/a.txt");
        assertEquals("the folder " + missing.getParent() + " does not exist; create it first", reason(missing, null));
        Path below = Files.writeString(folder.resolve("file"), "").resolve("a.txt");
        assertEquals(below.getParent() + " is a file, not a folder; choose another place", reason(below, null));
        Path directory = Files.createDirectory(folder.resolve("directory"));
        assertEquals("it is a folder; give the name of a file", reason(directory, null));
        assertEquals(List.of("directory", "file"), names());
    }

    private static String reason(Path target, IOException failure) {
        var error = assertThrows(UserError.class, () -> AtomicFile.write(target, _ -> {
            if (failure != null) throw failure;
        }));
        assertEquals(1, error.exitCode);
        String start = "Cannot write " + target + ": ";
        assertTrue(error.getMessage().startsWith(start), error.getMessage());
        assertTrue(error.getMessage().endsWith("."), error.getMessage());
        return error.getMessage().substring(start.length(), error.getMessage().length() - 1);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
