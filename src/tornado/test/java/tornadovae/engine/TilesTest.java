package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.engine.EngineContract.Training;
import tornadovae.model.Likelihood;

/** Tiles of matrix products for GPUs: how they are chosen changes no bit. */
@Tag("tornado")
class TilesTest {

    /**
     * Layers larger than the largest tile, none of them a multiple of one; {@link EngineContract} holds the smallest tile to the
     * reference.
     */
    @ParameterizedTest
    @EnumSource(Likelihood.class)
    void everyTileComputesTheSameNumbers(Likelihood likelihood) {
        var training = new Training(likelihood, 2, new int[] {1, 2}, List.of(150, 141), 70, 140);
        float[][] small = training.run(TornadoEngines.of("gpu\ntiles = small"), 4);
        for (String tiles : List.of("wide", "medium", "auto")) {
            float[][] other = training.run(TornadoEngines.of("gpu\ntiles = " + tiles), 4);
            for (int t = 0; t < small.length; t++) {
                assertArrayEquals(small[t], other[t],
                        likelihood + ", tiles = " + tiles + ": result " + t);
            }
        }
    }
}
