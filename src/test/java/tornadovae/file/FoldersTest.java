package tornadovae.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path temporary;
    private Path outside;
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        outside = Files.createDirectories(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), "kept");
        folder = temporary.resolve("folder");
    }

    @Test
    void aFolderIsDeletedWithAllThatIsInIt() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("file"), "");
        Files.createDirectories(folder.resolve("empty"));
        Folders.delete(folder);
        assertFalse(Files.exists(folder));
    }

    @Test
    void linksAreDeletedAndNotFollowed() throws Exception {
        Files.createSymbolicLink(Files.createDirectories(folder).resolve("to a folder"), outside);
        Files.createSymbolicLink(folder.resolve("to a file"), outside.resolve("file"));
        Files.createSymbolicLink(folder.resolve("to nothing"), temporary.resolve("nothing"));
        Folders.delete(folder);
        assertFalse(Files.exists(folder));
        assertEquals("kept", Files.readString(outside.resolve("file")));
    }

    @Test
    void ofAFolderThatIsALinkOnlyTheLinkGoes() throws Exception {
        Folders.delete(Files.createSymbolicLink(folder, outside));
        assertFalse(Files.exists(folder, LinkOption.NOFOLLOW_LINKS));
        assertEquals("kept", Files.readString(outside.resolve("file")));
    }

    @Test
    void whatIsNotThereIsNoError() throws Exception {
        Folders.delete(folder);
        assertFalse(Files.exists(folder));
    }
}
