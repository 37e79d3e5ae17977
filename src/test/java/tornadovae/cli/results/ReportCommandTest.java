package tornadovae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.BadFiles;
import tornadovae.cli.PagePolicy;
import tornadovae.cli.Said;

/** The command {@code report} as a user meets it, and the report that training leaves behind. */
class ReportCommandTest {

    private static final String SMALL =
            "dataset: {name: digits, train: 60, test: 20}\nmodel: {hidden: [8]}\nobjective: {name: beta-vae, "
                    + "beta: 1}\ntraining: {epochs: 2, batch: 20}\npictures: {grid: 3}\nsweep: {objective.beta: [1, 4], "
                    + "training.seed: [1, 2]}\n";

    @TempDir
    Path folder;

    private Path sweep() throws Exception {
        Path results = folder.resolve("results");
        Said said = Said.run("sweep", Files.writeString(folder.resolve("small.yaml"), SMALL).toString(), "--out",
                results.toString(), "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
        return results;
    }

    @Test
    void aSweepLeavesAReportWithEveryCellAndPicture() throws Exception {
        Path results = sweep();
        String html = Files.readString(results.resolve("report.html"));
        try (var cells = Files.list(results.resolve("cells"))) {
            for (Path cell : cells.toList()) assertTrue(html.contains("\"id\":\"" + cell.getFileName() + "\""), cell.toString());
        }
        for (int cell = 0; cell < 4; cell++) {
            for (String kind : new String[] {"manifold", "samples", "reconstructions", "traversals"}) {
                assertTrue(html.contains("data-picture=\"" + cell + "-" + kind + "\""), cell + " " + kind);
            }
        }
        assertTrue(html.length() < 2_000_000, "" + html.length());
        PagePolicy.requireOwnScriptsOnly(html);
        Said again = Said.run("report", results.toString());
        assertEquals("Report: " + results.resolve("report.html") + System.lineSeparator(), again.out());
        assertEquals(html, Files.readString(results.resolve("report.html")));
    }

    /** Opening one would wait for a writer for ever. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aPipeInPlaceOfAPictureIsAMissingPicture() throws Exception {
        Path results = sweep();
        try (var cells = Files.list(results.resolve("cells"))) {
            BadFiles.pipe(cells.sorted().findFirst().orElseThrow().resolve("samples.png"));
        }
        Said said = Said.run("report", results.toString());
        assertEquals(0, said.exitCode(), said.err());
        String html = Files.readString(results.resolve("report.html"));
        assertFalse(html.contains("data-picture=\"0-samples\""));
        assertTrue(html.contains("data-picture=\"1-samples\""));
    }

    @Test
    void severalAreComparedInOneFile() throws Exception {
        Path results = sweep(), other = folder.resolve("mine"), out = folder.resolve("both.html");
        assertEquals(0, Said.run("train", "--dataset", "digits", "--train", "60", "--test", "20", "--hidden", "8", "--epochs",
                "1", "--batch", "20", "--grid", "2", "--out", other.toString(), "--threads", "1").exitCode());
        assertTrue(Files.exists(other.resolve("report.html")));
        Said said = Said.run("report", results.toString(), other.toString(), "--out", out.toString());
        assertEquals(0, said.exitCode(), said.err());
        String html = Files.readString(out);
        assertTrue(html.contains("<title>results and mine – tornado-vae</title>"));
        assertTrue(html.contains("\"id\":\"mine/mine\""));
    }

    @Test
    void aReportThatCannotBeWrittenLosesNoResults() throws Exception {
        Path results = folder.resolve("results");
        Files.createDirectories(results.resolve("report.html").resolve("in-the-way"));
        Said said = Said.run("sweep", Files.writeString(folder.resolve("small.yaml"), SMALL).toString(), "--out",
                results.toString(), "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.err().contains("The report was not written: "), said.err());
        assertTrue(Files.exists(results.resolve("summary.csv")));
    }

    @Test
    void whatIsNoResultIsRefusedInOneSentence() {
        Said said = Said.run("report", folder.resolve("none").toString());
        assertEquals(2, said.exitCode());
        assertTrue(
                said.err().matches(
                        "tornado-vae: .* does not exist; give the folder of an experiment, such as results/quickstart\\.\\R"),
                said.err());
        Said place = Said.run("report", folder.toString(), "--out", folder.resolve("no/where.html").toString());
        assertEquals(2, place.exitCode());
        assertFalse(Files.exists(folder.resolve("no")));
    }
}
