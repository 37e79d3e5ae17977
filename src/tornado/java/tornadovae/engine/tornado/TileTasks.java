package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.List;
import java.util.Optional;
import tornadovae.engine.Translator;
import tornadovae.engine.tornado.Task.Grid;
import tornadovae.graph.Activation;
import tornadovae.graph.Op;

/** {@link ProductTasks} by {@link TileProducts}. */
final class TileTasks extends ProductTasks {

    private final TileChoice tiles;

    TileTasks(Layout layout, TornadoSettings settings, TileChoice tiles) {
        super(layout, settings);
        this.tiles = tiles;
    }

    /** The same whatever tile computes them: one for four columns. */
    @Override
    int partials(int[] table) {
        return Math.ceilDiv(table[COLUMNS], Tile.TOGETHER);
    }

    @Override
    List<Task> product(Finish finish, List<Op> ops, int[] table, Activation activation) {
        Launch l = launch(table, finish.form);
        int act = activation.ordinal();
        Task.Addition kernel = switch (finish) {
            case LAYER -> (graph, id, a) -> graph.task(id, TileProducts::layer, a.context(), a.floats(), a.integers(), l.table,
                    l.tile, act);
            case BERNOULLI ->
                (graph, id, a) -> graph.task(id, TileProducts::bernoulli, a.context(), a.floats(), a.integers(), l.table, l.tile);
            case GAUSSIAN ->
                (graph, id, a) -> graph.task(id, TileProducts::gaussian, a.context(), a.floats(), a.integers(), l.table, l.tile);
            case LATENT ->
                (graph, id, a) -> graph.task(id, TileProducts::latent, a.context(), a.floats(), a.integers(), l.table, l.tile);
            case INPUT_GRADIENT -> (graph, id, a) -> graph.task(id, TileProducts::inputGradient, a.context(), a.floats(),
                    a.integers(), l.table, l.tile, act);
            case LATENT_GRADIENT -> (graph, id, a) -> graph.task(id, TileProducts::latentGradient, a.context(), a.floats(),
                    a.integers(), l.table, l.tile);
        };
        return List.of(new Task(finish.task, ops, l.grid, kernel));
    }

    @Override
    List<Task> update(List<Op> ops, List<int[]> tables, int rule) {
        Tile tile = tiles.forWeights(tables.stream().map(table -> new TileChoice.Product(TileProducts.WEIGHTS, table)).toList());
        int groups = 0, count = tables.size(), first = layout.table();
        for (int[] table : tables) {
            table[PRODUCT_GROUPS] = divide(table, tile, TileProducts.WEIGHTS);
            table[GROUPS] = table[PRODUCT_GROUPS] + biasGroups(table, TileProducts.WEIGHTS);
            groups += table[GROUPS];
            layout.table(table);
        }
        int code = tile.code();
        return List.of(new Task("update", ops, grid(groups, tile),
                (graph, id, a) -> graph.task(id, TileProducts::update, a.context(), a.floats(), a.integers(), first, count, code,
                        rule)));
    }

    @Override
    List<Task> scaledUpdate(List<Op> ops, List<int[]> tables, int rule) {
        int items = settings.groupSize(), groups = 0, count = tables.size(), first = layout.table();
        for (int[] table : tables) {
            table[GROUPS] = Math.ceilDiv(table[ROWS] * table[COLUMNS], items);
            groups += table[GROUPS];
            layout.table(table);
        }
        return List.of(new Task("scaledUpdate", ops, new Grid(groups, items, 1, layout.replicas()),
                (graph, id, a) -> graph.task(id, TileUpdates::scaled, a.context(), a.floats(), a.integers(), first, count,
                        rule)));
    }

    /** Where the table lies, the tile's code, and on how many work items. */
    private record Launch(int table, int tile, Grid grid) {}

    private Launch launch(int[] table, int form) {
        Tile tile = tiles.of(new TileChoice.Product(form, table));
        table[GROUPS] = divide(table, tile, form);
        return new Launch(layout.table(table), tile.code(), grid(table[GROUPS], tile));
    }

    private Grid grid(int groups, Tile tile) {
        var computed = new Translator.Tile(tile.tileRows(), tile.tileColumns(), tile.depth);
        return new Grid(groups, tile.items(), 1, layout.replicas(), Optional.of(computed));
    }

    /** Work-groups behind a product's, for the biases of the layer whose weights' gradient it is. */
    static int biasGroups(int[] table, int form) {
        return form != TileProducts.WEIGHTS || table[BIASES] == 0 ? 0 : Math.ceilDiv(table[ROWS], TileProducts.BIAS_GROUP);
    }

    /** Fills in how many work-groups cover the product's rows, and returns how many cover all of it. */
    static int divide(int[] table, Tile tile, int form) {
        table[ROW_GROUPS] = Math.ceilDiv(table[ROWS], tile.tileRows());
        return tile.groups(table[ROWS], table[COLUMNS], form);
    }
}
