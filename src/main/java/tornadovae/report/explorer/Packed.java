package tornadovae.report.explorer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Numbers as base64 of their little-endian bytes, which typed arrays of a browser take as they are. */
final class Packed {

    private Packed() {}

    static String floats(float[] values) {
        ByteBuffer bytes = buffer(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return text(bytes.array());
    }

    static String shorts(short[] values) {
        ByteBuffer bytes = buffer(Short.BYTES * values.length);
        bytes.asShortBuffer().put(values);
        return text(bytes.array());
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Characters that so many bytes become. */
    static long length(long bytes) {
        return 4 * Math.ceilDiv(bytes, 3);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
