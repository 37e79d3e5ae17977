package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fast form of the table in docs/statistics.md, at n = 200; the tolerance is three standard errors of 400 repetitions. */
class CoverageTest {

    @ParameterizedTest
    @EnumSource(names = "INFORMATION", mode = EnumSource.Mode.EXCLUDE)
    void nineteenOfTwentyIntervalsHoldTheTruth(Coverage.Of of) {
        double held = of.at(200, 400);
        assertTrue(held > 0.93 - 0.03 && held < 0.97 + 0.03, of.name + ": " + held);
    }
}
