package tornadovae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.UserError;
import tornadovae.engine.cpu.CpuEngine;

/** One set of figures as a table, as CSV and as JSON. */
class BenchFiguresTest {

    @TempDir
    Path folder;

    private final BenchFigures figures = new BenchFigures();

    @BeforeEach
    void measure() {
        figures.row("kernel", "A, then \"B\"", "µs", 1234.56, "GFLOP/s", 12.345);
        figures.row("kernel", "C", "µs", 0.123, "GFLOP/s", 7.0);
    }

    @Test
    void tableHasARowACase() {
        assertEquals("""
                kernel         µs  GFLOP/s
                A, then "B"  1235     12.3
                C            0.12     7.00
                """, figures.table().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void csvQuotesWhatItMust() {
        assertEquals("kernel,µs,GFLOP/s\n\"A, then \"\"B\"\"\",1235,12.3\nC,0.12,7.00\n", figures.csv());
    }

    @Test
    void jsonSaysWhatWasMeasuredOnWhat() throws IOException {
        figures.out = folder.resolve("new").resolve("figures");
        figures.requireOut();
        figures.write("kernels", List.of("bench", "kernels"), List.of(new CpuEngine(1)), Map.of("ceilingGflops", 100.0));
        JsonNode json = new JsonMapper().readTree(Files.readString(figures.out.resolve("kernels.json")));
        assertEquals(1234.56, json.path("figures").path(0).path("µs").asDouble(), "not rounded");
        assertEquals(100, json.path("ceilingGflops").asDouble());
        JsonNode provenance = json.path("provenance");
        assertEquals("./run.sh bench kernels", provenance.path("command").asString());
        assertEquals("cpu", provenance.path("engines").path(0).path("engine").asString());
        for (String key : List.of("version", "commit", "jdk", "os", "processor")) assertTrue(provenance.hasNonNull(key), key);
        assertEquals(figures.csv(), Files.readString(figures.out.resolve("kernels.csv")));
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        figures.out = Files.writeString(folder.resolve("file"), "");
        var refused = assertThrows(UserError.class, figures::requireOut);
        assertEquals(2, refused.exitCode);
        assertEquals(
                "--out must name a folder, or one that can be made, but " + figures.out + " cannot be: a file is in its place.",
                refused.getMessage());
    }
}
