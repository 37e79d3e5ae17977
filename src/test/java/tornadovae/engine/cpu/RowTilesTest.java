package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RowTilesTest {

    /** A tile written whole must not reach into the next one, which another thread may have finished. */
    @Test
    void tilesCoverEveryRowOnceAndReachIntoPaddingOnlyAtTheEnd() {
        int height = Kernels.PRODUCTS.rows();
        for (int rows = 1; rows < 300; rows++) {
            RowTiles tiles = RowTiles.of(rows);
            int written = 0;
            for (int tile = 0; tile < tiles.count(); tile++) {
                assertEquals(written, tiles.first(tile), "tile " + tile + " of " + rows + " rows");
                written += tiles.isTall(tile) ? height : height - 1;
            }
            assertEquals(rows, tiles.first(tiles.count()));
            assertEquals(written, tiles.padded());
            assertTrue(written >= rows && written < rows + height, written + " rows are written of " + rows);
        }
    }

    @Test
    void manyRowsComeOutEven() {
        int height = Kernels.PRODUCTS.rows();
        for (int rows = height * height; rows < 2000; rows++) assertEquals(rows, RowTiles.of(rows).padded());
    }
}
