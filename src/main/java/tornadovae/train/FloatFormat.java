package tornadovae.train;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a number stands in a safetensors file, little-endian. This program writes F32; those with fewer digits become floats as
 * they are, and F64 is rounded to the nearest float.
 */
enum FloatFormat {
    /** IEEE 754 binary32. */
    F32(4) {
        @Override
        float next(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    /** IEEE 754 binary16. */
    F16(2) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.float16ToFloat(bytes.getShort());
        }
    },
    /** The upper half of binary32. */
    BF16(2) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    },
    /** IEEE 754 binary64. */
    F64(8) {
        @Override
        float next(ByteBuffer bytes) {
            return (float) bytes.getDouble();
        }
    };

    private final int bytes;

    FloatFormat(int bytes) {
        this.bytes = bytes;
    }

    /** The value of one number. */
    int bytes() {
        return bytes;
    }

    /** The number at the position of a little-endian buffer, which moves on. */
    abstract float next(ByteBuffer bytes);

    static Optional<FloatFormat> of(String dtype) {
        return Arrays.stream(values()).filter(format -> format.name().equals(dtype)).findFirst();
    }
}
