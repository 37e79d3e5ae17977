package tornadovae.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The frames of TFRecord files: length (8 bytes), its checksum (4), the record, its checksum (4), all little-endian. A checksum
 * is a CRC-32C that is masked, since a CRC of data that hold CRCs says little: rotated right by 15 bits, plus 0xa282ead8
 * (tensorflow/core/lib/hash/crc32c.h).
 */
final class Records {

    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int TAIL = Integer.BYTES;
    private static final int MASK = 0xa282ead8;

    private Records() {}

    /** A record in its frame. */
    static byte[] frame(byte[] record) {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + record.length + TAIL).order(ByteOrder.LITTLE_ENDIAN);
        frame.putLong(record.length).putInt(checksum(frame.array(), 0, Long.BYTES));
        return frame.put(record).putInt(checksum(record, 0, record.length)).array();
    }

    /**
     * The record whose frame begins at an offset; empty at the end of the file, and where what follows is not whole.
     *
     * @param file all bytes of it
     */
    static Optional<byte[]> at(byte[] file, int offset) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length - offset < HEAD + TAIL) return Optional.empty();
        long length = in.getLong(offset);
        if (in.getInt(offset + Long.BYTES) != checksum(file, offset, Long.BYTES) || length < 0
                || length > file.length - offset - HEAD - TAIL) {
            return Optional.empty();
        }
        int from = offset + HEAD, to = from + (int) length;
        return in.getInt(to) == checksum(file, from, (int) length) ? Optional.of(Arrays.copyOfRange(file, from, to))
                : Optional.empty();
    }

    /** How many bytes a record takes in a file. */
    static int framed(byte[] record) {
        return HEAD + record.length + TAIL;
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
