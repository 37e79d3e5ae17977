package tornadovae.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, whole and damaged. */
public final class IdxFiles {

    private IdxFiles() {}

    /** {@code count} images of width × height; pixel k of the file is k mod 251. */
    public static byte[] images(int count, int width, int height) {
        return bytes(count * width * height, 0x0803, count, height, width);
    }

    /** Labels 0, 1, 2, 0, 1, … */
    public static byte[] labels(int count) {
        byte[] labels = bytes(count, 0x0801, count);
        for (int i = 0; i < count; i++) labels[8 + i] = (byte) (i % 3);
        return labels;
    }

    /** A header of words, then a body that counts. */
    public static byte[] bytes(int body, int... header) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            for (int word : header) out.writeInt(word);
            for (int k = 0; k < body; k++) out.write(k % 251);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Four good files: 6 training and 4 test images of 3×2. */
    public static void writeAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(images(6, 3, 2)));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(6));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(4, 3, 2));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(labels(4)));
    }
}
