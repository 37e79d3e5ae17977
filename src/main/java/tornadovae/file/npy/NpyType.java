package tornadovae.file.npy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The numbers that an array of NumPy may consist of; others, such as strings, dates and objects, are not read. */
public enum NpyType {
    BOOL("b1", 1), INT8("i1", 1), UINT8("u1", 1), INT16("i2", 2), UINT16("u2", 2), INT32("i4", 4), UINT32("u4", 4),
    INT64("i8", 8), UINT64("u8", 8), FLOAT16("f2", 2), FLOAT32("f4", 4), FLOAT64("f8", 8);

    /** As NumPy writes it behind the sign of the byte order. */
    final String code;
    /** Of one number. */
    public final int bytes;

    NpyType(String code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static Optional<NpyType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** Whether its numbers have fractions. */
    public boolean isReal() {
        return code.startsWith("f");
    }

    /** With the sign of the byte order that we write: little-endian, or none where a number is one byte. */
    String descr() {
        return (bytes == 1 ? "|" : "<") + code;
    }

    /** The next number; 64-bit integers beyond 2⁵³ are rounded. */
    double get(ByteBuffer from) {
        return switch (this) {
            case BOOL -> from.get() == 0 ? 0 : 1;
            case INT8 -> from.get();
            case UINT8 -> from.get() & 0xFF;
            case INT16 -> from.getShort();
            case UINT16 -> from.getShort() & 0xFFFF;
            case INT32 -> from.getInt();
            case UINT32 -> from.getInt() & 0xFFFF_FFFFL;
            case INT64 -> from.getLong();
            case UINT64 -> {
                long bits = from.getLong();
                yield bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
            }
            case FLOAT16 -> Float.float16ToFloat(from.getShort());
            case FLOAT32 -> from.getFloat();
            case FLOAT64 -> from.getDouble();
        };
    }

    /** Appends a number; what an integer type cannot hold is cut as by a cast. */
    void put(ByteBuffer to, double value) {
        switch (this) {
            case BOOL -> to.put((byte) (value == 0 ? 0 : 1));
            case INT8, UINT8 -> to.put((byte) (int) value);
            case INT16, UINT16 -> to.putShort((short) (int) value);
            case INT32, UINT32 -> to.putInt((int) (long) value);
            case INT64, UINT64 -> to.putLong((long) value);
            case FLOAT16 -> to.putShort(Float.floatToFloat16((float) value));
            case FLOAT32 -> to.putFloat((float) value);
            case FLOAT64 -> to.putDouble(value);
        }
    }
}
