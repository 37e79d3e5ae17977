package tornadovae.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Text that somebody else may have written. */
public final class TextFile {

    /** Bytes of memory that a byte of JSON or CSV can become: small objects in small objects. */
    private static final int GROWTH = 40;

    private TextFile() {}

    /** Reads as {@link #read(Path, long)} does, with as many bytes as the memory holds when they have become objects. */
    public static String read(Path file) throws IOException {
        return read(file, Runtime.getRuntime().maxMemory() / GROWTH);
    }

    /**
     * The text of a file in UTF-8.
     *
     * @param most bytes that it may have
     * @throws IOException as {@link UserFile#open(Path, long)}; a {@link java.nio.charset.CharacterCodingException} where it is
     * not UTF-8
     */
    public static String read(Path file, long most) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(UserFile.bytes(file, most))).toString();
    }
}
