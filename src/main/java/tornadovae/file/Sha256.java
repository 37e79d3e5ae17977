package tornadovae.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Checksums of files and settings. */
public final class Sha256 {

    private Sha256() {}

    /** A new, empty digest. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
