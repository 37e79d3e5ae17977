package tornadovae.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.cli.Said;
import tornadovae.experiment.config.Experiment;

/** The command {@code ablate} as a user meets it. */
class AblateTest {

    private static final String SMALL = """
            dataset: {name: digits, train: 40, test: 20}
            model: {hidden: [6]}
            training: {epochs: 1, batch: 20}
            pictures: {grid: 2}
            sweep: {training.seed: [1, 2, 3]}
            cases:
              - {objective: vae, training.learningRate: [0.001, 0.01]}
              - {objective: {name: beta-vae, beta: [2, 4]}}
            """;

    @TempDir
    Path folder;

    private String experiment(String yaml) throws Exception {
        return Files.writeString(folder.resolve("small.yaml"), yaml).toString();
    }

    @Test
    void trainsThenComparesAndTheSecondTimeOnlyCompares() throws Exception {
        Path out = folder.resolve("results");
        var first = Said.run("ablate", experiment(SMALL), "--out", out.toString(), "--threads", "1");
        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().startsWith("Objectives beside the vanilla VAE: small\n"), first.out());
        assertTrue(first.out().contains("2 seeds compared, 2 settings for each objective, chosen by −ELBO (the smallest) at 1 "
                + "other seed."), first.out());
        assertTrue(first.out().contains("- beta-vae — won: "), first.out());
        assertTrue(first.out().contains("Nothing: all 12 cells have finished with all measures."), first.out());
        assertTrue(first.out().contains("Tables: " + out.resolve("ablation.{csv,md,tex}") + System.lineSeparator() + "Report: "
                + out.resolve("report.html") + System.lineSeparator() + "Verdicts: "), first.out());
        String csv = Files.readString(out.resolve("ablation.csv"));
        assertTrue(csv.contains("\ndigits,difference,beta-vae,,test_total,nats,lower,2,"), csv);
        assertTrue(Files.exists(out.resolve("summary.csv")) && Files.exists(out.resolve("ablation.md"))
                && Files.exists(out.resolve("ablation.tex")));
        var again = Said.run("ablate", experiment(SMALL), "--out", out.toString(), "--threads", "1");
        assertEquals(first.out(), again.out());
        assertFalse(again.err().contains("training"), again.err());
        assertEquals(csv, Files.readString(out.resolve("ablation.csv")));
    }

    @Test
    void aFailedCellIsNamedAndTheOthersAreCompared() throws Exception {
        Path out = folder.resolve("results");
        String file = experiment(SMALL);
        String failed = Experiment.read(Path.of(file), List.of()).cells().getLast().id();
        Files.writeString(Files.createDirectories(out.resolve("cells").resolve(failed)).resolve("failed.json"),
                "{\"reason\": \"The loss is NaN.\", \"final\": true}");
        var said = Said.run("ablate", file, "--out", out.toString(), "--threads", "1");
        assertEquals(1, said.exitCode(), said.err());
        assertTrue(said.out().contains("- Cell " + failed + " has no metrics: The loss is NaN."), said.out());
        assertTrue(said.out().contains("(n = 2)"), said.out());
        assertTrue(said.err().contains("tornado-vae: Cell " + failed + " failed: The loss is NaN."), said.err());
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothing() throws Exception {
        Path out = folder.resolve("results");
        var said = Said.run("ablate", experiment(SMALL), "--dry-run", "--out", out.toString());
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().contains("12 cells in 1 group that train together"), said.out());
        assertFalse(Files.exists(out));
    }

    @Test
    void anUnfairComparisonIsRefusedBeforeAnythingIsTrained() throws Exception {
        Path out = folder.resolve("results");
        var said = Said.run("ablate", experiment(SMALL.replace("[2, 4]", "[2, 4, 8]")), "--out", out.toString());
        assertEquals("tornado-vae: On digits the objectives have different numbers of settings (vae 2, beta-vae 3), and "
                + "the best of more looks better; give each the same number." + System.lineSeparator(), said.err());
        assertEquals(2, said.exitCode());
        assertFalse(Files.exists(out));
    }

    @Test
    void theCriterionIsChecked() throws Exception {
        var said = Said.run("ablate", experiment(SMALL), "--select-by", "test_totl");
        assertTrue(said.err().endsWith("not 'test_totl'; did you mean test_total?" + System.lineSeparator()), said.err());
        assertEquals(2, said.exitCode());
    }

    @Test
    void seedsOfTheFilePlanHowManyMoreAreCompared() throws Exception {
        Path out = folder.resolve("results");
        var said = Said.run("ablate", experiment(SMALL), "--seeds", "auto", "--most-seeds", "5", "--out", out.toString(),
                "--threads", "1");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().contains("2 seeds compared, 2 settings for each objective, chosen by −ELBO (the smallest) at 3 "
                + "other seeds."), said.out());
        assertTrue(said.out().contains("over 2 seeds."), said.out());
    }

    @Test
    void seedsAreAutoOrGivenInTheExperiment() throws Exception {
        var said = Said.run("ablate", experiment(SMALL), "--seeds", "7", "--out", folder.resolve("results").toString());
        assertEquals("tornado-vae: --seeds must be auto, not '7'; give seeds of your own as sweep.training.seed=[1, 2, 3].",
                said.err().strip());
        assertEquals(2, said.exitCode());
    }
}
