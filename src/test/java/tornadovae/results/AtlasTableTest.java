package tornadovae.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tornadovae.experiment.store.CellFolder;
import tornadovae.train.LearningCurve;

class AtlasTableTest {

    private final Map<CellResult, AtlasContents> atlases = new LinkedHashMap<>();

    private void cell(String objective, long seed, double loss, double bits) {
        var settings = Map.<String, Object>of("objective.name", objective, "training.seed", seed);
        var cell = new CellResult("mine", objective + seed, new CellFolder(Path.of(objective + seed)), settings,
                CellResult.State.FINISHED, "",
                LearningCurve.NONE, Map.of("test_total", loss, "test_kl", 6.5), List.of());
        atlases.put(cell, new AtlasContents(Map.of("information", Map.of("both", Map.of("bits", bits)))));
    }

    @Test
    void seedsOfASettingMakeOneRowAndNothingIsSaidOfWhatTheyCannotTell() {
        cell("vae", 1, 150, 2.26);
        cell("vae", 2, 150.24, 2.28);
        cell("wae", 3, 171, 2.14);
        var experiment = new ExperimentResults("mine", Path.of("mine"), Description.NONE, List.copyOf(atlases.keySet()));
        var table = new AtlasTable(Study.of(List.of(experiment)), cell -> Optional.of(atlases.get(cell)));
        String[] lines = table.markdown().split("\n");
        assertEquals(4, lines.length);
        assertTrue(lines[0].startsWith("| | seeds | −ELBO | KL(q(z\\|x)‖p) |"), lines[0]);
        assertTrue(lines[2].startsWith("| vae | 2 | 150.0 to 150.2 | 6.5 | – |"), lines[2]);
        assertTrue(lines[2].contains("| 2.26 to 2.28 |"), lines[2]);
        assertTrue(lines[3].startsWith("| wae | 1 | 171.0 | "), lines[3]);
        assertEquals("Whether another setting than vae separates the classes better cannot be said from no seed in common.",
                table.answer());
        cell("vae", 3, 150.1, 2.27);
        cell("beta-vae", 1, 151, 2.3);
        cell("beta-vae", 2, 152, 2.2);
        experiment = new ExperimentResults("mine", Path.of("mine"), Description.NONE, List.copyOf(atlases.keySet()));
        table = new AtlasTable(Study.of(List.of(experiment)), cell -> Optional.of(atlases.get(cell)));
        assertTrue(table.answer().endsWith("cannot be said from 2 seeds."), table.answer());
    }
}
