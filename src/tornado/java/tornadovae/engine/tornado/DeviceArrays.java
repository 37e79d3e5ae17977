package tornadovae.engine.tornado;

import java.util.List;
import java.util.Map;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What the kernels of a session work on.
 *
 * @param floats   see {@link Layout}
 * @param integers see {@link Layout}
 * @param images   the data set, four pixels an integer, an image beginning with a new one
 * @param operands A, B and C of a product by a library; none where kernels of our own multiply
 */
record DeviceArrays(KernelContext context, FloatArray floats, IntArray integers, Map<Split, IntArray> images,
        List<FloatArray> operands) {

    static IntArray pack(Images images) {
        int words = Math.ceilDiv(images.columns(), 4);
        var packed = new IntArray(Math.multiplyExact(images.count(), words));
        for (int i = 0; i < images.count(); i++) {
            byte[] pixels = images.pixels()[i];
            for (int w = 0; w < words; w++) {
                int word = 0;
                for (int b = 0; b < 4 && 4 * w + b < pixels.length; b++) word |= (pixels[4 * w + b] & 0xFF) << 8 * b;
                packed.set(i * words + w, word);
            }
        }
        return packed;
    }
}
