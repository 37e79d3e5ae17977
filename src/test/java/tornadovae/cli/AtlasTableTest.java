package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.experiment.store.CellFolder;
import tornadovae.manifold.atlas.Atlas;

class AtlasTableTest {

    @TempDir
    Path folder;

    private CellFolder cell(String name, double loss) throws Exception {
        Path path = Files.createDirectories(folder.resolve("cells").resolve(name));
        Files.writeString(path.resolve("metrics.json"), "{\"test_total\": " + loss + ", \"test_kl\": 6.5}");
        return new CellFolder(path);
    }

    private static Atlas atlas(double bits) {
        var sections = new LinkedHashMap<String, Map<String, Object>>();
        sections.put("information", Map.of("both", Map.of("bits", bits)));
        return new Atlas(0, 1, 2, List.of(), sections);
    }

    @Test
    void seedsOfASettingMakeOneRowAndNothingIsSaidOfWhatTheyCannotTell() throws Exception {
        var atlases = new LinkedHashMap<CellFolder, Atlas>();
        atlases.put(cell("objective-vae_seed-1_ba2d4d32", 150), atlas(2.26));
        atlases.put(cell("objective-vae_seed-2_ba2d4d33", 150.24), atlas(2.28));
        atlases.put(cell("objective-wae_seed-1_ba2d4d34", 171), atlas(2.14));
        var table = new AtlasTable(atlases);
        String[] lines = table.markdown().split("\n");
        assertEquals(4, lines.length);
        assertTrue(lines[2].startsWith("| objective-vae | 2 | 150.0 to 150.2 | 6.5 | – |"), lines[2]);
        assertTrue(lines[2].contains("| 2.26 to 2.28 |"), lines[2]);
        assertTrue(lines[3].startsWith("| objective-wae | 1 | 171.0 | "), lines[3]);
        assertEquals("Whether another setting than objective-vae separates the classes better cannot be said from no seed in common.",
                table.answer());
    }
}
