package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The manifold's verdict, which the main job gives. */
class AtlasInRunTest {

    @TempDir
    Path folder;

    private Path train(String out, String test, String... more) {
        Path path = folder.resolve(out);
        Said said = Said.run(Stream.concat(Stream.of("train", "--dataset", "digits", "--train", "300", "--test", test,
                "--hidden", "16", "--batch", "50",
                "--epochs", "2", "--grid", "3", "--threads", "1", "--out", path.toString()), Stream.of(more))
                .toArray(String[]::new));
        assertEquals(0, said.exitCode(), said.err());
        return path;
    }

    private static JsonNode json(Path folder, String file) throws Exception {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve(file)));
    }

    private static boolean isListed(Path cell) throws Exception {
        return json(cell, "manifest.json").get("files").has("atlas.json");
    }

    @Test
    void aRunAnswersWhatTheManifoldShowsAndTheManifestKnowsOfIt() throws Exception {
        Path cell = train("a", "200");
        JsonNode atlas = json(cell, "atlas.json");
        assertEquals(json(cell, "metrics.json").get("configuration"), atlas.get("configuration"));
        assertEquals(json(cell, "metrics.json").get("steps"), atlas.get("step"));
        assertEquals(40, atlas.get("grid").intValue());
        assertEquals(200, atlas.get("information").get("images").intValue());
        assertTrue(isListed(cell));
        assertTrue(Files.readString(cell.resolve("report.html")).contains("atlas"));

        byte[] whole = Files.readAllBytes(cell.resolve("atlas.json"));
        Files.writeString(cell.resolve("atlas.json"), "{}");
        Said damaged = Said.run("samples", cell.toString(), "--threads", "1");
        assertEquals(1, damaged.exitCode());
        assertTrue(damaged.err().contains("atlas.json is not what was written there, by the manifest.json beside it"),
                damaged.err());
        Files.write(cell.resolve("atlas.json"), whole);

        assertEquals(0, Said.run("atlas", cell.toString(), "--threads", "2").exitCode());
        assertArrayEquals(whole, Files.readAllBytes(cell.resolve("atlas.json")), "it is the same wherever it is made");

        Said again = Said.run("atlas", cell.toString(), "--grid", "7", "--threads", "1");
        assertEquals(0, again.exitCode(), again.err());
        assertEquals(7, json(cell, "atlas.json").get("grid").intValue());
        assertTrue(isListed(cell));
        assertEquals(0, Said.run("samples", cell.toString(), "--threads", "1").exitCode(), "another atlas leaves the cell whole");
    }

    @Test
    void noneIsMadeWhereItIsSwitchedOffOrCouldSayNothing() throws Exception {
        for (Path cell : new Path[] {train("off", "200", "--no-atlas"), train("few", "199"), train("deep", "200", "--latent",
                "3")}) {
            assertFalse(Files.exists(cell.resolve("atlas.json")), cell.toString());
            assertFalse(isListed(cell));
        }
    }
}
