package tornadovae.file.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays by name into a .npz file as a stream, one after the other, deflated. The same arrays give the same bytes at any
 * time. The stream below stays open.
 *
 * <pre>{@code
 * AtomicFile.write(file, out -> {
 *     try (var npz = new NpzWriter(out)) {
 *         try (var mu = npz.array("mu", NpyType.FLOAT32, images, latent)) {
 *             for (float[] code : codes) mu.write(code);
 *         }
 *     }
 * });
 * }</pre>
 */
public final class NpzWriter implements AutoCloseable {

    /** The first of January 1980, as Java counts it in whatever zone: what NumPy writes. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    public NpzWriter(OutputStream out) {
        zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
    }

    /**
     * Begins the next array; it must be closed before another begins.
     *
     * @param name  as {@code numpy.load(file)[name]} will find it
     * @param shape of the array, the last index fastest
     */
    public NpyWriter array(String name, NpyType type, int... shape) throws IOException {
        var entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        return new NpyWriter(zip, type, shape);
    }

    @Override
    public void close() throws IOException {
        zip.finish();
    }
}
