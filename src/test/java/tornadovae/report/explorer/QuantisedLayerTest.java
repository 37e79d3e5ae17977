package tornadovae.report.explorer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tornadovae.math.Philox;

class QuantisedLayerTest {

    @Test
    void aWeightIsOffByHalfAStepAtMost() {
        int out = 7, in = 31;
        float[] weights = new float[out * in];
        for (int i = 0; i < weights.length; i++) weights[i] = Philox.normal(1, Philox.Stream.INITIALISATION, 0, i) * (1 + i / in);
        QuantisedLayer layer = QuantisedLayer.of(weights, new float[out]);
        double largest = 0;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double inSteps =
                        (weights[o * in + i] - (double) layer.scales()[o] * layer.weights()[o * in + i]) / layer.scales()[o];
                largest = Math.max(largest, Math.abs(inSteps));
            }
        }
        assertTrue(largest <= 0.5 + 1e-9 && largest > 0.4, "steps " + largest);
    }

    @Test
    void theLargestWeightOfEachOutputTakesAllBits() {
        QuantisedLayer layer = QuantisedLayer.of(new float[] {-2, 1, 0.001f, 0.0005f}, new float[] {0, 0});
        assertEquals(-32767, layer.weights()[0]);
        assertEquals(32767, layer.weights()[2]);
        assertEquals(16384, layer.weights()[1]);   // half of 32767, rounded up
    }

    @Test
    void anOutputWithoutWeightsIsItsBias() {
        QuantisedLayer layer = QuantisedLayer.of(new float[] {0, 0, 1, -1}, new float[] {0.25f, 3});
        assertArrayEquals(new double[] {0.25, 3 + 4 - 7}, layer.apply(new double[] {4, 7}), 1e-6);
    }
}
