package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tornadovae.math.Philox;

class TemperatureTest {

    private static final int IMAGES = 4_000;
    private static final int CLASSES = 4;

    /** Logits of a classifier that is right as often as it says, times a factor. */
    private static float[][] logits(float factor) {
        float[][] logits = new float[IMAGES][CLASSES];
        for (int i = 0; i < IMAGES; i++) {
            for (int c = 0; c < CLASSES; c++) {
                logits[i][c] = factor * 2 * Philox.normal(1, Philox.Stream.DATA, 0, i * CLASSES + c);
            }
        }
        return logits;
    }

    /** Drawn from softmax of the unscaled logits. */
    private static int[] labels() {
        int[] labels = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            double[] p = Temperature.softmax(logits(1)[i], 1);
            double u = Philox.uniform(2, Philox.Stream.DATA, 0, i);
            while (labels[i] < CLASSES - 1 && (u -= p[labels[i]]) >= 0) labels[i]++;
        }
        return labels;
    }

    @Test
    void aNetworkThatIsTooSureIsCooledByItsFactor() {
        int[] labels = labels();
        assertEquals(1, Temperature.fit(logits(1), labels), 0.06);
        assertEquals(3, Temperature.fit(logits(3), labels), 0.2);
        assertEquals(0.25, Temperature.fit(logits(0.25f), labels), 0.02);
    }

    @Test
    void aTemperatureChangesTheConfidenceAndNotTheClass() {
        for (float[] logits : logits(1)) {
            double[] cold = Temperature.softmax(logits, 0.5), hot = Temperature.softmax(logits, 2);
            int best = best(cold);
            assertEquals(best, best(hot));
            assertTrue(cold[best] > hot[best]);
        }
    }

    private static int best(double[] p) {
        int best = 0;
        for (int c = 1; c < p.length; c++) {
            if (p[c] > p[best]) best = c;
        }
        return best;
    }

    @Test
    void fewImagesThatAreAllRightMakeNoCertainty() {
        float[][] logits = {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}, {4, 0, 0}};
        double[] p = Temperature.softmax(logits[0], Temperature.fit(logits, new int[] {0, 1, 2, 0}));
        // the target of four images: 1 − ε + ε/3 with ε = 1/5
        assertEquals(0.8 + 0.2 / 3, p[0], 1e-6);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        assertArrayEquals(new double[] {1, 0, 0}, Temperature.softmax(new float[] {3000, -3000, 0}, 1));
    }
}
