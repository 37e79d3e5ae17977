package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a GPU is predicted to reach, on the page that says so. */
class PredictionPageTest {

    private static final Path PAGE = Path.of("docs", "gpu-prediction.md");

    @TempDir
    Path folder;

    @Test
    void thePageSaysWhatFollowsFromTheMachineCode() throws IOException {
        Path copy = Files.copy(PAGE, folder.resolve("page.md"));
        assertEquals(0, Said.run("bench", "train", "--predict", "h200", "--into", copy.toString()).exitCode());
        assertEquals(Files.readString(PAGE), Files.readString(copy),
                "./run.sh bench train --predict h200 --into " + PAGE + " writes it anew");
    }

    @Test
    void aPageWithoutMarksIsLeftAlone() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "# Another page\n");
        Said said = Said.run("bench", "train", "--predict", "h200", "--into", page.toString());
        assertEquals(2, said.exitCode());
        assertTrue(said.err().contains("has no line '<!-- bench train --predict h200 -->'"), said.err());
        assertEquals("# Another page\n", Files.readString(page));
    }

    @Test
    void aPageIsForPredictionsOnly() {
        Said said = Said.run("bench", "train", "--into", "page.md");
        assertEquals(2, said.exitCode());
        assertTrue(said.err().contains("--into is for the table of --predict"), said.err());
    }
}
