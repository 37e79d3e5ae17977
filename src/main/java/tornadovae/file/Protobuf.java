package tornadovae.file;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A message of Protocol Buffers (protobuf.dev) whose schema is somebody else's: fields by number, written in ascending order of
 * their numbers, and those of one number in the order in which they were added.
 */
public final class Protobuf {

    private final UnknownFieldSet.Builder fields;

    /** A message without fields. */
    public Protobuf() {
        this(UnknownFieldSet.newBuilder());
    }

    private Protobuf(UnknownFieldSet.Builder fields) {
        this.fields = fields;
    }

    /** What a message says; empty where the bytes are none. */
    public static Optional<Protobuf> of(byte[] message) {
        try {
            return Optional.of(new Protobuf(UnknownFieldSet.parseFrom(message).toBuilder()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** Adds a field of type int32, int64 or enum. */
    public Protobuf integer(int field, long value) {
        return add(field, Field.newBuilder().addVarint(value));
    }

    /** Adds a field of type double. */
    public Protobuf number(int field, double value) {
        return add(field, Field.newBuilder().addFixed64(Double.doubleToLongBits(value)));
    }

    /** Adds a field of type float. */
    public Protobuf number(int field, float value) {
        return add(field, Field.newBuilder().addFixed32(Float.floatToIntBits(value)));
    }

    /** Adds a field of type string. */
    public Protobuf text(int field, String value) {
        return add(field, Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8(value)));
    }

    /** Adds a field of type bytes. */
    public Protobuf bytes(int field, byte[] value) {
        return add(field, Field.newBuilder().addLengthDelimited(ByteString.copyFrom(value)));
    }

    /** Adds a field that is a message. */
    public Protobuf message(int field, Protobuf value) {
        return add(field, Field.newBuilder().addLengthDelimited(value.fields.build().toByteString()));
    }

    private Protobuf add(int field, Field.Builder value) {
        fields.mergeField(field, value.build());
        return this;
    }

    /** Whether there is a field of that number. */
    public boolean has(int field) {
        return fields.hasField(field);
    }

    /** The field of type int32, int64 or enum, of several the last; 0 where there is none, as in every such message. */
    public long integer(int field) {
        var values = fields.build().getField(field).getVarintList();
        return values.isEmpty() ? 0 : values.getLast();
    }

    public byte[] toBytes() {
        return fields.build().toByteArray();
    }

    public void writeTo(OutputStream out) throws IOException {
        fields.build().writeTo(out);
    }
}
