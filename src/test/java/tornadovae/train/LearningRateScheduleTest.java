package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

    /** Burda, Grosse & Salakhutdinov 2016: 3^(i−1) passes at 0.0001 · round(10^(1 − (i−1)/7), 1), for i = 1 … 8. */
    @Test
    void stagesAreThoseOfTheImportanceWeightedAutoencoder() {
        float[] expected = {1, 0.72f, 0.52f, 0.37f, 0.27f, 0.19f, 0.14f, 0.1f};
        int epoch = 0;
        for (int stage = 1; stage <= 8; stage++) {
            int length = (int) Math.pow(3, stage - 1);
            float[] factors = new float[length];
            for (int e = 0; e < length; e++) factors[e] = LearningRateSchedule.STAGES.factor(epoch++);
            float[] same = new float[length];
            Arrays.fill(same, expected[stage - 1]);
            assertArrayEquals(same, factors, "stage " + stage);
        }
        assertEquals(3280, epoch);
        assertEquals(0.1f, LearningRateSchedule.STAGES.factor(100_000));
    }

    @Test
    void aConstantRateStaysAsItIs() {
        IntStream.of(0, 1, 5000).forEach(epoch -> assertEquals(1, LearningRateSchedule.CONSTANT.factor(epoch)));
    }
}
