package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void aSmallSampleByHand() {
        double[] sample = {2, 4, 4, 4, 5, 5, 7, 9};
        assertEquals(5, Statistics.mean(sample));
        assertEquals(Math.sqrt(32.0 / 7), Statistics.standardDeviation(sample), 1e-15);
        assertEquals(Math.sqrt(32.0 / 7 / 8), Statistics.standardError(sample), 1e-15);
        assertEquals(4.5, Statistics.median(sample));
    }

    @Test
    void theMeanSurvivesCancellation() {
        assertEquals(2.0 / 3, Statistics.mean(1e16, 2, -1e16));
        double[] tenths = new double[1_000_000];
        Arrays.fill(tenths, 0.1);
        assertEquals(0.1, Statistics.mean(tenths));
    }

    @Test
    void theSpreadDoesNotDependOnALargeOffset() {
        assertEquals(1, Statistics.standardDeviation(1e9, 1e9 + 1, 1e9 + 2));
    }

    @Test
    void theSpreadOfOneValueIsUnknown() {
        assertEquals(3, Statistics.mean(3));
        assertEquals(3, Statistics.median(3));
        assertEquals(Double.NaN, Statistics.standardDeviation(3));
        assertEquals(Double.NaN, Statistics.standardError(3));
    }

    @Test
    void quantilesInterpolateAsNumpyDoesAndLeaveTheSampleAlone() {
        double[] sample = {40, 10, 30, 20};
        assertEquals(10, Statistics.quantile(0, sample));
        assertEquals(17.5, Statistics.quantile(0.25, sample), 1e-14);
        assertEquals(25, Statistics.median(sample));
        assertEquals(37, Statistics.quantile(0.9, sample), 1e-13);
        assertEquals(40, Statistics.quantile(1, sample));
        assertArrayEquals(new double[] {40, 10, 30, 20}, sample);
    }

    @Test
    void nanAndInfinityAreNotHidden() {
        assertEquals(Double.NaN, Statistics.mean(1, Double.NaN, 2));
        assertEquals(Double.NaN, Statistics.median(1, Double.NaN, 2));
        assertEquals(INFINITY, Statistics.mean(1, INFINITY, 2));
        assertEquals(2, Statistics.median(1, INFINITY, 2));
        assertEquals(INFINITY, Statistics.quantile(0.75, 1, INFINITY, 2));
    }

    @Test
    void anEmptySampleAndAnAbsurdQuantileAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Statistics.mean());
        assertThrows(IllegalArgumentException.class, () -> Statistics.median());
        assertThrows(IllegalArgumentException.class, () -> Statistics.quantile(1.5, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> Statistics.quantile(Double.NaN, 1, 2));
    }
}
