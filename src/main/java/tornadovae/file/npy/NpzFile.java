package tornadovae.file.npy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tornadovae.UserError;
import tornadovae.file.UserFile;

/**
 * Arrays by name in a zip file, stored or deflated, as {@code numpy.savez} and {@code numpy.savez_compressed} write them. Names
 * are only compared, never taken for paths, and an entry is held against what its compressed bytes can hold.
 */
public final class NpzFile implements AutoCloseable {

    private static final int DEFLATE_RATIO = 1032;      // no deflate stream expands more
    private static final String ENDING = ".npy";

    private final Path file;
    private final ZipFile zip;

    private NpzFile(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /** @throws UserError for what is no regular file, or no zip file */
    public static NpzFile open(Path file) {
        try {
            return new NpzFile(file, UserFile.zip(file));
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (ZipException e) {
            throw new UserError(file + " is no .npz file that can be read (" + e.getMessage() + "): it is damaged, truncated or "
                    + "something else; write it with numpy.savez.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put a .npz file there");
        }
    }

    /** The names of all arrays, in the order of the file. */
    public List<String> names() {
        return zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length())).toList();
    }

    public boolean has(String name) {
        return zip.getEntry(name + ENDING) != null;
    }

    /** @throws UserError where there is no such array, or it is none of numbers in C order, truncated or damaged */
    public NpyReader array(String name) {
        ZipEntry entry = zip.getEntry(name + ENDING);
        if (entry == null) {
            throw new UserError("%s has no array '%s'; it has %s.".formatted(file, name,
                    names().isEmpty() ? "none at all" : brief(String.join(", ", names()))));
        }
        String what = "'" + name + "' in " + file;
        try {
            return NpyReader.of(what, zip.getInputStream(entry), entry.getSize(), DEFLATE_RATIO * entry.getCompressedSize());
        } catch (ZipException e) {
            throw new UserError(what + " is damaged (" + e.getMessage() + "); get it again.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e);
        }
    }

    private static String brief(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            // what was wanted of it has been read
        }
    }
}
