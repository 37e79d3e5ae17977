package tornadovae.engine.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.engine.EngineRequest;
import tornadovae.engine.tornado.TileChoice.Product;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/** Trials of tiles, and what is kept of them. */
@Tag("tornado")
class MeasuredTilesTest {

    private static final Product FORWARD = new Product(TileProducts.FORWARD, 104, 160, 40),
            PAIR = new Product(TileProducts.PAIR, 104, 112, 20);
    private static final Product WEIGHTS = new Product(TileProducts.WEIGHTS, 160, 48, 100),
            LARGER = new Product(TileProducts.WEIGHTS, 300, 200, 100);
    private static final Product SLICED = new Product(TileProducts.BACKWARD, 104, 32, 500);

    @TempDir
    Path folder;

    private final TornadoSettings settings = TornadoSettings.named("opencl-gpu").overruledBy(EngineRequest.of("tornado", 1));

    @Test
    void aTrialIsMadeOnceAndItsResultKept() throws IOException {
        assertTrue(TornadoStart.missing().isEmpty());
        TornadoDevice device = TornadoDevices.select(List.of()).getFirst();
        var trial = new TileTrial(device, settings, 2);
        var measured = new MeasuredTiles(folder, device);
        Map<Product, Tile> found = measured.of(List.of(WEIGHTS, LARGER, SLICED), 2, trial);
        assertEquals(Set.of(WEIGHTS, LARGER), found.keySet(), "what has one candidate needs no trial");
        found.forEach((product, tile) -> assertTrue(product.candidates().contains(tile), product + ": " + tile));
        assertEquals(found, measured.of(List.of(WEIGHTS, LARGER, SLICED), 2, null), "kept");

        // what the file says counts, even where no trial would have found it; lines that are none do not
        Tile other = found.get(WEIGHTS) == Tile.SMALL ? Tile.MEDIUM : Tile.SMALL;
        Files.writeString(measured.file(),
                WEIGHTS + ", replicas 2: " + other + "\nnonsense\n" + LARGER + ", replicas 2: enormous\n");
        assertEquals(Map.of(WEIGHTS, other), measured.of(List.of(WEIGHTS), 2, null));
        assertTrue(measured.of(List.of(LARGER), 2, trial).containsKey(LARGER), "measured again");
    }

    /** The numbers of slices depend on a product's shape alone. */
    @Test
    void whichTilesMayComputeAProduct() {
        assertEquals(List.of(Tile.WIDE, Tile.MEDIUM, Tile.SMALL), FORWARD.candidates());
        assertEquals(List.of(Tile.WIDE, Tile.MEDIUM, Tile.SMALL_PAIR), PAIR.candidates());
        assertEquals(List.of(Tile.WIDE, Tile.MEDIUM, Tile.SMALL), WEIGHTS.candidates());
        assertEquals(List.of(Tile.SLICED), SLICED.candidates());
        assertEquals(List.of(Tile.SLICED_PAIR), new Product(TileProducts.PAIR, 104, 32, 500).candidates());
    }

    /** As many work-groups as the device has processors, of the largest tile that has so many. */
    @Test
    void withoutATrialTheirNumberDecides() {
        assertEquals(Tile.SMALL, choice(1).of(FORWARD)); // 4 × 5 of 32 × 32
        assertEquals(Tile.MEDIUM, choice(3).of(FORWARD)); // three times 2 × 3 of 64 × 64
        assertEquals(Tile.WIDE, choice(4).of(FORWARD)); // four times 2 × 2 of 64 × 128
        assertEquals(Tile.SLICED, choice(1000).of(SLICED));
    }

    private static TileChoice choice(int replicas) {
        return new TileChoice(TornadoSettings.Tiles.AUTO, replicas, 16, Map.of());
    }
}
