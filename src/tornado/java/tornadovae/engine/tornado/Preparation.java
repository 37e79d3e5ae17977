package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.InputLoops.*;
import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.Table.COLUMNS;
import static tornadovae.engine.tornado.Table.PITCH;
import static tornadovae.engine.tornado.Table.ROWS;

import tornadovae.graph.Binarise;
import tornadovae.graph.Gather;
import tornadovae.graph.StandardNormal;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What a minibatch begins with, in one launch: its images, drawn to black and white if asked for, its noise, and the schedules of
 * this step. A work-group takes a row of a replica; its items take turns at the columns.
 */
final class Preparation {

    /** Behind the slots of {@link InputLoops#gather}: where the binary pixels go, or 0; the stream of their numbers. */
    private static final int BINARY = INPUT_SIZE, BINARY_STREAM = INPUT_SIZE + 1;

    /** Latent dimensions, or 0 where there is no noise; where the noise goes, its stream and position. */
    private static final int NOISE_COLUMNS = INPUT_SIZE + 2, NOISE = INPUT_SIZE + 3, NOISE_PITCH = INPUT_SIZE + 4,
            NOISE_STREAM = INPUT_SIZE + 5, NOISE_CURSOR = INPUT_SIZE + 6;

    /** Instructions of {@link Scalars} on single numbers, and how many. */
    private static final int SCALARS = INPUT_SIZE + 7, SCALAR_COUNT = INPUT_SIZE + 8;
    private static final int PREPARATION_SIZE = INPUT_SIZE + 9;

    private Preparation() {}

    /**
     * @param binarise     or null
     * @param noise        or null
     * @param instructions where they are
     */
    static int table(Layout layout, Gather gather, Binarise binarise, StandardNormal noise, int instructions, int count) {
        Table table = InputLoops.gatherTable(gather, layout, PREPARATION_SIZE).put(SCALARS, instructions)
                .put(SCALAR_COUNT, count);
        if (binarise != null) table.put(BINARY, binarise.b()).put(BINARY_STREAM, binarise.stream().ordinal());
        if (noise != null) {
            table.put(NOISE_COLUMNS, noise.epsilon().columns()).put(NOISE, NOISE_PITCH, noise.epsilon())
                    .put(NOISE_STREAM, noise.stream().ordinal()).integer(NOISE_CURSOR, noise.cursor());
        }
        return table.write();
    }

    static void run(KernelContext context, FloatArray f, IntArray s, IntArray images, int table) {
        Launches.count(s, context.globalIdx);
        int rows = s.get(table + ROWS), replica = context.groupIdx / rows, i = context.groupIdx % rows, lane = context.localIdx,
                lanes = context.localGroupSizeX;
        int base = replica * s.get(REPLICA), seed = s.get(s.get(table + SEED) + replica);

        // x[i] = image[index(i)] / 255, or a draw [u < x]; four pixels come from one integer, and from one block of random words
        int pixels = s.get(table + COLUMNS), at = base + s.get(table + X) + i * s.get(table + PITCH),
                binary = s.get(table + BINARY);
        int index = InputLoops.image(s, table, replica, rows, i), cursor = s.get(s.get(table + CURSOR) + replica);
        for (int j = lane; j < pixels; j += lanes) {
            float x = index < s.get(table + IMAGES) ? InputLoops.pixel(images, index, pixels, j) : 0;
            f.set(at + j, x);
            if (binary > 0) {
                float u = DeviceRandom.uniform(seed, s.get(table + BINARY_STREAM), cursor, i * pixels + j);
                f.set(base + binary + i * s.get(table + PITCH) + j, u < x ? 1 : 0);
            }
        }

        // ε[i, j] ~ N(0, 1)
        int d = s.get(table + NOISE_COLUMNS), noise = base + s.get(table + NOISE) + i * s.get(table + NOISE_PITCH);
        for (int j = lane; j < d; j += lanes) {
            f.set(noise + j, DeviceRandom.normal(seed, s.get(table + NOISE_STREAM), s.get(s.get(table + NOISE_CURSOR) + replica),
                    i * d + j));
        }

        if (i == 0 && lane == 0) {
            for (int q = 0; q < s.get(table + SCALAR_COUNT); q++) {
                Scalars.single(f, s, s.get(table + SCALARS) + q * Scalars.INSTRUCTION, replica, base);
            }
        }
    }
}
