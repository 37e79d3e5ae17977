package tornadovae.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import tornadovae.math.Interval;
import tornadovae.math.Philox;

class ClassificationTest {

    private static final Classification FOUR = new Classification(new int[] {0, 0, 0, 1},
            new double[][] {{0.9, 0.1, 0}, {0.8, 0.2, 0}, {0.3, 0.7, 0}, {0.4, 0.6, 0}});

    @Test
    void confusionCountsAndMeanProbabilitiesWeigh() {
        assertEquals(3, FOUR.right());
        assertEquals(0.75, FOUR.accuracy());
        assertEquals(Interval.wilson(3, 4), FOUR.accuracyInterval());
        assertArrayEquals(new double[][] {{2 / 3.0, 1 / 3.0, 0}, {0, 1, 0}, {Double.NaN, Double.NaN, Double.NaN}},
                FOUR.confusion());
        assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0, 0}, FOUR.meanProbabilities()[0], 1e-12);
        assertArrayEquals(new double[] {0.4, 0.6, 0}, FOUR.meanProbabilities()[1], 1e-12);
    }

    @Test
    void theCalibrationErrorWeighsEachBinsExcessOfConfidence() {
        // four bins: 0.9 and right, 0.8 and right, 0.7 and wrong, 0.6 and right
        assertEquals((0.1 + 0.2 + 0.7 + 0.4) / 4, FOUR.calibrationError(), 1e-12);
        // one bin, in which right and wrong make up for each other
        assertEquals(0, new Classification(new int[] {0, 0, 0, 1},
                new double[][] {{0.75, 0.25}, {0.75, 0.25}, {0.75, 0.25}, {0.75, 0.25}}).calibrationError(), 1e-12);
    }

    @Test
    void whatIsRightAsOftenAsItSaysIsCalibratedAndWhatIsSurerIsNot() {
        int n = 20_000;
        int[] labels = new int[n];
        double[][] honest = new double[n][], boasting = new double[n][];
        for (int i = 0; i < n; i++) {
            double p = 0.5 + 0.5 * Philox.uniform(1, Philox.Stream.DATA, 0, i);
            labels[i] = Philox.uniform(1, Philox.Stream.DATA, 1, i) < p ? 0 : 1;
            honest[i] = new double[] {p, 1 - p};
            boasting[i] = new double[] {1, 0};
        }
        assertEquals(0, new Classification(labels, honest).calibrationError(), 0.015);
        assertEquals(0.25, new Classification(labels, boasting).calibrationError(), 0.015);
    }

    @Test
    void noImagesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Classification(new int[0], new double[0][]));
        assertThrows(IllegalArgumentException.class, () -> new Classification(new int[1], new double[2][2]));
    }

    @Test
    void theMeanConfidenceIsThatOfTheAnswers() {
        assertEquals(0.8, new Classification(new int[] {0, 1}, new double[][] {{0.9, 0.1}, {0.7, 0.3}}).meanConfidence(), 1e-12);
    }
}
