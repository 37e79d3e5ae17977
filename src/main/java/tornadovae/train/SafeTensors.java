package tornadovae.train;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tornadovae.UserError;
import tornadovae.file.AtomicFile;
import tornadovae.file.Sha256;
import tornadovae.file.UserFile;

/**
 * A file in the safetensors format (huggingface.co/docs/safetensors), which PyTorch and others open: eight little-endian bytes
 * with the header's length, the header as JSON, and the float32 values of all tensors back to back. Equal contents give equal
 * bytes: names are sorted and nothing else varies.
 *
 * <p>The metadata entry {@link #CHECKSUM} is the SHA-256 of the whole file with 64 zeros in the entry's own place, so that a
 * damaged file is refused, down to one bit.
 *
 * @param metadata string to string, without the checksum
 * @param tensors by name
 */
record SafeTensors(SortedMap<String, String> metadata, SortedMap<String, FloatTensor> tensors) {

    private static final String CHECKSUM = SafeTensorsHeader.CHECKSUM;
    private static final String NO_CHECKSUM = "0".repeat(64);
    private static final int CHUNK = 1 << 16;

    SafeTensors {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        if (metadata.containsKey(CHECKSUM)) {
            throw new IllegalArgumentException("the metadata entry " + CHECKSUM + " is computed, it cannot be given");
        }
    }

    /** Writes the file whole or not at all, with nothing done in between. */
    void write(Path file) {
        write(file, _ -> {});
    }

    /**
     * Writes the file whole or not at all: it takes its name once it has been read back and its checksum is right. A
     * {@link UserError} says why it could not be written.
     *
     * @param before what is done just before that
     */
    void write(Path file, AtomicFile.Inspection before) {
        byte[] unsigned = SafeTensorsHeader.of(metadata, tensors, NO_CHECKSUM);
        MessageDigest sha = Sha256.begin();
        sha.update(length(unsigned));
        sha.update(unsigned);
        byte[] chunk = new byte[CHUNK];
        for (FloatTensor tensor : tensors.values()) {
            for (int i = 0; i < tensor.values().length; i += CHUNK / 4) sha.update(chunk, 0, encode(tensor.values(), i, chunk));
        }
        byte[] checksum = sha.digest();
        byte[] header = SafeTensorsHeader.of(metadata, tensors, HexFormat.of().formatHex(checksum));

        AtomicFile.write(file, out -> {
            out.write(length(header));
            out.write(header);
            for (FloatTensor tensor : tensors.values()) writeValues(tensor.values(), out);
        }, part -> {
            readBack(part, header, unsigned, checksum);
            before.of(part);
        });
    }

    /** Throws unless a file begins with this header and has the checksum that the header says. */
    private static void readBack(Path file, byte[] header, byte[] unsigned, byte[] checksum) throws IOException {
        MessageDigest sha = Sha256.begin();
        sha.update(length(unsigned));
        sha.update(unsigned);
        try (var in = UserFile.open(file)) {
            boolean begins =
                    Arrays.equals(length(header), in.readNBytes(8)) && Arrays.equals(header, in.readNBytes(header.length));
            byte[] chunk = new byte[CHUNK];
            for (int n; (n = in.read(chunk)) > 0;) sha.update(chunk, 0, n);
            if (!begins || !Arrays.equals(checksum, sha.digest())) {
                throw new IOException("what was written was read back damaged; check the disk and run the same command again");
            }
        }
    }

    private static final String TRAIN_AGAIN = "use another copy, or delete the folder it is in and train again";

    /** What is done with a file whose header has been read and checked. */
    private interface Reading<T> {
        T of(InputStream in, byte[] lengthBytes, byte[] headerBytes, SafeTensorsHeader header) throws IOException;
    }

    /**
     * Reads a whole file. Everything it says about itself is checked before memory is taken for it; a {@link DamagedCheckpoint}
     * names what is wrong.
     */
    static SafeTensors read(Path file) {
        return read(file, TRAIN_AGAIN, SafeTensors::readValues);
    }

    /**
     * Reads a file that another program wrote, which has no checksum of ours. Everything else is checked as {@link #read(Path)}
     * does.
     */
    static SafeTensors readForeign(Path file) {
        return read(file, "save it again", (in, _, _, header) -> {
            header.metadata().remove(CHECKSUM);   // of ours: what it says is not asked for
            return new SafeTensors(header.metadata(), values(in, header, Sha256.begin()));
        });
    }

    /** Reads the header only, without the checksum's protection. */
    static Map<String, String> metadata(Path file) {
        return read(file, TRAIN_AGAIN, (_, _, _, header) -> header.metadata());
    }

    private static <T> T read(Path file, String advice, Reading<T> reading) {
        try (var in = new DataInputStream(new BufferedInputStream(UserFile.open(file), CHUNK))) {
            long fileLength = Files.size(file);
            if (fileLength < 8) {
                throw new Damaged("it is truncated: it has " + fileLength
                        + " bytes, and a safetensors file begins with 8 that give its header's length");
            }
            byte[] lengthBytes = in.readNBytes(8);
            if (lengthBytes.length < 8) throw new Damaged("it became shorter while it was read");
            long headerLength = ByteBuffer.wrap(lengthBytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
            byte[] headerBytes = in.readNBytes(SafeTensorsHeader.checkedLength(headerLength, fileLength));
            var header = SafeTensorsHeader.parse(headerBytes);
            header.checkAgainst(fileLength - 8 - headerBytes.length);
            return reading.of(in, lengthBytes, headerBytes, header);
        } catch (Damaged e) {
            throw new DamagedCheckpoint(file + " cannot be read: " + e.with(advice));
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist; give the path of a .safetensors file.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "give the path of a .safetensors file");
        }
    }

    private static SafeTensors readValues(InputStream in, byte[] lengthBytes, byte[] headerBytes, SafeTensorsHeader header)
            throws IOException {
        MessageDigest sha = Sha256.begin();
        String checksum = header.metadata().remove(CHECKSUM);
        if (checksum == null || !checksum.matches("[0-9a-f]{64}")) {
            throw new Damaged(
                    "its metadata has no " + CHECKSUM + " checksum, so it was not written by tornado-vae, or was damaged since");
        }
        sha.update(lengthBytes);
        // the checksum is ASCII, so replacing it leaves all other bytes where they were
        String unsigned = new String(headerBytes, StandardCharsets.ISO_8859_1).replace(checksum, NO_CHECKSUM);
        sha.update(unsigned.getBytes(StandardCharsets.ISO_8859_1));
        SortedMap<String, FloatTensor> tensors = values(in, header, sha);
        if (!checksum.equals(HexFormat.of().formatHex(sha.digest()))) {
            throw new Damaged("its checksum does not match its contents, so it was damaged after it was written");
        }
        return new SafeTensors(header.metadata(), tensors);
    }

    /** The values of all tensors, which the digest sees as they lie in the file. */
    private static SortedMap<String, FloatTensor> values(InputStream in, SafeTensorsHeader header, MessageDigest sha)
            throws IOException {
        var tensors = new TreeMap<String, FloatTensor>();
        byte[] chunk = new byte[CHUNK];
        for (SafeTensorsHeader.Entry entry : header.entries()) {
            float[] values = new float[entry.elements()];
            int most = CHUNK / entry.format().bytes();
            for (int i = 0; i < values.length; i += most) {
                int count = Math.min(values.length - i, most), bytes = count * entry.format().bytes();
                if (in.readNBytes(chunk, 0, bytes) < bytes) throw new Damaged("it became shorter while it was read");
                sha.update(chunk, 0, bytes);
                ByteBuffer from = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
                for (int k = 0; k < count; k++) values[i + k] = entry.format().next(from);
            }
            tensors.put(entry.name(), new FloatTensor(entry.shape(), values));
        }
        return tensors;
    }

    private static void writeValues(float[] values, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int i = 0; i < values.length; i += CHUNK / 4) out.write(chunk, 0, encode(values, i, chunk));
    }

    /** Puts the values from {@code first} on into the chunk, as many as fit, and returns their bytes. */
    private static int encode(float[] values, int first, byte[] chunk) {
        int count = Math.min(values.length - first, CHUNK / 4);
        ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values, first, count);
        return count * 4;
    }

    private static byte[] length(byte[] header) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array();
    }
}
