package tornadovae;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that somebody else may have written: no more of it is read than was asked for, and nothing is waited for. */
public final class TextFile {

    /** Bytes of memory that a byte of JSON or CSV can become: small objects in small objects. */
    private static final int GROWTH = 40;

    private TextFile() {}

    /** As {@link #read(Path, long)}, with as many bytes as the memory holds when they have become objects. */
    public static String read(Path file) throws IOException {
        return read(file, Runtime.getRuntime().maxMemory() / GROWTH);
    }

    /**
     * The text of a file in UTF-8.
     *
     * @param most bytes that it may have
     * @throws IOException with half a sentence where it is no file, for instance a pipe, or is larger; a {@link java.nio.charset.CharacterCodingException} where it is not UTF-8
     */
    public static String read(Path file, long most) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) throw new IOException("it is not a file");
        if (Files.size(file) > most) throw tooLarge(most);
        try (InputStream in = Files.newInputStream(file)) {
            int limit = (int) Math.min(most, Integer.MAX_VALUE - 16);
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) throw tooLarge(limit);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    private static IOException tooLarge(long most) {
        return new IOException("it is larger than " + most + " bytes, which are the most that can be read here");
    }
}
