package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.Launches.REPLICA;
import static tornadovae.engine.tornado.ProductTable.*;
import static tornadovae.engine.tornado.Vectors.LANES;
import static tornadovae.engine.tornado.Vectors.TOGETHER;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * {@link Updates} of gradients that are kept and scaled on the way, {@link tornadovae.graph.Multiply}: weights and biases of all
 * layers in one launch, sixteen numbers an item.
 */
final class ScaledUpdates {

    private ScaledUpdates() {}

    /**
     * @param table {@code count} tables one after another, of {@link ProductTable}: GROUPS, ROWS, COLUMNS, DW, FACTOR and what
     * {@link Updates#row} reads
     */
    static void run(KernelContext context, FloatArray f, IntArray s, int table, int count, int rule) {
        Launches.count(s, context.globalIdx + context.globalIdy + context.globalIdz);
        int group = context.groupIdx, at = table, base = context.globalIdz * s.get(REPLICA);
        for (int p = 1; p < count && group >= s.get(at + GROUPS); p++) {
            group -= s.get(at + GROUPS);
            at += SIZE;
        }
        int first = (group * context.localGroupSizeX + context.localIdx) * LANES, columns = s.get(at + COLUMNS),
                o = first / columns, n = first % columns;
        if (o < s.get(at + ROWS)) {
            Float16 g = Float16.mult(Vectors.load(f, base + s.get(at + DW) + first, TOGETHER), f.get(base + s.get(at + FACTOR)));
            Updates.row(rule, f, s, at, base, o, n, TOGETHER, columns - n, g);
        }
    }
}
