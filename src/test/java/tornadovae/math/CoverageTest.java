package tornadovae.math;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fast form of the table in docs/statistics.md, at n = 200; the tolerance is three standard errors of 400 repetitions. */
class CoverageTest {

    private static final Path PAGE = Path.of("docs", "statistics.md");

    @ParameterizedTest
    @EnumSource(names = {"INFORMATION", "INFORMATION_IN_PLANE"}, mode = EnumSource.Mode.EXCLUDE)
    void nineteenOfTwentyIntervalsHoldTheTruth(Coverage.Of of) {
        double held = of.at(200, 400);
        assertTrue(held > 0.93 - 0.03 && held < 0.97 + 0.03, of.name + ": " + held);
    }

    /** Writes the table of the page anew; it takes some minutes. */
    @Test
    @EnabledIfSystemProperty(named = "tornadovae.renew", matches = "true")
    void thePageHasTheTable() throws IOException {
        String page = Files.readString(PAGE), begin = "<!-- coverage -->\n", end = "<!-- end -->";
        int from = page.indexOf(begin) + begin.length();
        assertTrue(from >= begin.length(), PAGE + " has no mark " + begin);
        Files.writeString(PAGE, page.substring(0, from) + Coverage.table(1_000) + page.substring(page.indexOf(end, from)));
    }
}
