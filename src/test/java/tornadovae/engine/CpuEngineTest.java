package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.model.Likelihood;

class CpuEngineTest extends EngineContract {

    @Override
    Engine engine() {
        return new CpuEngine(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void resultsDoNotDependOnTheNumberOfThreads(int threads) {
        for (Likelihood likelihood : Likelihood.values()) {
            for (Training training : List.of(new Training(likelihood, 3, new int[] {1, 2, 3}),
                    new Training(likelihood, 3, new int[] {1, 2, 3}, WIDE, 61, OpCases.IMAGES),
                    new Training(likelihood, 1, new int[] {1}, WIDE, 505, 520))) {
                float[][] expected = training.run(new CpuEngine(2), 8), actual = training.run(new CpuEngine(threads), 8);
                for (int t = 0; t < expected.length; t++) assertArrayEquals(expected[t], actual[t]);
                training.clipNorms = Arrays.copyOf(new float[] {1, 2, 3}, training.replicas());
                float[][] clipped = training.run(new CpuEngine(2), 8), clippedToo = training.run(new CpuEngine(threads), 8);
                for (int t = 0; t < clipped.length; t++) assertArrayEquals(clipped[t], clippedToo[t]);
            }
        }
    }
}
