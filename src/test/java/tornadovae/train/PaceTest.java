package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace();

    private void train(int left, double secondsAStep) {
        int steps = pace.next(left);
        pace.took(steps, steps * secondsAStep);
    }

    @Test
    void settlesAtHalfASecond() {
        for (int i = 0; i < 10; i++) train(1000, 0.01);
        assertEquals(50, pace.next(1000));
    }

    @Test
    void fewStepsAtTheEndOfAnEpochDoNotSlowTheNext() {
        for (int i = 0; i < 10; i++) train(1000, 0.01);
        train(2, 0.01);
        assertEquals(50, pace.next(1000));
    }

    @Test
    void slowStepsComeOneAtATime() {
        train(1000, 30);
        assertEquals(1, pace.next(1000));
    }

    @Test
    void aClockThatStandsStillDoesNoHarm() {
        for (int i = 0; i < 100; i++) pace.took(pace.next(Integer.MAX_VALUE), 0);
        assertEquals(1 << 20, pace.next(Integer.MAX_VALUE));
    }
}
