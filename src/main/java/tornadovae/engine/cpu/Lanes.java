package tornadovae.engine.cpu;

/**
 * The machine's vector width, and a layout that is the same whatever it is. Columns come in panels of twice sixteen, rows in
 * tiles. Sums run over sixteen lanes side by side on every machine: one vector of AVX-512, two of AVX2, four of NEON, in one
 * order, so that bytes do not depend on the width. Where the module {@code jdk.incubator.vector} is absent the scalar kernels
 * run, and no class that names the module is loaded.
 */
public final class Lanes {

    /**
     * Whether the Vector API is there, with vectors of a width that the kernels know (some JVMs offer other widths); if not,
     * everything runs scalar.
     */
    public static final boolean VECTORS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            && (VectorMath.LANES == 4 || VectorMath.LANES == 8 || VectorMath.LANES == 16);

    /** Floats in one vector of this machine, 1 without the Vector API. */
    public static final int WIDTH = VECTORS ? VectorMath.LANES : 1;

    /** Floats whose sums lie side by side: the widest vector there is, on every machine. */
    public static final int LANES = 16;

    /** Columns in one panel. */
    public static final int PANEL = 2 * LANES;

    private Lanes() {}

    /** {@code columns} rounded up to whole panels: the distance between the rows of a matrix. */
    public static int padColumns(int columns) {
        return panels(columns) * PANEL;
    }

    /** {@code columns} in panels of {@link #PANEL}, the last perhaps partly filled. */
    public static int panels(int columns) {
        return (columns + PANEL - 1) / PANEL;
    }
}
