package tornadovae.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tornadovae.engine.EngineContract.Training;
import tornadovae.model.Likelihood;

/** What cuBLAS does besides the contract, which {@link TornadoContractTest} holds it to. */
@Tag("tornado")
class CublasTest {

    /** Steps recorded once and replayed, two of them a graph. */
    @ParameterizedTest
    @EnumSource(Likelihood.class)
    void productsInCudaGraphsAreTheSame(Likelihood likelihood) {
        var training = new Training(likelihood, 3, new int[] {1, 2, 3}, List.of(35), 13, OpCases.IMAGES);
        float[][] plain = training.run(TornadoEngines.cublas("fp32"), 7);
        float[][] replayed = training.run(TornadoEngines.cublas("fp32\ncuda.graphs = true\nsteps.per.graph = 2"), 7);
        for (int t = 0; t < plain.length; t++) assertArrayEquals(plain[t], replayed[t], likelihood + ", result " + t);
    }

    /** Only when asked for: one step in 10 bits behind the point differs from one in 23, but not by much. */
    @Test
    void tensorCoresRoundOnlyWhenAskedTo() {
        var training = new Training(Likelihood.BERNOULLI, 2, new int[] {1, 2}, List.of(35, 18), 13, OpCases.IMAGES);
        float[] exact = training.run(TornadoEngines.cublas("fp32"), 1)[0],
                rounded = training.run(TornadoEngines.cublas("tf32"), 1)[0];
        assertFalse(Arrays.equals(exact, rounded), "tf32 rounds nothing");
        for (int e = 0; e < exact.length; e++) {
            assertEquals(exact[e], rounded[e], 5e-3f * Math.max(1, Math.abs(exact[e])), "result " + e);
        }
    }

    @Test
    void provenanceSaysWhatMultipliesAndHowExactly() {
        Device device = TornadoEngines.cublas("tf32").device();
        assertEquals("cublas", device.facts().get("products"));
        assertEquals("tf32", device.facts().get("precision"));
        assertTrue(device.facts().get("neighbours").contains("cuBLAS may choose its algorithm"), device.facts().toString());
        assertTrue(device.toString().contains("products cublas in tf32"), device.toString());
        Device own = TornadoEngines.of("gpu").device();
        assertEquals("own", own.facts().get("products"));
        assertEquals("fp32", own.facts().get("precision"));
        assertFalse(own.facts().containsKey("neighbours"));
    }
}
