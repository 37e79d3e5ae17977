package tornadovae.engine.tornado;

import tornadovae.engine.tornado.Layout.Block;
import tornadovae.graph.Tensor;

/**
 * What a kernel reads its arguments from, while it is being written. Each class of kernels names the slots of its tables by
 * constants, which javac writes into the kernels as numbers. Slots that a kernel does not read stay 0.
 */
final class Table {

    /** Rows and columns of a tensor, without padding. */
    static final int ROWS = 0, COLUMNS = 1;

    /**
     * A matrix that may consist of two heads side by side: its pitch, the columns of a head, and the columns of padding between
     * heads.
     */
    static final int PITCH = 2, HEAD_COLUMNS = 3, HEAD_GAP = 4;

    /** A code, of which ROWS and COLUMNS are images and latent dimensions: its place, its pitch, and how far log σ² is from μ. */
    static final int CODE = 2, CODE_PITCH = 3, HEAD = 4;

    /** The first slot behind those of a matrix or of a code. */
    static final int OTHERS = 5;

    private final Layout layout;
    private final int[] values;

    Table(Layout layout, int size) {
        this.layout = layout;
        values = new int[size];
    }

    /** A table that begins with the shape of a matrix, whose heads may stand apart. */
    static Table matrix(Tensor tensor, Layout layout, int size) {
        Block block = layout.block(tensor);
        return shape(tensor, layout, size).put(PITCH, block.pitch()).put(HEAD_COLUMNS, block.headColumns())
                .put(HEAD_GAP, block.headGap());
    }

    /** A table that begins with rows and columns. */
    static Table shape(Tensor tensor, Layout layout, int size) {
        return new Table(layout, size).put(ROWS, tensor.rows()).put(COLUMNS, tensor.columns());
    }

    /** A table that begins with a code. */
    static Table code(Tensor code, Layout layout, int size) {
        return new Table(layout, size).put(ROWS, code.rows()).put(COLUMNS, code.columns() / 2)
                .put(CODE, code).put(CODE_PITCH, layout.pitch(code)).put(HEAD, layout.block(code).columnHead());
    }

    Table put(int slot, int value) {
        values[slot] = value;
        return this;
    }

    /** Puts where a tensor of floats begins. */
    Table put(int slot, Tensor tensor) {
        return put(slot, layout.at(tensor));
    }

    /** Puts where a tensor begins, whose columns are counted through, and its pitch. */
    Table put(int slot, int pitchSlot, Tensor tensor) {
        return put(slot, tensor).put(pitchSlot, layout.oneHead(tensor).pitch());
    }

    /** Puts where a tensor of integers begins. */
    Table integer(int slot, Tensor tensor) {
        return put(slot, layout.integer(tensor));
    }

    /** Writes the table and returns where. */
    int write() {
        return layout.table(values);
    }
}
