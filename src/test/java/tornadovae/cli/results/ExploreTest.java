package tornadovae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.PagePolicy;
import tornadovae.cli.Said;

/** The command {@code explore} as a user meets it. */
class ExploreTest {

    @TempDir
    static Path folder;

    private static Path results;

    @BeforeAll
    static void sweep() throws Exception {
        results = folder.resolve("results");
        String yaml = "dataset: {name: digits, train: 60, test: 20}\nmodel: {hidden: [8]}\ntraining: {epochs: 1, batch: "
                + "20}\npictures: {grid: 3}\nsweep: {model.latent: [2, 3]}\n";
        Said said = Said.run("sweep", Files.writeString(folder.resolve("small.yaml"), yaml).toString(), "--out",
                results.toString(), "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
    }

    @Test
    void theAddressIsPrintedAndNothingElseOnStdout() {
        Said said = Said.run("explore", results.toString(), "--no-browser", "--seconds", "1", "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().matches("http://127\\.0\\.0\\.1:\\d+/[0-9a-f]{32}/\\R"), said.out());
    }

    @Test
    void aPageOfItsOwnHasTheModelsInItAndIsTheSameAgain() throws Exception {
        Path page = folder.resolve("explorer.html");
        assertEquals(page + System.lineSeparator(),
                Said.run("explore", results.toString(), "--out", page.toString(), "--threads", "1").out());
        String first = Files.readString(page);
        assertTrue(first.contains("\"label\":\"3 latent dimensions, seed 1\"") && first.contains("\"layers\""),
                first.substring(first.indexOf("\"label\""), first.indexOf("\"label\"") + 80));
        PagePolicy.requireOwnScriptsOnly(first);
        Said.run("explore", results.toString(), "--out", page.toString(), "--threads", "2");
        assertEquals(first, Files.readString(page));
    }

    @Test
    void oneCellIsNamedByTheBeginningOfItsName() throws Exception {
        Path page = folder.resolve("one.html");
        Said said = Said.run("explore", results.toString(), "--cell", "latent-3", "--out", page.toString());
        assertEquals(0, said.exitCode(), said.err());
        String html = Files.readString(page);
        assertTrue(html.contains("\"cell\":\"latent-3_"));
        assertFalse(html.contains("\"cell\":\"latent-2_"));
    }

    @Test
    void aCellThatIsNotThereIsOneSentence() {
        Said said = Said.run("explore", results.toString(), "--cell", "latent-9");
        assertEquals(2, said.exitCode());
        assertTrue(
                said.err()
                        .matches("tornado-vae: --cell: .* holds no model 'latent-9'; there is latent-2_\\w{8} and 1 more\\.\\R"),
                said.err());
    }

    @Test
    void everySystemHasItsProgramForABrowser() {
        String url = "http://127.0.0.1:1/0/";
        assertEquals(Optional.of(List.of("xdg-open", url)), Browser.command("Linux", Map.of("DISPLAY", ":0"), url));
        assertEquals(Optional.of(List.of("open", url)), Browser.command("Mac OS X", Map.of(), url));
        assertEquals(Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", url)),
                Browser.command("Windows 11", Map.of(), url));
        assertEquals(Optional.empty(), Browser.command("Linux", Map.of(), url));
    }
}
