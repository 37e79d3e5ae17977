package tornadovae.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;

class TextFileTest {

    @TempDir
    Path folder;

    @Test
    void textComesBackUpToTheLimit() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "größer");
        assertEquals("größer", TextFile.read(file, 8));
        assertEquals("it is larger than 7 bytes, which are the most that can be read here",
                assertThrows(IOException.class, () -> TextFile.read(file, 7)).getMessage());
    }

    /** Files.readString would throw an OutOfMemoryError. */
    @Test
    void aFileThatMemoryCannotHoldIsRefusedUnread() throws IOException {
        Path file = folder.resolve("huge");
        try (var out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(1L << 40);
        }
        assertThrows(IOException.class, () -> TextFile.read(file));
    }

    @Test
    void whatIsNotUtf8IsSaidSo() throws IOException {
        Path file = Files.write(folder.resolve("text"), new byte[] {(byte) 0xFF});
        assertThrows(CharacterCodingException.class, () -> TextFile.read(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeIsNotWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertEquals("it is a pipe, a device or the like, not a regular file",
                assertThrows(IOException.class, () -> TextFile.read(pipe)).getMessage());
    }

    @Test
    void sentencesShowNoControlCharacters() {
        assertEquals("a\ufffdb\ufffdc\ufffd", new UserError("a\u001bb\u009bc\n").getMessage());
    }
}
