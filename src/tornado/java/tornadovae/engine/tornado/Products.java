package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.List;
import tornadovae.engine.tornado.Layout.Block;
import tornadovae.engine.tornado.Task.Grid;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;

/** The three matrix products of a layer as tasks: y = x Wᵀ, ∂x = ∂a W, ∂W = ∂aᵀ x, each as C[m, n] = Σ_k A[m, k] B[k, n]. */
final class Products {

    private final Layout layout;
    private final TornadoSettings settings;
    private final boolean local;

    Products(Layout layout, TornadoSettings settings) {
        this.layout = layout;
        this.settings = settings;
        local = settings.kernels() == TornadoSettings.Kernels.LOCAL;
    }

    /** C = y, A = x, B = Wᵀ: the transposed copy where there is one. {@code columns}: of y, or of one of its heads. */
    int[] forward(Affine layer, int columns) {
        Block x = layout.oneHead(layer.x()), w = layout.block(layer.weight());
        boolean copy = w.transposed() > 0;
        return product(x.offset(), x.pitch(), 1, copy ? w.transposed() : w.offset(), copy ? w.transposedPitch() : 1, copy ? 1 : w.pitch(), layer.x().columns(), x.rows(), columns,
                layout.block(layer.y()).columnHead());
    }

    /** C = ∂x, A = ∂a, B = W. */
    int[] backward(Affine.InputGradient gradient) {
        Block da = layout.block(gradient.da()), w = layout.block(gradient.weight()), dx = layout.oneHead(gradient.dx());
        return product(da.offset(), da.pitch(), 1, w.offset(), w.pitch(), 1, da.span(), dx.rows(), dx.pitch(), 0);
    }

    /** C = ∂W, A = ∂aᵀ, B = x. */
    int[] weights(Affine.WeightGradient gradient) {
        Block da = layout.block(gradient.da()), x = layout.oneHead(gradient.x()), w = layout.block(gradient.dW());
        return product(da.offset(), 1, da.pitch(), x.offset(), x.pitch(), 1, gradient.da().rows(), w.rows(), x.pitch(), 0);
    }

    private static int[] product(int a, int aRow, int aStep, int b, int bStep, int bColumn, int length, int rows, int columns, int head) {
        var table = new int[SIZE];
        int[] arguments = {a, aRow, aStep, b, bStep, bColumn, length, rows, columns, head};
        System.arraycopy(arguments, 0, table, A, arguments.length);
        return table;
    }

    /** Partial sums that an epilogue leaves in a row: one for each item across. */
    int columnTiles(int[] table) {
        return Math.ceilDiv(table[COLUMNS], settings.groupColumns() * Vectors.LANES) * settings.groupColumns();
    }

    Task layer(List<Op> ops, int[] table, Activation activation) {
        Launch l = launch(List.of(table), settings.tileRows());
        return new Task("layer", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::layer, a.context(), a.floats(), a.integers(), l.table, l.rows, activation.ordinal())
                : (graph, id, a) -> graph.task(id, VectorProducts::layer, a.context(), a.floats(), a.integers(), l.table, l.rows, activation.ordinal()));
    }

    Task inputGradient(List<Op> ops, int[] table, Activation below) {
        Launch l = launch(List.of(table), settings.tileRows());
        return new Task("inputGradient", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::inputGradient, a.context(), a.floats(), a.integers(), l.table, l.rows, below.ordinal())
                : (graph, id, a) -> graph.task(id, VectorProducts::inputGradient, a.context(), a.floats(), a.integers(), l.table, l.rows, below.ordinal()));
    }

    Task bernoulli(List<Op> ops, int[] table) {
        Launch l = launch(List.of(table), settings.tileRows());
        return new Task("bernoulli", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::bernoulli, a.context(), a.floats(), a.integers(), l.table, l.rows)
                : (graph, id, a) -> graph.task(id, VectorProducts::bernoulli, a.context(), a.floats(), a.integers(), l.table, l.rows));
    }

    Task gaussian(List<Op> ops, int[] table) {
        Launch l = launch(List.of(table), settings.tileRows() / 2);
        return new Task("gaussian", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::gaussian, a.context(), a.floats(), a.integers(), l.table, l.rows)
                : (graph, id, a) -> graph.task(id, VectorProducts::gaussian, a.context(), a.floats(), a.integers(), l.table, l.rows));
    }

    Task latent(List<Op> ops, int[] table) {
        Launch l = launch(List.of(table), settings.tileRows() / 2);
        return new Task("latent", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::latent, a.context(), a.floats(), a.integers(), l.table, l.rows)
                : (graph, id, a) -> graph.task(id, VectorProducts::latent, a.context(), a.floats(), a.integers(), l.table, l.rows));
    }

    Task latentGradient(List<Op> ops, int[] table) {
        Launch l = launch(List.of(table), settings.tileRows());
        return new Task("latentGradient", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::latentGradient, a.context(), a.floats(), a.integers(), l.table, l.rows)
                : (graph, id, a) -> graph.task(id, VectorProducts::latentGradient, a.context(), a.floats(), a.integers(), l.table, l.rows));
    }

    Task update(List<Op> ops, List<int[]> tables, int rule) {
        Launch l = launch(tables, settings.tileRows());
        int count = tables.size();
        return new Task("update", ops, l.grid, local
                ? (graph, id, a) -> graph.task(id, LocalProducts::update, a.context(), a.floats(), a.integers(), l.table, count, l.rows, rule)
                : (graph, id, a) -> graph.task(id, VectorProducts::update, a.context(), a.floats(), a.integers(), l.table, count, l.rows, rule));
    }

    /** Updates of gradients that are kept; fills in how many work-groups each takes. */
    Task scaledUpdate(List<Op> ops, List<int[]> tables, int rule) {
        int items = settings.groupSize(), groups = 0, count = tables.size(), first = layout.table();
        for (int[] table : tables) {
            table[GROUPS] = Math.ceilDiv(table[ROWS] * table[COLUMNS], items * Vectors.LANES);
            groups += table[GROUPS];
            layout.table(table);
        }
        return new Task("scaledUpdate", ops, new Grid(groups, items, 1, layout.replicas()),
                (graph, id, a) -> graph.task(id, ScaledUpdates::run, a.context(), a.floats(), a.integers(), first, count, rule));
    }

    /** Where the tables lie and on how many work items; {@code rows} is the setting. */
    private record Launch(int table, int rows, Grid grid) {}

    /** @param tileRows rows of C that an item computes: half of the setting where there are two heads */
    private Launch launch(List<int[]> tables, int tileRows) {
        int groupRows = groupRows(tables, tileRows), groups = 0, first = layout.table();
        for (int[] table : tables) {
            groups += divide(table, groupRows, tileRows);
            layout.table(table);
        }
        return new Launch(first, settings.tileRows(), new Grid(groups, settings.groupColumns(), groupRows, layout.replicas()));
    }

    /** Fills in how many work-groups cover the product, and returns their number. */
    private int divide(int[] table, int groupRows, int tileRows) {
        table[ROW_GROUPS] = Math.ceilDiv(table[ROWS], groupRows * tileRows);
        table[GROUPS] = table[ROW_GROUPS] * Math.ceilDiv(table[COLUMNS], settings.groupColumns() * Vectors.LANES);
        return table[GROUPS];
    }

    /** As many rows of items as the settings say, or fewer where that divides a low matrix more evenly; groups that share local memory keep their shape. */
    private int groupRows(List<int[]> tables, int tileRows) {
        int most = tables.stream().mapToInt(table -> Math.ceilDiv(table[ROWS], tileRows)).max().orElseThrow();
        return local ? settings.groupRows() : Math.ceilDiv(most, Math.ceilDiv(most, settings.groupRows()));
    }
}
