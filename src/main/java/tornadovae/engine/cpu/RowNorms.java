package tornadovae.engine.cpu;

import java.util.Arrays;
import java.util.Set;
import tornadovae.graph.RowNorm;

/**
 * norm[i] = √Σ_j value[i, j]², in double precision and in the order of j: {@link RowNorm}. One part is one panel of rows, or one
 * row.
 */
final class RowNorms extends Work {

    private final Buffer value;
    private final Buffer norm;

    RowNorms(RowNorm op, Storage storage) {
        super("RowNorm", Set.copyOf(op.reads()), Set.copyOf(op.writes()));
        value = storage.of(op.value());
        norm = storage.of(op.norm());
    }

    @Override
    int parts() {
        return value.layout == Buffer.Layout.PANELS ? Lanes.panels(value.tensor.rows()) : value.tensor.rows();
    }

    @Override
    void run(int replica, int part, Scratch scratch) {
        float[] v = value.values[replica], to = norm.values[replica];
        if (value.layout == Buffer.Layout.ROWS) {
            double sum = 0;
            for (int j = 0, at = value.index(part, 0); j < value.tensor.columns(); j++) sum += (double) v[at + j] * v[at + j];
            to[norm.index(part, 0)] = (float) Math.sqrt(sum);
        } else {
            int first = part * Lanes.PANEL;
            Arrays.fill(scratch.sums, 0);
            Kernels.OPTIMISERS.addSquares(v, value.index(first, 0), value.tensor.columns(), scratch.sums);
            for (int i = first; i < Math.min(first + Lanes.PANEL, value.tensor.rows()); i++) {
                to[norm.index(i, 0)] = (float) Math.sqrt(scratch.sums[i - first]);
            }
        }
    }
}
