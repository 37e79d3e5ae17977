package tornadovae.file.mat;

import java.nio.ByteBuffer;

/**
 * A matrix of real numbers as MATLAB stores it: the first index is the fastest, and numbers may be stored in a smaller type than
 * that of the matrix.
 *
 * @param shape   its sizes
 * @param isBytes whether it is one of uint8
 * @param type    in which its numbers are stored
 * @param numbers all of them
 */
public record MatMatrix(int[] shape, boolean isBytes, Type type, ByteBuffer numbers) {

    /** The class of matrices of uint8. */
    static final int UINT8 = 9;

    /** How a number is stored. */
    public enum Type {
        INT8(1, 1), UINT8(2, 1), INT16(3, 2), UINT16(4, 2), INT32(5, 4), UINT32(6, 4), SINGLE(7, 4), DOUBLE(9, 8), INT64(12, 8),
        UINT64(13, 8);

        private final int code;
        final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        /** Null for what is no type of numbers. */
        static Type of(int code) {
            for (Type type : values()) {
                if (type.code == code) return type;
            }
            return null;
        }
    }

    public int rows() {
        return shape[0];
    }

    public int columns() {
        return shape[1];
    }

    /** The number at a place of MATLAB's order, from 0 on. */
    public double at(int place) {
        int at = place * type.bytes;
        return switch (type) {
            case INT8 -> numbers.get(at);
            case UINT8 -> numbers.get(at) & 0xFF;
            case INT16 -> numbers.getShort(at);
            case UINT16 -> numbers.getShort(at) & 0xFFFF;
            case INT32 -> numbers.getInt(at);
            case UINT32 -> numbers.getInt(at) & 0xFFFFFFFFL;
            case SINGLE -> numbers.getFloat(at);
            case DOUBLE -> numbers.getDouble(at);
            case INT64 -> numbers.getLong(at);
            case UINT64 -> numbers.getLong(at) >= 0 ? numbers.getLong(at) : numbers.getLong(at) + 0x1p64;
        };
    }
}
