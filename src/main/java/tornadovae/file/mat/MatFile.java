package tornadovae.file.mat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import tornadovae.UserError;
import tornadovae.file.UserFile;

/**
 * Matrices of numbers in a file of MATLAB's version 5 (MathWorks, "MAT-file format", level 5), packed or not. Those that are
 * asked for are read as streams, so that no memory is taken for what a file only says of itself; all else that such files can
 * hold, such as objects and functions, is passed over.
 */
public final class MatFile {

    private static final int HEAD = 128;
    private static final int TAG = 8;
    private static final int MATRIX = 14;
    private static final int PACKED = 15;
    /** Of the classes of arrays: double to uint64. */
    private static final int FIRST_NUMERIC = 6;
    private static final int LAST_NUMERIC = 15;
    private static final int COMPLEX = 0x0800;
    private static final int MOST_AXES = 16;
    private static final int LONGEST_NAME = 1000;

    private final Path file;
    private final Map<String, MatMatrix> matrices = new HashMap<>();

    private MatFile(Path file) {
        this.file = file;
    }

    /**
     * Reads matrices.
     *
     * @param names of those that are wanted; a file need not have all
     * @param most  bytes that a matrix may have
     * @throws UserError for what is no regular file, no such file, damaged or too large
     */
    public static MatFile read(Path file, List<String> names, int most) {
        var read = new MatFile(file);
        try (var in = new DataInputStream(new BufferedInputStream(UserFile.open(file), 1 << 16))) {
            long left = Files.size(file) - HEAD;
            byte[] head = in.readNBytes(HEAD);
            boolean little = head.length == HEAD && head[HEAD - 2] == 'I' && head[HEAD - 1] == 'M';
            if (!little && !(head.length == HEAD && head[HEAD - 2] == 'M' && head[HEAD - 1] == 'I')) {
                throw read.damaged("it does not begin as one does");
            }
            while (left > 0) {
                int type = integer(in, little);
                long length = Integer.toUnsignedLong(integer(in, little));
                left -= TAG + length;
                if (left < 0) throw read.damaged("an element is longer than the file");
                InputStream element = new Part(in, length);
                if (type == PACKED) {
                    var unpacked = new DataInputStream(new InflaterInputStream(element));
                    int inner = integer(unpacked, little);
                    unpacked.skipNBytes(TAG / 2);
                    if (inner == MATRIX) read.matrix(unpacked, little, names, most);
                } else if (type == MATRIX) {
                    read.matrix(new DataInputStream(element), little, names, most);
                }
                element.skipNBytes(element.available());
            }
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist.");
        } catch (EOFException | ZipException e) {
            throw read.damaged(e instanceof ZipException ? "what is packed cannot be unpacked" : "an element ends too early");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "put the published file there");
        }
        return read;
    }

    private UserError damaged(String why) {
        return new UserError(file + " cannot be read as a file of MATLAB's version 5 (" + why + "): it is damaged, truncated or "
                + "something else; get it again.");
    }

    private static int integer(DataInputStream in, boolean little) throws IOException {
        int value = in.readInt();
        return little ? Integer.reverseBytes(value) : value;
    }

    /** Reads a matrix behind its tag and keeps it if it is wanted; else the rest of it is left. */
    private void matrix(DataInputStream in, boolean little, List<String> names, int most) throws IOException {
        ByteBuffer flags = small(in, little, TAG), sizes = small(in, little, 4 * MOST_AXES);
        if (flags.remaining() < 4 || sizes.remaining() < 8) throw damaged("an array does not say what it is");
        int kind = flags.getInt();
        String name = StandardCharsets.US_ASCII.decode(small(in, little, LONGEST_NAME)).toString();
        boolean numeric = (kind & 0xFF) >= FIRST_NUMERIC && (kind & 0xFF) <= LAST_NUMERIC && (kind & COMPLEX) == 0;
        if (!numeric || !names.contains(name)) return;
        int[] shape = new int[sizes.remaining() / 4];
        long count = 1;
        for (int a = 0; a < shape.length; a++) {
            shape[a] = sizes.getInt();
            count *= shape[a];
            if (shape[a] < 0 || count > most) throw tooLarge(name, most);
        }
        int[] tag = tag(in, little);
        MatMatrix.Type type = MatMatrix.Type.of(tag[0]);
        if (type == null || count * type.bytes != tag[1]) throw damaged("'" + name + "' has another length than its shape says");
        if (tag[1] > most || tag[1] > Runtime.getRuntime().maxMemory() / 3) throw tooLarge(name, most);
        byte[] numbers = in.readNBytes(tag[1]);
        if (numbers.length < tag[1]) throw new EOFException();
        matrices.put(name, new MatMatrix(shape, (kind & 0xFF) == MatMatrix.UINT8, type,
                ByteBuffer.wrap(numbers).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)));
    }

    private UserError tooLarge(String name, int most) {
        return new UserError("'" + name + "' in " + file + " would take more than " + most + " bytes, or than Java's memory "
                + "allows (TORNADO_VAE_JAVA_OPTS=-Xmx…): it is damaged, or another file.");
    }

    /** Type and bytes; up to four bytes may stand in the tag itself, and then its first half has both. */
    private static int[] tag(DataInputStream in, boolean little) throws IOException {
        int first = integer(in, little);
        return first >>> 16 != 0 ? new int[] {first & 0xFFFF, first >>> 16} : new int[] {first, integer(in, little)};
    }

    /** A short element with what fills it up to eight bytes. */
    private ByteBuffer small(DataInputStream in, boolean little, int most) throws IOException {
        int first = integer(in, little);
        boolean inTag = first >>> 16 != 0;
        int length = inTag ? first >>> 16 : integer(in, little);
        if (length < 0 || length > (inTag ? 4 : most)) throw damaged("the head of an array is too long");
        byte[] bytes = new byte[inTag ? 4 : Math.ceilDiv(length, 8) * 8];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes, 0, length).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /**
     * A matrix of real numbers.
     *
     * @param axes how many axes it must have
     */
    public MatMatrix matrix(String name, int axes) {
        MatMatrix matrix = matrices.get(name);
        if (matrix == null) throw new UserError(file + " has no matrix of real numbers '" + name + "'; get it again.");
        if (matrix.shape().length == axes) return matrix;
        throw new UserError("'%s' in %s has %d axes, and %d were expected; get it again.".formatted(name, file,
                matrix.shape().length, axes));
    }

    /** The next bytes of a stream, as if there were no more. */
    private static final class Part extends InputStream {

        private final InputStream in;
        private long left;

        Part(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) return -1;
            int b = in.read();
            if (b < 0) throw new EOFException();
            left--;
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (left == 0) return -1;
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n < 0) throw new EOFException();
            left -= n;
            return n;
        }

        @Override
        public int available() {
            return (int) Math.min(left, Integer.MAX_VALUE);
        }
    }
}
