package tornadovae.engine.cpu;

import java.util.ArrayList;
import java.util.List;

/** A thread's own small memory, meant to stay in its caches. */
final class Scratch {

    /** For panels of gradients. */
    final float[] memory;

    /** A sum for each row of a panel. */
    final double[] sums = new double[Lanes.PANEL];

    /** One block of random words. */
    final int[] words = new int[4];

    /** A loss that nobody asked for. */
    final float[] loss = new float[1];

    private final List<float[]> rows = new ArrayList<>();

    /**
     * Memory for a number of each image of a minibatch, or of several: array {@code index} of those that a work needs at once,
     * made at its first use and kept.
     */
    float[] row(int index, int length) {
        while (rows.size() <= index) rows.add(new float[0]);
        if (rows.get(index).length < length) rows.set(index, new float[length]);
        return rows.get(index);
    }

    /** A copy of a row of a tensor, in array {@code index} of {@link #row(int, int)}. Not for {@link Buffer.Layout#PANELS}. */
    float[] row(int index, Buffer buffer, int replica, int row) {
        float[] copy = row(index, Lanes.padColumns(buffer.tensor.columns()));
        buffer.readRow(replica, row, copy);
        return copy;
    }

    /** @param floats the most that any work needs of {@link #memory} */
    Scratch(int floats) {
        memory = new float[floats];
    }
}
