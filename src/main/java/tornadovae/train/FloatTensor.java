package tornadovae.train;

import java.util.Arrays;

/**
 * A float32 array with a shape, as it lies in a file: row-major.
 *
 * @param shape  {@code [out, in]} for a weight, {@code [out]} for a bias; empty for a single number
 * @param values as many as the product of the shape
 */
public record FloatTensor(int[] shape, float[] values) {

    public FloatTensor {
        long size = 1;
        for (int length : shape) size = Math.multiplyExact(size, (long) length);
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + size + " numbers, found " + values.length);
        }
    }

    /** A vector. */
    public static FloatTensor of(float... values) {
        return new FloatTensor(new int[] {values.length}, values);
    }
}
