package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.List;
import tornadovae.engine.tornado.Task.Grid;
import tornadovae.graph.Activation;
import tornadovae.graph.Op;

/** {@link ProductTasks} by {@link VectorProducts}. */
final class VectorTasks extends ProductTasks {

    VectorTasks(Layout layout, TornadoSettings settings) {
        super(layout, settings);
    }

    /** Partial sums that an epilogue leaves in a row: one for each item across. */
    @Override
    int partials(int[] table) {
        return Math.ceilDiv(table[COLUMNS], settings.groupColumns() * Vectors.LANES) * settings.groupColumns();
    }

    @Override
    List<Task> product(Finish finish, List<Op> ops, int[] table, Activation activation) {
        Launch l = launch(List.of(table), finish.form == TileProducts.PAIR ? settings.tileRows() / 2 : settings.tileRows());
        int act = activation.ordinal();
        Task.Addition kernel = switch (finish) {
            case LAYER -> (graph, id, a) -> graph.task(id, VectorProducts::layer, a.context(), a.floats(), a.integers(), l.table,
                    l.rows, act);
            case BERNOULLI -> (graph, id, a) -> graph.task(id, VectorProducts::bernoulli, a.context(), a.floats(), a.integers(),
                    l.table, l.rows);
            case GAUSSIAN -> (graph, id, a) -> graph.task(id, VectorProducts::gaussian, a.context(), a.floats(), a.integers(),
                    l.table, l.rows);
            case LATENT ->
                (graph, id, a) -> graph.task(id, VectorProducts::latent, a.context(), a.floats(), a.integers(), l.table, l.rows);
            case INPUT_GRADIENT -> (graph, id, a) -> graph.task(id, VectorProducts::inputGradient, a.context(), a.floats(),
                    a.integers(), l.table, l.rows, act);
            case LATENT_GRADIENT -> (graph, id, a) -> graph.task(id, VectorProducts::latentGradient, a.context(), a.floats(),
                    a.integers(), l.table, l.rows);
        };
        return List.of(new Task(finish.task, ops, l.grid, kernel));
    }

    @Override
    List<Task> update(List<Op> ops, List<int[]> tables, int rule) {
        Launch l = launch(tables, settings.tileRows());
        int count = tables.size();
        return List.of(new Task("update", ops, l.grid,
                (graph, id, a) -> graph.task(id, VectorProducts::update, a.context(), a.floats(), a.integers(), l.table, count,
                        l.rows, rule)));
    }

    @Override
    List<Task> scaledUpdate(List<Op> ops, List<int[]> tables, int rule) {
        int items = settings.groupSize(), groups = 0, count = tables.size(), first = layout.table();
        for (int[] table : tables) {
            table[GROUPS] = Math.ceilDiv(table[ROWS] * table[COLUMNS], items * Vectors.LANES);
            groups += table[GROUPS];
            layout.table(table);
        }
        return List.of(new Task("scaledUpdate", ops, new Grid(groups, items, 1, layout.replicas()),
                (graph, id, a) -> graph.task(id, ScaledUpdates::run, a.context(), a.floats(), a.integers(), first, count, rule)));
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

    /** As many rows of items as the settings say, or fewer where that divides a low matrix more evenly. */
    private int groupRows(List<int[]> tables, int tileRows) {
        int most = tables.stream().mapToInt(table -> Math.ceilDiv(table[ROWS], tileRows)).max().orElseThrow();
        return Math.ceilDiv(most, Math.ceilDiv(most, settings.groupRows()));
    }
}
