package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

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
            for (List<Integer> hidden : List.of(List.of(35, 18), WIDE)) {
                var training = new Training(likelihood, 3, new int[] {1, 2, 3}, hidden, 61);
                float[][] expected = training.run(new CpuEngine(2), 8), actual = training.run(new CpuEngine(threads), 8);
                for (int t = 0; t < expected.length; t++) assertArrayEquals(expected[t], actual[t]);
            }
        }
    }
}
