package tornadovae.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.engine.Profiled;
import tornadovae.graph.Activation;
import tornadovae.graph.Affine;
import tornadovae.graph.Op;
import tornadovae.graph.Program;
import tornadovae.graph.Role;
import tornadovae.graph.Sigmoid;
import tornadovae.graph.Tensor;

/** From times to figures. */
class KernelBenchmarkTest {

    private final Tensor x = Tensor.activation("x", 3, 5), logits = Tensor.activation("logits", 3, 7),
            p = Tensor.activation("p", 3, 7);
    private final Tensor w = new Tensor("w", 7, 5, Role.PARAMETER), b = new Tensor("b", 1, 7, Role.PARAMETER);
    private final Op layer = new Affine(x, w, b, Activation.IDENTITY, logits), sigmoid = new Sigmoid(logits, p);

    @Test
    void workOfAllReplicasIsDividedByTheMedian() {
        var result = result(new Program("one", List.of(layer)), 2, 10, 1000, 20);
        assertEquals(20, result.microseconds());
        assertEquals(10, result.least());
        assertEquals(1000, result.most());
        // (2·3·35 + 21) operations and 4·(15 + 35 + 7 + 21) bytes, twice, in 20 µs
        assertEquals(2 * 231 / 20e-6 / 1e9, result.gflops(), 1e-9);
        assertEquals(2 * 312 / 20e-6 / 1e9, result.gigabytes(), 1e-9);
    }

    @Test
    void whatPassesInsideAKernelIsNoTraffic() {
        var fused = result(new Program("fused", List.of(layer, sigmoid)), 1, 1);
        assertEquals(4 * (15 + 35 + 7 + 21) / 1e-6 / 1e9, fused.gigabytes(), 1e-9,
                "the logits never leave it, the probabilities do");
        assertEquals("Affine + Sigmoid", fused.ops());
    }

    @Test
    void whatALaterKernelReadsIsTraffic() {
        var program = new Program("two", List.of(layer, sigmoid, new Sigmoid(logits, Tensor.activation("q", 3, 7))));
        var first =
                KernelBenchmark.result(program, new Profiled.Kernel("first", List.of(layer, sigmoid), 0), new double[] {1}, 1);
        assertEquals(4 * (15 + 35 + 7 + 21 + 21) / 1e-6 / 1e9, first.gigabytes(), 1e-9);
    }

    @Test
    void hostTimeIsWhatTheKernelsDoNotTake() {
        assertEquals(25, new OverheadBenchmark.Result(10, 300, 290, 400, 50).perTask());
    }

    private static KernelBenchmark.Result result(Program program, int replicas, double... microseconds) {
        return KernelBenchmark.result(program, new Profiled.Kernel("kernel", program.ops(), 0), microseconds, replicas);
    }
}
