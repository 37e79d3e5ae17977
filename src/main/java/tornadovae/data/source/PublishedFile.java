package tornadovae.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import tornadovae.file.Sha256;
import tornadovae.file.UserFile;

/**
 * One file of a published data set.
 *
 * @param name without {@code .gz}
 * @param size bytes, unpacked
 * @param sha256 of the unpacked contents: mirrors and packages compress the same contents in different ways, so a checksum of the
 * .gz file would refuse good files
 * @param packed whether size and checksum are nevertheless those of the file as it lies there, because no others are published
 */
record PublishedFile(String name, long size, String sha256, boolean packed) {

    /** A file whose unpacked contents are known. */
    PublishedFile(String name, long size, String sha256) {
        this(name, size, sha256, false);
    }

    /** Why this is not the published file, or null where it is: half a sentence that goes on after the file's name. */
    String mismatch(Path file) {
        MessageDigest digest = Sha256.begin();
        try (InputStream in = packed ? UserFile.open(file) : IdxFile.open(file)) {
            byte[] buffer = new byte[1 << 16];
            long read = 0;
            for (int n; (n = in.read(buffer)) > 0 && read <= size; read += n) digest.update(buffer, 0, n);
        } catch (IOException e) {
            return (packed ? "cannot be read (" : "cannot be unpacked (") + e.getMessage() + ")";
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (found.equals(sha256)) return null;
        return "has contents with SHA-256 %.12s…, the published %s has %.12s…".formatted(found, name, sha256);
    }
}
