package tornadovae.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import tornadovae.UserError;

/** Folders with all that is in them. */
public final class Folders {

    private Folders() {}

    /** A folder's own name, also where it is given as {@code .} or {@code ..}; the root's is its whole path. */
    public static String name(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        return (whole.getFileName() == null ? whole : whole.getFileName()).toString();
    }

    /** The folder, made if it was not there. */
    public static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UserError(1, "Cannot make the folder " + folder + ": " + UserError.reason(e) + ".", e);
        }
    }

    /**
     * Deletes a folder; where there is none, nothing happens. Of symbolic links, the folder itself included, only the link goes,
     * never what it leads to.
     */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                if (e != null) throw e;
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
