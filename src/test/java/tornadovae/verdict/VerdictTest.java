package tornadovae.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The small ones of the trials that {@link VerdictTable} has more of. */
class VerdictTest {

    static Stream<Trial> planted() {
        return Planted.some().stream();
    }

    static Stream<Trial> healthy() {
        return Healthy.some().stream();
    }

    @ParameterizedTest
    @MethodSource("planted")
    void whatIsWrongIsNamed(Trial trial) {
        Verdict verdict = Verdict.of(trial.run().evidence().orElseThrow());
        assertEquals(trial.kind(), verdict.first().kind(), () -> trial.about() + ": " + verdict.first().sentence());
        assertTrue(verdict.first().detail().contains(trial.detail()), verdict.first().label());
        assertTrue(verdict.first().advice().split("(?<=[.])\\s").length <= 2, "two sentences at most: " + verdict.first()
                .advice());
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void whatIsSoundRaisesNoAlarm(Trial trial) {
        Verdict verdict = Verdict.of(trial.run().evidence().orElseThrow());
        assertTrue(List.of(Kind.LEARNED, Kind.STILL_IMPROVING).contains(verdict.first().kind()),
                () -> trial.about() + ": " + verdict.first().label() + ". " + verdict.first().sentence());
        assertTrue(verdict.also().stream().allMatch(finding -> finding.kind() == Kind.STILL_IMPROVING), () -> verdict.also()
                .toString());
    }

}
