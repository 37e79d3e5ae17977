package tornadovae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.cli.Said;

/** The command {@code measure} as a user meets it. */
class MeasureCommandTest {

    @TempDir
    Path folder;

    private static String run(String... arguments) {
        Said said = Said.run(arguments);
        assertEquals(0, said.exitCode(), said.err());
        return said.out();
    }

    private Path sweep() throws Exception {
        Path results = folder.resolve("results");
        String yaml = "dataset: {name: digits, train: 60, test: 20}\nmodel: {hidden: [8]}\ntraining: {epochs: 2, batch: "
                + "20}\npictures: {grid: 3}\nsweep: {training.seed: [1, 2]}\n";
        run("sweep", Files.writeString(folder.resolve("small.yaml"), yaml).toString(), "--out", results.toString(), "--threads",
                "1");
        return results;
    }

    private static JsonNode json(Path file) throws Exception {
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    @Test
    void everyModelGetsItsMeasuresAndTheyAreTheSameAgain() throws Exception {
        Path results = sweep();
        String[] arguments = {"measure", results.toString(), "--importance-samples", "7", "--threads", "1"};
        String table = run(arguments);
        assertTrue(
                table.matches("(?s)model +−ELBO +NLL +KL +IWAE 7 +interval +active units +I\\(x;z\\) +KL\\(q\\(z\\)‖p\\(z\\)\\) "
                        + "+TC\\(q\\(z\\)\\) +MSE\\R(seed-[12]_.*\\R){2}"),
                table);
        assertTrue(table.contains("which is of grey pixels a cross-entropy, not a log-likelihood."), table);
        try (var cells = Files.list(results.resolve("cells"))) {
            for (Path cell : cells.toList()) {
                Path file = cell.resolve("measures.json");
                String first = Files.readString(file);
                JsonNode measures = json(file), metrics = json(cell.resolve("metrics.json"));
                for (String name : new String[] {"configuration", "test_images", "test_total", "test_nll", "test_kl",
                        "active_units", "kl_per_dimension", "code_variance"}) {
                    assertEquals(metrics.get(name), measures.get(name), name);
                }
                assertTrue(measures.get("iwae_7").asDouble() < measures.get("iwae_1").asDouble(), first);
                Files.delete(file);
                run("measure", cell.toString(), "--importance-samples", "7", "--threads", "2");
                assertEquals(first, Files.readString(file));
            }
        }
    }

    @Test
    void scoresAgainstTheFactorsAndBetweenSeedsStandBesideWhatWasMeasuredBefore() throws Exception {
        Path results = sweep();
        run("measure", results.toString(), "--importance-samples", "7");
        String table = run("measure", results.toString(), "--importance-samples", "0", "--disentanglement");
        assertTrue(table.contains("factor_vae_score"), table);
        try (var cells = Files.list(results.resolve("cells"))) {
            for (Path cell : cells.toList()) {
                JsonNode measures = json(cell.resolve("measures.json"));
                for (String name : new String[] {"mig", "beta_vae_score", "dci_disentanglement", "sap", "modularity", "udr",
                        "iwae_7"}) {
                    assertTrue(Double.isFinite(measures.get(name).asDouble(Double.NaN)), name + " in " + measures);
                }
            }
        }
    }

    @Test
    void aSingleTestImageHasNoScores() throws Exception {
        Path results = sweep();
        run("measure", results.toString(), "--importance-samples", "0", "--disentanglement", "--test", "1");
        try (var cells = Files.list(results.resolve("cells"))) {
            for (Path cell : cells.toList()) assertTrue(json(cell.resolve("measures.json")).path("mig").isMissingNode());
        }
    }

    @Test
    void boundsAreLeftOutWithoutSamplesAndFewerImagesAreMeasuredIfAskedFor() throws Exception {
        Path results = sweep();
        assertTrue(run("measure", results.toString(), "--importance-samples", "0", "--test", "5").contains(" – "));
        try (var cells = Files.list(results.resolve("cells"))) {
            for (Path cell : cells.toList()) {
                JsonNode measures = json(cell.resolve("measures.json"));
                assertEquals(5, measures.get("test_images").asInt());
                assertTrue(measures.propertyStream().noneMatch(property -> property.getKey().startsWith("iwae")),
                        measures.toString());
            }
        }
    }
}
