package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands of {@code sweep} do for Slurm before and after Slurm has its part, which src/test/slurm tests. */
class SweepOnSlurmTest {

    @TempDir
    Path folder;
    private String file;
    private String results;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("small.yaml"),
                "dataset: {name: digits, train: 60, test: 20}\nmodel: {hidden: [8]}\ntraining: {epochs: 2, batch: "
                        + "20}\npictures: {grid: 3}\nsweep: {training.seed: [1, 2, 3, 4]}\n")
                .toString();
        results = folder.resolve("results").toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "--launcher slurm --device 0:0         | --device is for this machine, but a task on a cluster "
                    + "computes on the device that it is handed; leave it out.",
            "--launcher slurm --device-memory 8GB  | --device-memory is for this machine; give device.memory in "
                    + "the settings for Slurm instead.",
            "--launcher slurm --workers 2          | --workers is for --launcher local; give tasks.at.once in the "
                    + "settings for Slurm instead.",
            "--launcher slrm                       | --launcher takes one of local, slurm, not 'slrm'; did you mean slurm?",
            "--slurm-config x                      | --slurm-config is for --launcher slurm; leave it out, or add that.",
            "--launcher slurm --slurm-config x     | --slurm-config must name a file like "
                    + "tornado-config/slurm.properties, but x cannot be read: it does not exist.",
    })
    void everyMistakeInAFlagHasItsSentence(String flags, String sentence) {
        var said = Said.run(
                Stream.concat(Stream.of("sweep", file, "--out", results), Stream.of(flags.split(" "))).toArray(String[]::new));
        assertEquals("tornado-vae: " + sentence + System.lineSeparator(), said.err());
        assertEquals(2, said.exitCode());
        assertFalse(Files.exists(Path.of(results)));
    }

    @Test
    void settingsSayHowManyCellsTrainTogether() throws Exception {
        Path settings = Files.writeString(folder.resolve("slurm.properties"), "cells.per.group = 3\n");
        var said = Said.run("sweep", file, "--out", results, "--launcher", "slurm", "--slurm-config", settings.toString(),
                "--dry-run");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().contains("4 cells in 2 groups"), said.out());
        said = Said.run("sweep", file, "--out", results, "--launcher", "slurm", "--slurm-config", settings.toString(),
                "--cells-per-group", "1", "--dry-run");
        assertTrue(said.out().contains("4 cells in 4 groups"), said.out());
    }

    @Test
    void aGroupThatIsGivenUpHasItsReasonUntilItIsDone() {
        assertEquals(0, Said.run("sweep", "plan", file, "--out", results, "--cells-per-group", "2").exitCode());
        assertEquals(0, Said.run("sweep", "fail", results, "--group", "2", "--reason", "Killed thrice.").exitCode());
        var said = Said.run("sweep", "status", results);
        assertEquals(2, said.out().lines().filter(line -> line.endsWith("failed: Killed thrice.")).count(), said.out());
        assertEquals(0, Said.run("sweep", "run", results, "--group", "1,2", "--engine", "cpu").exitCode());
        assertEquals(0, Said.run("sweep", "fail", results, "--group", "2", "--reason", "Too late.").exitCode(),
                "what is finished stays so");
        assertTrue(Said.run("sweep", "status", results).out().contains("4 finished, 0 failed"));
    }

    @Test
    void onlyGroupsThatAreThereCanBeGivenUp() {
        assertEquals(0, Said.run("sweep", "plan", file, "--out", results).exitCode());
        assertEquals("tornado-vae: --group must be between 1 and 1, not 2." + System.lineSeparator(),
                Said.run("sweep", "fail", results, "--group", "2", "--reason", "x").err());
    }
}
