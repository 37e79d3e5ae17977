package tornadovae.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in Protocol Buffers' wire format (protobuf.dev, "Encoding"): fields with a number and a value each, in the order in
 * which they are added. Long contents are kept once, however deep a message lies in others.
 */
final class ProtobufMessage {

    private static final int VARINT = 0, LENGTH = 2;

    private final List<byte[]> parts = new ArrayList<>();
    private long size;

    /** Bytes of the message. */
    long size() {
        return size;
    }

    /** A field of type int32, int64 or enum. */
    ProtobufMessage integer(int field, long value) {
        add(tag(field, VARINT));
        return add(varint(value));
    }

    /** A field of type string. */
    ProtobufMessage text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field of type bytes; not copied. */
    ProtobufMessage bytes(int field, byte[] value) {
        add(tag(field, LENGTH));
        add(varint(value.length));
        return add(value);
    }

    /** A field that is a message. */
    ProtobufMessage message(int field, ProtobufMessage value) {
        add(tag(field, LENGTH));
        add(varint(value.size));
        value.parts.forEach(this::add);
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) out.write(part);
    }

    private ProtobufMessage add(byte[] part) {
        parts.add(part);
        size += part.length;
        return this;
    }

    private static byte[] tag(int field, int wireType) {
        return varint((long) field << 3 | wireType);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static byte[] varint(long value) {
        var bytes = new ByteArrayOutputStream();
        long left = value;
        for (; (left & ~0x7FL) != 0; left >>>= 7) bytes.write((int) (left & 0x7F | 0x80));
        bytes.write((int) left);
        return bytes.toByteArray();
    }
}
