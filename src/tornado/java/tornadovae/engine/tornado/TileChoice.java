package tornadovae.engine.tornado;

import static tornadovae.engine.tornado.ProductTable.*;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which {@link Tile} computes a product. Large ones do most with what they read, but a GPU needs at least a work-group for each
 * of its processors. Whether the sum is cut into slices depends on the product's shape alone, and tiles without slices agree bit
 * for bit: so a replica's numbers depend neither on the device's size nor on how many replicas train beside it, nor on what a
 * trial has measured.
 */
final class TileChoice {

    /** Products with at most so many tiles of 32 × 32 and at least so many terms have their sums cut into slices. */
    private static final int FEW_TILES = 16, MANY_TERMS = 128;

    /**
     * A product's shape.
     *
     * @param form    of {@link TileProducts}
     * @param rows    of C
     * @param columns of C, or of one head
     * @param terms   of each sum
     */
    record Product(int form, int rows, int columns, int terms) {

        Product(int form, int[] table) {
            this(form, table[ROWS], table[COLUMNS], table[K]);
        }

        @Override
        public String toString() {
            return List.of("forward", "backward", "weights", "pair").get(form) + " " + rows + "x" + columns + "x" + terms;
        }

        /** Whether {@link Tile#SLICED} computes it. */
        boolean sliced() {
            return form != TileProducts.WEIGHTS && terms >= MANY_TERMS && small().groups(rows, columns, form) <= FEW_TILES;
        }

        private Tile small() {
            return form == TileProducts.PAIR ? Tile.SMALL_PAIR : Tile.SMALL;
        }

        /** The tiles that may compute it, all to the same numbers; the largest first. */
        List<Tile> candidates() {
            if (sliced()) return List.of(form == TileProducts.PAIR ? Tile.SLICED_PAIR : Tile.SLICED);
            return List.of(Tile.WIDE, Tile.MEDIUM, small());
        }
    }

    private final Map<Product, Tile> chosen = new LinkedHashMap<>();
    private final TornadoSettings.Tiles setting;
    private final int replicas;
    private final int processors;
    private final Map<Product, Tile> measured;

    /**
     * @param processors the device's, each of which computes several work-groups at a time
     * @param measured   what a trial has found fastest, by product; empty where there was none
     */
    TileChoice(TornadoSettings.Tiles setting, int replicas, int processors, Map<Product, Tile> measured) {
        this.setting = setting;
        this.replicas = replicas;
        this.processors = processors;
        this.measured = Map.copyOf(measured);
    }

    Tile of(Product product) {
        return chosen.computeIfAbsent(product, this::choose);
    }

    private Tile choose(Product product) {
        List<Tile> candidates = product.candidates();
        return switch (setting) {
            case WIDE -> candidates.getFirst();
            case MEDIUM -> candidates.get((candidates.size() - 1) / 2);
            case SMALL -> candidates.getLast();
            case AUTO, MEASURED -> measured.getOrDefault(product, byOccupancy(candidates, List.of(product)));
        };
    }

    /**
     * One tile for the gradients of all weights, which are one launch: that of the largest product, unless their number decides.
     */
    Tile forWeights(List<Product> products) {
        Product largest = products.stream().max(Comparator.comparingLong(product -> (long) product.rows * product.columns))
                .orElseThrow();
        if (measured.containsKey(largest) || setting != TornadoSettings.Tiles.AUTO
                && setting != TornadoSettings.Tiles.MEASURED) {
            return of(largest);
        }
        Tile tile = byOccupancy(largest.candidates(), products);
        chosen.put(largest, tile);
        return tile;
    }

    /** What was asked for so far, and given. */
    Map<Product, Tile> chosen() {
        return Collections.unmodifiableMap(chosen);
    }

    /** The largest tile of which there are enough for all processors. */
    private Tile byOccupancy(List<Tile> candidates, List<Product> products) {
        return candidates.stream()
                .filter(tile -> replicas
                        * products.stream().mapToLong(product -> tile.groups(product.rows, product.columns, product.form))
                                .sum() >= processors)
                .findFirst().orElse(candidates.getLast());
    }
}
