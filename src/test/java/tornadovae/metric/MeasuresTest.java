package tornadovae.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final Path PAGE = Path.of("docs/measures.md");

    @Test
    void everyMeasureHasItsOwnKeyAndTitle() {
        List<Measure> all = Measures.all();
        assertEquals(all.size(), all.stream().map(Measure::key).distinct().count());
        assertEquals(all.size(), all.stream().map(Measure::title).distinct().count());
        for (Measure measure : all) assertEquals(measure, Measures.of(measure.key()));
    }

    @Test
    void aNumberOfSamplesHasAMeasureOfItsOwn() {
        Measure bound = Measures.of("iwae_50");
        assertEquals("IWAE 50", bound.title());
        assertEquals(Measure.Better.LOWER, bound.better());
        assertTrue(Measures.find("iwae_").isEmpty() && Measures.find("iwae_50_low").isEmpty() && Measures.find("nothing")
                .isEmpty());
    }

    @Test
    void boundsOfOneSampleAreNotShown() {
        var keys = Stream.of("test_total", "iwae_50", "iwae_1", "iwae_5", "iwae_50_low", "seconds");
        List<String> shown = Measures.shown(Measure.Place.REPORT, keys).stream().map(Measure::key).toList();
        assertEquals(List.of("test_total", "test_nll", "test_kl", "iwae_5", "iwae_50", "active_units"), shown.subList(0, 6));
        assertFalse(shown.contains("rate"));
    }

    @Test
    void whatNeedsManyImagesIsKnownByItsKeyAndThoseOfItsInterval() {
        assertTrue(Measures.needsManyImages("mutual_information")
                && Measures.needsManyImages("total_correlation_leaving_one_out_low"));
        assertFalse(Measures.needsManyImages("dimension_wise_kl") || Measures.needsManyImages("test_total_low"));
    }

    /** With {@code -Dtornadovae.renew=true} the page is written anew instead. */
    @Test
    void thePageHasTheTable() throws IOException {
        String page = Files.readString(PAGE), renewed = page;
        for (var table : Measures.markdown().entrySet()) {
            String begin = "<!-- measures " + table.getKey() + " -->\n", end = "<!-- end -->";
            int from = renewed.indexOf(begin) + begin.length();
            assertTrue(from >= begin.length(), PAGE + " has no mark " + begin);
            renewed = renewed.substring(0, from) + table.getValue() + renewed.substring(renewed.indexOf(end, from));
        }
        if (Boolean.getBoolean("tornadovae.renew")) Files.writeString(PAGE, renewed);
        else {
            assertEquals(renewed, page, "docs/measures.md differs from the table in Measures; renew it with "
                    + "'./run.sh test -Dtest=MeasuresTest -Dtornadovae.renew=true'");
        }
    }
}
