package tornadovae.file.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one array in C order as a stream, little-endian, version 1.0 of NumPy's format. The shape is said first; closing fails
 * where fewer numbers came, and writing where more come. The stream below stays open.
 *
 * <pre>{@code
 * AtomicFile.write(file, out -> {
 *     try (var array = new NpyWriter(out, NpyType.FLOAT32, images, latent)) {
 *         for (float[] code : codes) array.write(code);
 *     }
 * });
 * }</pre>
 */
public final class NpyWriter implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final OutputStream out;
    private final NpyType type;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long left;

    /** @param shape of the array, the last index fastest */
    public NpyWriter(OutputStream out, NpyType type, int... shape) throws IOException {
        this.out = out;
        this.type = type;
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        this.left = new NpyHeader(type, ByteOrder.LITTLE_ENDIAN, sizes, 0).count();
        out.write(NpyHeader.write(type, sizes));
    }

    /** Appends numbers; what an integer type cannot hold is cut as by a cast. */
    public void write(double... values) throws IOException {
        for (double value : values) put(value);
    }

    /** Appends numbers. */
    public void write(float[] values) throws IOException {
        for (float value : values) put(value);
    }

    /** Appends numbers. */
    public void write(int[] values) throws IOException {
        for (int value : values) put(value);
    }

    /** Appends bytes as they are, for types of one byte. */
    public void write(byte[] values) throws IOException {
        if (type.bytes != 1) throw new IllegalStateException(type + " is not of one byte");
        take(values.length);
        flush();
        out.write(values);
    }

    private void put(double value) throws IOException {
        take(1);
        if (chunk.remaining() < type.bytes) flush();
        type.put(chunk, value);
    }

    private void take(int numbers) {
        left -= numbers;
        if (left < 0) throw new IllegalStateException("the array is full");
    }

    private void flush() throws IOException {
        out.write(chunk.array(), 0, chunk.position());
        chunk.clear();
    }

    @Override
    public void close() throws IOException {
        flush();
        if (left > 0) throw new IOException(left + " numbers of the array are missing");
    }
}
