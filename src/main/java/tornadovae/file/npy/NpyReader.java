package tornadovae.file.npy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import tornadovae.UserError;
import tornadovae.file.UserFile;

/**
 * Reads the numbers of one array in their order, as a stream: no more memory is taken than the caller asks for. That the file is
 * long enough for the shape it claims is known before the first number is read.
 */
public final class NpyReader implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final String what;
    private final NpyHeader header;
    private final InputStream in;
    private final ByteBuffer chunk;
    private long left;

    private NpyReader(String what, NpyHeader header, InputStream in) {
        this.what = what;
        this.header = header;
        this.in = in;
        this.chunk = ByteBuffer.allocate(CHUNK).order(header.order()).limit(0);
        this.left = header.count();
    }

    /**
     * Opens a .npy file.
     *
     * @throws UserError for what is no regular file, no array of numbers, or truncated
     */
    public static NpyReader open(Path file) {
        try {
            InputStream raw = UserFile.open(file);
            return of(file.toString(), raw, Files.size(file), Files.size(file));
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put an array of NumPy there");
        }
    }

    /**
     * Reads an array from a stream, which is closed with this reader, or at once where it is refused.
     *
     * @param what   the array, as sentences name it
     * @param length bytes that the stream says it has, header included
     * @param most   bytes that it can have at most, whatever it says
     */
    static NpyReader of(String what, InputStream raw, long length, long most) throws IOException {
        try {
            var in = new BufferedInputStream(raw, CHUNK);
            NpyHeader header = NpyHeader.read(what, new DataInputStream(in));
            long needed = header.count() * header.type().bytes, found = Math.min(length, most) - header.bytes();
            if (needed != found) {
                throw new UserError(("%s says it has the shape %s, which takes %d bytes, but %s follow: it is damaged or "
                        + "truncated; get it again.")
                        .formatted(what, header.shapeText(), needed, (most < length ? "at most " : "") + Math.max(0, found)));
            }
            return new NpyReader(what, header, in);
        } catch (EOFException e) {
            raw.close();
            throw new UserError(what + " ends within its header: it is truncated; get it again.");
        } catch (ZipException e) {
            raw.close();
            throw damaged(what, e);
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    private static UserError damaged(String what, ZipException e) {
        return new UserError(what + " is damaged (" + e.getMessage() + "); get it again.");
    }

    public NpyHeader header() {
        return header;
    }

    /** The next numbers, as many as the array has places. */
    public void read(double[] into) {
        for (int i = 0; i < into.length; i++) into[i] = next();
    }

    /** The next number. */
    public double next() {
        if (left == 0) throw new IllegalStateException(what + " has no more numbers");
        if (!chunk.hasRemaining()) fill();
        left--;
        return header.type().get(chunk);
    }

    /** The next numbers as they are stored; only for types of one byte. */
    public void read(byte[] into) {
        if (header.type().bytes != 1) throw new IllegalStateException(header.type() + " is not of one byte");
        if (into.length > left) throw new IllegalStateException(what + " has no more numbers");
        for (int at = 0; at < into.length;) {
            if (!chunk.hasRemaining()) fill();
            int n = Math.min(chunk.remaining(), into.length - at);
            chunk.get(into, at, n);
            at += n;
            left -= n;
        }
    }

    /** Leaves numbers out. */
    public void skip(long numbers) {
        if (numbers > left) throw new IllegalStateException(what + " has no more numbers");
        left -= numbers;
        int here = (int) Math.min(numbers, chunk.remaining() / header.type().bytes);
        chunk.position(chunk.position() + here * header.type().bytes);
        try {
            in.skipNBytes((numbers - here) * header.type().bytes);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private void fill() {
        try {
            int wanted = (int) Math.min(CHUNK, left * header.type().bytes);
            if (in.readNBytes(chunk.array(), 0, wanted) < wanted) throw new EOFException();
            chunk.position(0).limit(wanted);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private UserError broken(IOException e) {
        return switch (e) {
            case EOFException _ -> new UserError(what + " ends before its last number: it is truncated; get it again.");
            case ZipException zip -> damaged(what, zip);
            default -> new UserError(1, "Cannot read " + what + ": " + UserError.reason(e) + ".", e);
        };
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // what was wanted of it has been read
        }
    }
}
