package tornadovae.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of Protocol Buffers as it is written: fields in the order of the calls, each as a key, number · 8 + wire type, and
 * its value (protobuf.dev, "Encoding"). Only what an {@link Event} needs.
 */
final class Protobuf {

    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Protobuf varint(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    Protobuf number(int field, double value) {
        key(field, FIXED_64);
        out.writeBytes(little(Double.BYTES).putDouble(value).array());
        return this;
    }

    Protobuf number(int field, float value) {
        key(field, FIXED_32);
        out.writeBytes(little(Float.BYTES).putFloat(value).array());
        return this;
    }

    Protobuf bytes(int field, byte[] value) {
        key(field, BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Protobuf text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Protobuf message(int field, Protobuf value) {
        return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private void key(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /** Seven bits a byte, lowest first; the highest bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) out.write((int) (rest & 0x7F | 0x80));
        out.write((int) rest);
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
