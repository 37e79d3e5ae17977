package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tornadovae.engine.tornado.Task.Grid;
import tornadovae.graph.Activation;
import tornadovae.graph.Op;

/**
 * {@link ProductTasks} by NVIDIA's cuBLAS, three launches each: cuBLAS' own ({@link Cublas}) between two of
 * {@link LibraryProducts}. All products of a session share three arrays, as large as the largest of their operands.
 */
final class CublasTasks extends ProductTasks {

    /** Where A, B and C stand among {@link DeviceArrays#operands}. */
    private static final int LEFT = 0, RIGHT = 1, PRODUCT = 2;
    static final int OPERANDS = 3;

    /** Work items of a work-group that copies. */
    private static final int COPYING = 256;

    private final TileTasks tiles;
    private final int[] sizes = new int[OPERANDS];

    CublasTasks(Layout layout, TornadoSettings settings, TileChoice tiles) {
        super(layout, settings);
        this.tiles = new TileTasks(layout, settings, tiles);
    }

    @Override
    List<Integer> operands() {
        return Arrays.stream(sizes).boxed().toList();
    }

    @Override
    int partials(int[] table) {
        return tiles.partials(table);
    }

    @Override
    List<Task> product(Finish finish, List<Op> ops, int[] table, Activation activation) {
        Launch l = launch(table, finish.form);
        int act = activation.ordinal();
        Task.Addition kernel = switch (finish) {
            case LAYER -> (graph, id, a) -> graph.task(id, LibraryProducts::layer, a.context(), a.floats(), a.integers(),
                    a.operands().get(PRODUCT),
                    l.at, l.tile, act);
            case BERNOULLI -> (graph, id, a) -> graph.task(id, LibraryProducts::bernoulli, a.context(), a.floats(), a.integers(),
                    a.operands().get(PRODUCT),
                    l.at, l.tile);
            case GAUSSIAN -> (graph, id, a) -> graph.task(id, LibraryProducts::gaussian, a.context(), a.floats(), a.integers(),
                    a.operands().get(PRODUCT),
                    l.at, l.tile);
            case LATENT -> (graph, id, a) -> graph.task(id, LibraryProducts::latent, a.context(), a.floats(), a.integers(),
                    a.operands().get(PRODUCT),
                    l.at, l.tile);
            case INPUT_GRADIENT ->
                (graph, id, a) -> graph.task(id, LibraryProducts::inputGradient, a.context(), a.floats(), a.integers(),
                        a.operands().get(PRODUCT), l.at, l.tile, act);
            case LATENT_GRADIENT ->
                (graph, id, a) -> graph.task(id, LibraryProducts::latentGradient, a.context(), a.floats(), a.integers(),
                        a.operands().get(PRODUCT), l.at, l.tile);
        };
        return with(ops, l, new Task(finish.task, List.of(), l.grid, kernel));
    }

    /**
     * A layer after the other: together, they would need operands of their own. The first product stands for all ops in figures.
     */
    @Override
    List<Task> update(List<Op> ops, List<int[]> tables, int rule) {
        var tasks = new ArrayList<Task>();
        for (int[] table : tables) {
            Launch l = launch(table, TileProducts.WEIGHTS);
            var update = new Task("update", List.of(), l.grid, (graph, id, a) -> graph.task(id, LibraryProducts::update,
                    a.context(), a.floats(), a.integers(), a.operands().get(PRODUCT), l.at, l.tile, rule));
            tasks.addAll(with(tasks.isEmpty() ? ops : List.of(), l, update));
        }
        return tasks;
    }

    @Override
    List<Task> scaledUpdate(List<Op> ops, List<int[]> tables, int rule) {
        return tiles.scaledUpdate(ops, tables, rule);
    }

    /** Where the table lies, the tile's code, on how many work items; and the product itself. */
    private record Launch(int at, int tile, Grid grid, Cublas product, int copied) {}

    private Launch launch(int[] table, int form) {
        boolean pair = form == TileProducts.PAIR;
        boolean transposedA = form == TileProducts.WEIGHTS, transposedB = form == TileProducts.FORWARD || pair;
        int columns = pair ? table[HEAD] + table[COLUMNS] : table[COLUMNS];
        int aPitch = table[transposedA ? A_K : A_ROW], bPitch = table[transposedB ? B_COLUMN : B_K];
        table[A_SIZE] = Math.multiplyExact(aPitch, table[transposedA ? K : ROWS]);
        table[B_SIZE] = Math.multiplyExact(bPitch, transposedB ? columns : table[K]);
        table[B_THERE] = table[B_SIZE] - (transposedB ? bPitch * (table[COLUMNS] - table[B_COLUMNS]) : 0);
        int[] needed = {table[A_SIZE], table[B_SIZE], Math.multiplyExact(table[ROWS], columns)};
        for (int o = 0; o < sizes.length; o++) {
            sizes[o] = Math.max(sizes[o], Math.multiplyExact(layout.replicas(), needed[o]));
        }
        Tile tile = pair ? Tile.SMALL_PAIR : Tile.SMALL; // C is read once: small tiles make most work-groups
        table[PRODUCT_GROUPS] = TileTasks.divide(table, tile, form);
        int groups = table[PRODUCT_GROUPS] + TileTasks.biasGroups(table, form);
        var product = new Cublas(table[ROWS], columns, table[K], transposedA, aPitch, needed[LEFT], transposedB, bPitch,
                needed[RIGHT],
                layout.replicas(), settings.precision());
        var grid = new Grid(groups, tile.items(), 1, layout.replicas());
        return new Launch(layout.table(table), tile.code(), grid, product, Math.addExact(table[A_SIZE], table[B_SIZE]));
    }

    /** Before it the copies and the product, which stands for {@code ops} in figures. */
    private List<Task> with(List<Op> ops, Launch l, Task last) {
        var copies = new Task("operands", List.of(), new Grid(Math.ceilDiv(l.copied, COPYING), COPYING, 1, layout.replicas()),
                (graph, id, a) -> graph.task(id, LibraryProducts::operands, a.context(), a.floats(), a.integers(),
                        a.operands().get(LEFT), a.operands().get(RIGHT), l.at));
        Task product = Task.ofLibrary("product", ops, (graph, id, a) -> l.product.addTo(graph, id, a.operands().get(LEFT),
                a.operands().get(RIGHT), a.operands().get(PRODUCT)));
        return List.of(copies, product, last);
    }
}
