package tornadovae.engine.cpu;

import tornadovae.graph.Role;
import tornadovae.graph.Tensor;

/**
 * Where one tensor lives, in the layout that the kernels read fastest; one array a replica.
 *
 * <ul>
 * <li>{@link Layout#ROWS}: row-major, rows padded to whole tiles ({@link RowTiles}) and columns to whole panels ({@link Lanes}).
 * <li>{@link Layout#COLUMN_PANELS}: what a matrix product reads, X[columns/PANEL][rows][PANEL], padded likewise.
 * <li>{@link Layout#PANELS}: a weight [out, in], or something of its shape, as forward panels P[out/PANEL][in][PANEL]; if the
 *     weight takes part in an input gradient, also as backward panels Q[in/PANEL][out][PANEL], which whoever changes the weight
 *     keeps up to date.
 * </ul>
 * Padding holds finite numbers that never reach a result.
 */
final class Buffer {

    enum Layout { ROWS, COLUMN_PANELS, PANELS }

    final Tensor tensor;
    final Layout layout;
    /** Floats from one row to the next, of a panel for {@link Layout#COLUMN_PANELS}; not for {@link Layout#PANELS}. */
    final int stride;
    /** Floats from one panel to the next, a forward panel for {@link Layout#PANELS}; not for {@link Layout#ROWS}. */
    final int panelSize;
    /** Floats from one backward panel to the next; {@link Layout#PANELS} only. */
    final int backwardPanelSize;
    /** {@code [replica][…]}; null for integers. */
    final float[][] values;
    /** {@code [replica][…]} backward panels, or null. */
    final float[][] backward;
    /** {@code [replica][row · columns + column]}, dense; null for floats. */
    final int[][] integers;

    Buffer(Tensor tensor, int replicas, Layout layout, boolean hasBackward) {
        this.tensor = tensor;
        this.layout = layout;
        stride = layout == Layout.ROWS ? Lanes.padColumns(tensor.columns()) : Lanes.PANEL;
        panelSize = Lanes.PANEL
                * (layout == Layout.PANELS ? Lanes.padColumns(tensor.columns()) : RowTiles.of(tensor.rows()).padded());
        backwardPanelSize = Lanes.padColumns(tensor.rows()) * Lanes.PANEL;
        boolean isInteger = tensor.role() == Role.INTEGER;
        integers = isInteger ? new int[replicas][tensor.size()] : null;
        values = isInteger ? null : new float[replicas][Math.toIntExact(floats())];
        backward = hasBackward ? new float[replicas][Math.toIntExact((long) Lanes.panels(tensor.columns()) * backwardPanelSize)]
                : null;
    }

    private long floats() {
        return switch (layout) {
            case ROWS, COLUMN_PANELS -> (long) Lanes.panels(tensor.columns()) * panelSize;
            case PANELS -> (long) Lanes.panels(tensor.rows()) * panelSize;
        };
    }

    /** Index of element (row, column) in {@link #values}. */
    int index(int row, int column) {
        return switch (layout) {
            case ROWS -> row * stride + column;
            case COLUMN_PANELS -> column / Lanes.PANEL * panelSize + row * Lanes.PANEL + column % Lanes.PANEL;
            case PANELS -> row / Lanes.PANEL * panelSize + column * Lanes.PANEL + row % Lanes.PANEL;
        };
    }

    /** Dense, row-major values of one replica → this layout. */
    void write(int replica, float[] from, int offset) {
        for (int row = 0, e = offset; row < tensor.rows(); row++) {
            for (int column = 0; column < tensor.columns(); column++, e++) values[replica][index(row, column)] = from[e];
        }
        refreshBackward(replica);
    }

    /** This layout → dense, row-major values of one replica. */
    void read(int replica, float[] into, int offset) {
        for (int row = 0, e = offset; row < tensor.rows(); row++) {
            for (int column = 0; column < tensor.columns(); column++, e++) into[e] = values[replica][index(row, column)];
        }
    }

    /** One row as numbers side by side; there may be more in {@code into}. Not for {@link Layout#PANELS}. */
    void readRow(int replica, int row, float[] into) {
        for (int column = 0; column < tensor.columns(); column += Lanes.PANEL) {
            System.arraycopy(values[replica], index(row, column), into, column, width(column));
        }
    }

    /** Takes one row from numbers side by side. Not for {@link Layout#PANELS}. */
    void writeRow(int replica, int row, float[] from) {
        for (int column = 0; column < tensor.columns(); column += Lanes.PANEL) {
            System.arraycopy(from, column, values[replica], index(row, column), width(column));
        }
    }

    /** Copies one row, of as many columns. Neither may have {@link Layout#PANELS}. */
    void copyRow(int replica, int row, Buffer to, int toRow) {
        for (int column = 0; column < tensor.columns(); column += Lanes.PANEL) {
            System.arraycopy(values[replica], index(row, column), to.values[replica], to.index(toRow, column), width(column));
        }
    }

    void fillRow(int replica, int row, float value) {
        for (int column = 0; column < tensor.columns(); column++) values[replica][index(row, column)] = value;
    }

    /** Columns from {@code column} on that lie side by side whatever the layout of a row, if it begins a panel. */
    int width(int column) {
        return Math.min(Lanes.PANEL, tensor.columns() - column);
    }

    /** Brings all backward panels up to date. */
    void refreshBackward(int replica) {
        for (int panel = 0; panel < Lanes.panels(tensor.rows()); panel++) refreshBackward(replica, panel);
    }

    /** Brings that part of the backward panels up to date which holds one forward panel; does nothing where there are none. */
    void refreshBackward(int replica, int panel) {
        if (backward != null) {
            Kernels.TRANSPOSITION.transpose(values[replica], panel * panelSize, tensor.columns(), backward[replica],
                    panel * Lanes.PANEL * Lanes.PANEL, backwardPanelSize);
        }
    }
}
