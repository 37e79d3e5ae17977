package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tornadovae.engine.cpu.ProductsTest.normals;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PanelTranspositionTest {

    static Stream<PanelTransposition> kernels() {
        return Stream.of(new VectorTransposition(), new ScalarTransposition());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void backwardPanelsHoldTheTransposedWeightsAndZeros(PanelTransposition kernel) {
        int panel = Lanes.PANEL, outputs = 3 * panel, qPanel = outputs * panel;
        for (int inputs : new int[] {1, 3, 16, 31, 32, 33, 48, 257}) {
            int rows = inputs + 2;
            float[] p = normals(1, 3 * rows * panel);
            float[] q = new float[Lanes.panels(inputs) * qPanel];
            Arrays.fill(q, 7);
            for (int o = 0; o < 3; o++) {
                kernel.transpose(p, o * rows * panel, inputs, q, o * panel * panel, qPanel);
            }
            for (int at = 0; at < q.length; at++) {
                int input = at / qPanel * panel + at % panel, output = at % qPanel / panel;
                float expected = input < inputs ? p[output / panel * rows * panel + input * panel + output % panel] : 0;
                assertEquals(expected, q[at], "input " + input + ", output " + output + " of " + inputs + " × " + outputs);
            }
        }
    }
}
