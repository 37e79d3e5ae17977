package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What a minibatch begins with, in one launch: its images, drawn to black and white if asked for, its noise, and the schedules of this step. A work-group takes a row
 * of a replica; its items take turns at the columns.
 */
final class Preparation {

    /** Table: rows, pixels, x, pitch, seed, cursor, images, batches (see {@link InputLoops#image}). */
    static final int GATHER = 0;
    /** Then: where the binary pixels go, or 0; the stream of their numbers. */
    static final int BINARY = 8, BINARY_STREAM = 9;
    /** Then: d, ε, pitch, stream, cursor; d is 0 where there is no noise. */
    static final int NOISE = 10;
    /** Then: instructions of {@link Scalars} on single numbers, and how many. */
    static final int SCALARS = 15, SCALAR_COUNT = 16;

    private Preparation() {}

    static void run(KernelContext context, FloatArray f, IntArray s, IntArray images, int table) {
        Launches.count(s, context.globalIdx);
        int rows = s.get(table + GATHER), replica = context.groupIdx / rows, i = context.groupIdx % rows, lane = context.localIdx, lanes = context.localGroupSizeX;
        int base = replica * s.get(0), seed = s.get(s.get(table + GATHER + 4) + replica);

        // x[i] = image[index(i)] / 255, or a draw [u < x]; four pixels come from one integer, and from one block of random words
        int pixels = s.get(table + GATHER + 1), at = base + s.get(table + GATHER + 2) + i * s.get(table + GATHER + 3), binary = s.get(table + BINARY);
        int index = InputLoops.image(s, table + GATHER + 4, replica, rows, i), cursor = s.get(s.get(table + GATHER + 5) + replica);
        for (int j = lane; j < pixels; j += lanes) {
            float x = index < s.get(table + GATHER + 6) ? InputLoops.pixel(images, index, pixels, j) : 0;
            f.set(at + j, x);
            if (binary > 0) {
                float u = DeviceRandom.uniform(seed, s.get(table + BINARY_STREAM), cursor, i * pixels + j);
                f.set(base + binary + i * s.get(table + GATHER + 3) + j, u < x ? 1 : 0);
            }
        }

        // ε[i, j] ~ N(0, 1)
        int d = s.get(table + NOISE), noise = base + s.get(table + NOISE + 1) + i * s.get(table + NOISE + 2);
        for (int j = lane; j < d; j += lanes)
            f.set(noise + j, DeviceRandom.normal(seed, s.get(table + NOISE + 3), s.get(s.get(table + NOISE + 4) + replica), i * d + j));

        if (i == 0 && lane == 0)
            for (int q = 0; q < s.get(table + SCALAR_COUNT); q++) Scalars.single(f, s, s.get(table + SCALARS) + q * Scalars.INSTRUCTION, replica, base);
    }
}
