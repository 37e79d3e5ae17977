package tornadovae.cli.codes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Said;

class ExportCommandTest {

    @TempDir
    static Path folder;

    @Test
    void bothNetworksAreWrittenAndSayWhatTheyTake() throws Exception {
        Path model = folder.resolve("model"), to = folder.resolve("a/b");
        Said trained = Said.run("train", "--dataset", "digits", "--train", "60", "--test", "60", "--hidden", "8", "--epochs", "1",
                "--batch", "20", "--no-atlas", "--engine", "cpu", "--threads", "1", "-q", "--out", model.toString());
        assertEquals(0, trained.exitCode(), trained.err());
        Said said = Said.run("export", model.toString(), "--onnx", to.toString(), "-q");
        assertEquals(0, said.exitCode(), said.err());
        assertEquals(List.of(to.resolve("encoder.onnx").toString(), to.resolve("decoder.onnx").toString()),
                said.out().lines().toList());
        for (String line : said.out().lines().toList()) {
            String text = new String(Files.readAllBytes(Path.of(line)), StandardCharsets.ISO_8859_1);
            assertTrue(text.contains("configuration") && text.contains("digits") && text.contains("batch"), line);
        }
        refuses("holds no model.safetensors and no cells", "export", folder.toString(), "--onnx", to.toString());
        refuses("'export' needs --onnx FOLDER", "export", model.toString());
        Path file = Files.writeString(folder.resolve("file"), "");
        refuses("--onnx must name a folder, but ", "export", model.toString(), "--onnx", file.toString());
    }

    private static void refuses(String words, String... arguments) {
        Said said = Said.run(arguments);
        assertEquals(2, said.exitCode(), said.err());
        assertEquals(1, said.err().lines().count(), said.err());
        assertTrue(said.err().contains(words), said.err());
    }
}
