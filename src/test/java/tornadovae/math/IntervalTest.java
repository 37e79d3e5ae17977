package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    @Test
    void studentsIntervalOfFiveValuesByHand() {
        // s = √2.5, t_4(0.975) = 2.7764451
        Interval interval = Interval.student(1, 2, 3, 4, 5);
        assertEquals(3 - 2.7764451 * Math.sqrt(2.5 / 5), interval.low(), 1e-6);
        assertEquals(3 + 2.7764451 * Math.sqrt(2.5 / 5), interval.high(), 1e-6);
    }

    @Test
    void theBootstrapAgreesWithNormalTheoryOnManyValues() {
        double[] sample = new double[1_000];
        for (int i = 0; i < sample.length; i++) sample[i] = 7 + 2 * Normal.quantile((i + 0.5) / sample.length);
        Interval interval = Interval.bootstrap(3, sample);
        double error = Statistics.standardError(sample);
        assertEquals(7 - 1.96 * error, interval.low(), 0.2 * error, "three errors of a quantile of 2,000 resamples");
        assertEquals(7 + 1.96 * error, interval.high(), 0.2 * error);
        assertEquals(interval, Interval.bootstrap(3, sample));
        assertNotEquals(interval, Interval.bootstrap(4, sample));
    }

    @Test
    void aLargeOffsetDoesNotWidenTheBootstrap() {
        assertEquals(new Interval(1e9, 1e9), Interval.bootstrap(1, 1e9, 1e9, 1e9));
    }

    @Test
    void oneValueHasNoInterval() {
        assertEquals(UNKNOWN, Interval.student(3));
        assertEquals(UNKNOWN, Interval.bootstrap(1, 3));
    }

    @Test
    void nanIsNotHidden() {
        double[] sample = new double[100];
        Arrays.setAll(sample, i -> i == 50 ? Double.NaN : i);
        assertEquals(UNKNOWN, Interval.student(sample));
        assertEquals(UNKNOWN, Interval.bootstrap(1, sample));
    }

    @Test
    void anEmptySampleIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Interval.student());
        assertThrows(IllegalArgumentException.class, () -> Interval.bootstrap(1));
    }

    @Test
    void aShareHasTheIntervalOfWilson() {
        // Newcombe 1998, Statistics in Medicine 17: 857–872, table I, method 3
        for (double[] example : new double[][] {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611},
                {1, 29, 0.0061, 0.1718}}) {
            Interval interval = Interval.wilson((int) example[0], (int) example[1]);
            assertEquals(example[2], interval.low(), 5e-5);
            assertEquals(example[3], interval.high(), 5e-5);
        }
        assertEquals(1, Interval.wilson(20, 20).high());
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
    }
}
