package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.experiment.run.ResultFiles;
import tornadovae.file.Lease;

/**
 * The commands with which any scheduler can run a sweep: {@code sweep plan}, {@code run}, {@code status}, {@code cancel} and
 * {@code reduce}.
 */
class GroupByGroupTest {

    private static final String YAML =
            "dataset: {name: digits, train: 60, test: 20}\nmodel: {hidden: [8]}\ntraining: {epochs: 2, batch: "
                    + "20}\npictures: {grid: 3}\nsweep: {training.epochs: [1, 3], training.seed: [1, 2]}\n";

    @TempDir
    Path folder;

    private String file;
    private Path planned;

    @BeforeEach
    void plan() throws Exception {
        file = Files.writeString(folder.resolve("small.yaml"), YAML).toString();
        planned = folder.resolve("planned");
        var said = Said.run("sweep", "plan", file, "--out", planned.toString(), "--cells-per-group", "1", "--engine", "cpu");
        assertEquals(0, said.exitCode(), said.err());
        assertEquals(Files.readString(planned.resolve("groups.jsonl")), said.out());
        assertEquals(4, said.out().lines().count());
        assertTrue(said.out().startsWith("{\"group\":1,\"of\":4,\"flops\":"), said.out());
        assertTrue(said.out().lines().findFirst().orElseThrow().contains("epochs-3_"), "the longest begins first");
    }

    private Said run(String groups) {
        return Said.run("sweep", "run", planned.toString(), "--group", groups, "--engine", "cpu", "--threads", "1");
    }

    @Test
    void groupsInAnyOrderEndWithTheBytesOfASweep() throws Exception {
        Path once = folder.resolve("once");
        assertEquals(0, Said.run("sweep", file, "--out", once.toString(), "--engine", "cpu", "--threads", "2", "--workers", "2")
                .exitCode());
        assertEquals(0, run("4").exitCode());
        assertEquals(0, run("2,1").exitCode());
        var reduced = Said.run("sweep", "reduce", planned.toString(), "--no-report");
        assertEquals(1, reduced.exitCode());
        assertEquals("tornado-vae: Not all of the 4 cells are finished (failed: 0, not finished yet: 1); './run.sh sweep "
                + "status " + planned + "' says more." + System.lineSeparator(), reduced.err());
        assertEquals(0, run("3").exitCode());
        assertEquals(0, Said.run("sweep", "reduce", planned.toString()).exitCode());
        assertTrue(Files.exists(planned.resolve("report.html")));
        assertEquals(comparable(once), comparable(planned));
    }

    /** How cells were put together is no result. */
    private static TreeMap<String, String> comparable(Path root) throws Exception {
        var files = new TreeMap<>(ResultFiles.of(root));
        files.keySet().removeIf(name -> name.startsWith("logs") || name.equals("report.html") || name.equals("groups.jsonl"));
        return files;
    }

    @Test
    void theStatusTellsWhatIsDoneWhatRunsAndWhatFailed() throws Exception {
        run("1");
        Path failing = planned.resolve("cells").resolve(id(2));
        Files.createDirectories(failing.resolve("samples.png"));
        assertEquals(1, run("2").exitCode());
        Path running = Files.createDirectories(planned.resolve("cells").resolve(id(3)));
        try (var _ = Lease.take(running)) {
            var said = Said.run("sweep", "status", planned.toString());
            assertEquals(0, said.exitCode());
            assertTrue(
                    said.out().startsWith(
                            "4 cells in 4 groups: 1 finished, 1 failed, 1 running, 1 waiting; 75.0 % of the training is done"),
                    said.out());
            assertTrue(said.out().contains("process " + ProcessHandle.current().pid() + " on " + Lease.host()), said.out());
            assertTrue(
                    said.out().contains(
                            "Cell " + id(2) + " failed: Cannot write " + failing.resolve("samples.png") + ": it is a folder"),
                    said.out());
        }
    }

    private String id(int group) throws Exception {
        return Files.readAllLines(planned.resolve("groups.jsonl")).get(group - 1).replaceFirst(".*\"cells\":\\[\"([^\"]*)\"].*",
                "$1");
    }

    @Test
    void aCellThatAnotherProcessHasIsLeftToItAndTheExitCodeSaysSo() throws Exception {
        Path cell = Files.createDirectories(planned.resolve("cells").resolve(id(1)));
        try (var _ = Lease.take(cell)) {
            var said = run("1");
            assertEquals(75, said.exitCode());
            assertTrue(said.err().contains("Cell " + id(1) + " was left to process " + ProcessHandle.current().pid()),
                    said.err());
            assertFalse(Files.exists(cell.resolve("failed.json")));
        }
    }

    @Test
    void mistakesAreNamed() throws Exception {
        assertEquals("tornado-vae: There is no group 5 in " + planned + ", whose groups are 1 to 4." + System.lineSeparator(),
                run("5").err());
        assertEquals(2, run("0").exitCode());
        assertEquals("tornado-vae: --group must be the number of a group, from 1, or several separated by commas, not 'x'."
                + System.lineSeparator(), run("x").err());
        Path nowhere = folder.resolve("nowhere");
        assertEquals("tornado-vae: " + nowhere
                + " is not the folder of a planned sweep (it has no groups.jsonl); write one with './run.sh sweep plan'."
                + System.lineSeparator(), Said.run("sweep", "status", nowhere.toString()).err());
        Files.writeString(planned.resolve("groups.jsonl"),
                Files.readString(planned.resolve("groups.jsonl")).replace(id(2), "../../elsewhere"));
        assertEquals("tornado-vae: " + planned.resolve("groups.jsonl")
                + ", line 2, is not a group that this program wrote: it is damaged; plan the experiment again, which "
                + "leaves its results as they are." + System.lineSeparator(), run("1").err());
    }

    @Test
    void nothingRunsAndSoNothingIsCancelled() {
        var said = Said.run("sweep", "cancel", planned.toString());
        assertEquals(0, said.exitCode(), said.err());
        assertEquals("Nothing runs there." + System.lineSeparator(), said.out());
    }

    @Test
    void aSweepWithoutAFileSaysWhatItNeeds() {
        var said = Said.run("sweep");
        assertEquals(2, said.exitCode());
        assertTrue(said.err().contains(" needs FILE."), said.err());
    }
}
