package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.UserError;
import tornadovae.disk.Disk;
import tornadovae.disk.Fault;

class CheckpointFaultsTest {

    @TempDir
    Path folder;
    Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.safetensors");
    }

    @Test
    void whatTheDiskLostIsFoundBeforeTheOldCheckpointIsGone() throws IOException {
        stepped("1").write(file);
        byte[] old = Files.readAllBytes(file);
        Disk disk = Disk.failing(Fault.LOST, 1);
        var error = assertThrows(UserError.class, () -> stepped("2").write(disk.path(file)));
        assertTrue(disk.failed());
        assertEquals(
                "Cannot write " + file
                        + ": what was written was read back damaged; check the disk and run the same command again.",
                error.getMessage());
        assertEquals(1, error.exitCode);
        assertArrayEquals(old, Files.readAllBytes(file));
        try (var left = Files.list(file.getParent())) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @Test
    void thePreviousCheckpointIsKeptBesideTheNewOne() throws IOException {
        Path previous = file.resolveSibling("previous");
        var checkpoints = List.of(stepped("1"), stepped("2"), stepped("3"));
        for (Checkpoint next : checkpoints) next.write(file, previous);
        assertEquals(3, Checkpoint.read(file).step());
        assertEquals(2, Checkpoint.read(previous).step());
    }

    /** Whatever fails, and wherever. */
    @ParameterizedTest
    @EnumSource
    void aCheckpointIsWholeWhateverFails(Fault fault) throws IOException {
        Path previous = file.resolveSibling("previous");
        int at = 1;
        for (boolean failed = true; failed; at++) {
            stepped("1").write(file, previous);
            stepped("2").write(file, previous);
            Disk disk = Disk.failing(fault, at);
            try {
                stepped("3").write(disk.path(file), disk.path(previous));
                assertEquals(3, Checkpoint.read(file).step());
            } catch (UserError e) {
                assertEquals(2, Checkpoint.read(file).step());
            } catch (Fault.Death e) {
                assertTrue(Checkpoint.read(file).step() >= 2);
            }
            if (Files.exists(previous)) assertTrue(Checkpoint.read(previous).step() <= 2);
            failed = disk.failed();
        }
        assertTrue(at > 2, fault + " was not met");
    }

    private static Checkpoint stepped(String step) {
        return new Checkpoint("this test", Map.of(Checkpoint.VERSION, Checkpoint.CURRENT_VERSION, Checkpoint.STEP, step),
                Map.of("w", FloatTensor.of(1, 2)));
    }
}
