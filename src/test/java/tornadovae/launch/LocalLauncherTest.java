package tornadovae.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.Runner;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.ResultStore;
import tornadovae.file.AtomicFile;
import tornadovae.file.Lease;

/** With shell scripts in place of workers, which do what a worker may do at its worst. */
class LocalLauncherTest {

    private static final String YAML = "dataset: digits\ntraining: {epochs: 2}\nsweep: {training.seed: [1, 2, 3, 4]}\n";

    /** Answers every group with its cells finished, which it writes down. */
    private static final String GOOD =
            "echo \"#worker ready\"; while read -r group; do echo \"$group\" >> orders; for cell in $(sed -n "
                    + "\"${group}p\" DIR/groups.jsonl | grep -o 'seed-[0-9a-f_-]*'); do mkdir -p DIR/cells/$cell; printf "
                    + "'{\"configuration\": \"%s\", \"data\": {\"train\": \"\", \"test\": \"\"}, \"arithmetic\": \"\", "
                    + "\"files\": {}}' \"${cell##*_}\" > DIR/cells/$cell/manifest.json; echo \"#worker finished $cell\"; "
                    + "done; echo \"#worker done\"; done";

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();

    private int cellsPerGroup = 1;

    private Runner.Outcome run(String script, int slots, int retries, BooleanSupplier stop) throws Exception {
        Path file = Files.writeString(folder.resolve("experiment-file.yaml"), YAML);
        var plan = Plan.of(Experiment.read(file, List.of()), _ -> new DataShape(28, 28, 1000, 100), 1L << 32, cellsPerGroup);
        Path root = folder.resolve("results");
        // what follows the program in a worker's command are its arguments, which a script can ignore
        var slot = new Slot(List.of("sh", "-c", "cd " + folder + "; " + script.replace("DIR", root.toString()), "worker"),
                List.of());
        try (var store = ResultStore.ofSweep(root, plan)) {
            return new LocalLauncher(root, java.util.Collections.nCopies(slots, slot), retries, new LocalLauncher.Listener() {
                @Override
                public void finished(Cell cell, CellFolder folder) {
                    heard.add(cell.id().substring(0, 6));
                }

                @Override
                public void elsewhere(Cell cell, String holder) {
                    heard.add(cell.id().substring(0, 6) + " elsewhere");
                }

                @Override
                public void givenUp(int slot, String said) {
                    heard.add("slot " + slot + " given up: " + said);
                }

                @Override
                public void failed(Cell cell, String reason) {
                    heard.add(cell.id().substring(0, 6) + " failed");
                }
            }).run(plan, store, stop);
        }
    }

    private List<String> orders() throws Exception {
        return Files.readAllLines(folder.resolve("orders"));
    }

    @Test
    void groupsAreGivenOutInTheOrderOfThePlanAndOnlyOnce() throws Exception {
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(GOOD, 1, 0, () -> false));
        assertEquals(List.of("1", "2", "3", "4"), orders());
        assertEquals(List.of("seed-1", "seed-2", "seed-3", "seed-4"), heard);
        run(GOOD, 1, 0, () -> false);
        assertEquals(List.of("1", "2", "3", "4"), orders(), "what is finished is not given out again");
    }

    /**
     * A JVM says on its standard output that its memory is too small, and on its standard error which flag it does not know, with
     * two lines behind it that say nothing.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    echo "Error occurred during initialization of VM"; echo "Too small maximum heap" | Too small maximum heap
                    echo "Unrecognized VM option"; echo "Error: Could not create the Java Virtual Machine."; echo "Error: A fatal exception has occurred. Program will exit." | Unrecognized VM option
                    exit 1 | nothing.
                    """)
    void whyAWorkersJvmCannotStartIsTold(String script, String said) {
        String toStderr = script.startsWith("echo \"Unrec") ? "exec >&2; " : "";
        var error = assertThrows(UserError.class, () -> run(toStderr + script + "; exit 1", 1, 0, () -> false));
        assertEquals("No worker can start: it ended with exit code 1; the last that it said is: " + said, error.getMessage());
        assertEquals(1, error.exitCode);
    }

    @Test
    void severalWorkersShareTheGroups() throws Exception {
        run(GOOD, 3, 0, () -> false);
        assertEquals(List.of("1", "2", "3", "4"), orders().stream().sorted().toList());
        assertEquals(List.of("seed-1", "seed-2", "seed-3", "seed-4"), heard.stream().sorted().toList());
    }

    @Test
    void aWorkerThatDiesIsReplacedAndItsGroupTriedAgain() throws Exception {
        String once = "if [ ! -e died ]; then echo \"#worker ready\"; read -r group; touch died; kill -9 $$; fi; ";
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(once + GOOD, 1, 1, () -> false));
        assertEquals(List.of("1", "2", "3", "4"), orders());
    }

    @Test
    void aGroupThatKillsItsWorkersIsGivenUpWithTheReasonAndTheOthersGoOn() throws Exception {
        String atTheSecond =
                GOOD.replace("echo \"$group\" >> orders;", "echo \"$group\" >> orders; [ $group = 2 ] && kill -9 $$;");
        var outcome = run(atTheSecond, 1, 2, () -> false);
        assertEquals(List.of("1", "2", "2", "2", "3", "4"), orders());
        assertEquals(1, outcome.failed().size());
        String reason = outcome.failed().values().iterator().next();
        assertEquals("its worker process ended by SIGKILL, which is also what the system does to a process when memory "
                + "runs out, for the 3rd time without getting any further; what it said is in "
                + folder.resolve("results/logs/worker-1.log") + ". The same command tries again.", reason);
        Cell cell = outcome.failed().keySet().iterator().next();
        assertTrue(Files.readString(folder.resolve("results/cells").resolve(cell.id()).resolve("failed.json")).contains(reason));
        assertEquals(List.of("seed-1", "seed-2 failed", "seed-3", "seed-4"), heard);
    }

    @Test
    void aCellThatAnotherProcessHasIsWaitedForAndDoneHereWhenThatDies() throws Exception {
        Path cell = Files.createDirectories(folder.resolve("results/cells").resolve(firstCell()));
        Lease lease = Lease.take(cell);
        String left = GOOD.replace("for cell in", "if [ $group = 1 ] && [ ! -e left ]; then touch left; echo \"#worker elsewhere "
                + cell.getFileName() + " process 7\"; echo \"#worker done\"; continue; fi; for cell in");
        var outcome = run(left, 1, 0, () -> {
            if (heard.contains("seed-4") && !Files.exists(cell.resolve("manifest.json"))) lease.close();   // that process dies
            return false;
        });
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), outcome);
        assertEquals(List.of("1", "2", "3", "4", "1"), orders());
        assertEquals(List.of("seed-1 elsewhere", "seed-2", "seed-3", "seed-4", "seed-1"), heard);
    }

    @Test
    void aCellThatAnotherProcessHasIsNotMarkedAsFailedWithItsGroup() throws Exception {
        Path cell = Files.createDirectories(folder.resolve("results/cells").resolve(firstCell()));
        try (var _ = Lease.take(cell)) {
            var outcome = run("echo \"#worker ready\"; read -r group; exit 1", 1, 0, () -> heard.size() == 4);
            assertEquals(3, outcome.failed().size());
            assertEquals(1, outcome.elsewhere().size());
            assertFalse(Files.exists(cell.resolve("failed.json")));
        }
    }

    @Test
    void aCellWhoseHolderDiesWhileItsGroupIsWorkedOnIsNotForgotten() throws Exception {
        cellsPerGroup = 2;
        Path cell = Files.createDirectories(folder.resolve("results/cells").resolve(firstCell()));
        Lease lease = Lease.take(cell);
        // the worker passes over the first cell, whose holder dies while the worker is at the second
        String passing = GOOD.replace("for cell in",
                "if [ $group = 1 ] && [ ! -e left ]; then touch left; echo \"#worker elsewhere " + cell.getFileName()
                        + " process 7\"; sleep 5; other=$(sed -n 1p DIR/groups.jsonl | grep -o 'seed-[0-9a-f_-]*' | tail -n 1); "
                        + "mkdir -p DIR/cells/$other; printf '{\"configuration\": \"%s\", \"data\": {\"train\": \"\", \"test\": "
                        + "\"\"}, \"arithmetic\": \"\", \"files\": {}}' \"${other##*_}\" > DIR/cells/$other/manifest.json; echo "
                        + "\"#worker finished $other\"; echo \"#worker done\"; continue; fi; for cell in");
        var outcome = run(passing, 1, 0, () -> {
            if (!heard.isEmpty()) lease.close();
            return false;
        });
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), outcome);
        assertTrue(Files.exists(cell.resolve("manifest.json")));
        assertEquals(2, orders().stream().filter("1"::equals).count());
    }

    @Test
    void aCellThatDivergedElsewhereHasFailed() throws Exception {
        Path cell = Files.createDirectories(folder.resolve("results/cells").resolve(firstCell()));
        Lease lease = Lease.take(cell);
        String left = GOOD.replace("for cell in", "if [ $group = 1 ]; then echo \"#worker elsewhere " + cell.getFileName()
                + " process 7\"; echo \"#worker done\"; continue; fi; for cell in");
        var outcome = run(left, 1, 0, () -> {
            if (heard.contains("seed-4") && !Files.exists(cell.resolve("failed.json"))) {
                AtomicFile.writeString(cell.resolve("failed.json"), "{\"reason\": \"NaN.\", \"final\": true}");
                lease.close();
            }
            return false;
        });
        assertEquals(1, outcome.failed().size());
        assertTrue(outcome.failed().values().iterator().next().startsWith("NaN. It would end in the same way again"));
    }

    @Test
    void aWorkerThatClaimsToBeDoneDoesNotHideWhatIsMissing() throws Exception {
        var outcome = run("echo \"#worker ready\"; while read -r group; do echo \"#worker done\"; done", 1, 0, () -> false);
        assertEquals(4, outcome.failed().size());
    }

    @Test
    void whatAWorkerThatDiedBehindItsLastFileHasLeftIsTidied() throws Exception {
        run(GOOD, 1, 0, () -> false);
        Path cell = folder.resolve("results/cells").resolve(firstCell()), frames = cell.resolve("frames");
        Files.writeString(Files.createDirectory(frames).resolve("000001.pgm"), "P5 1 1 255\n ");
        Path previous = Files.writeString(cell.resolve("model.previous.safetensors"), "");
        run(GOOD, 1, 0, () -> false);
        assertTrue(Files.notExists(frames) && Files.notExists(previous), "frames or the checkpoint before are left");
    }

    private String firstCell() throws Exception {
        return Experiment.read(Files.writeString(folder.resolve("experiment-file.yaml"), YAML), List.of()).cells().getFirst()
                .id();
    }

    @Test
    void aDeviceThatIsLostOnTheWayCostsItsSlotAndNotTheSweep() throws Exception {
        // the first worker to start dies on its group, and no other can start where it was
        String dying = "if mkdir first 2> /dev/null; then echo \"#worker ready\"; read -r group; touch gone; exit 9; fi; if "
                + "[ -e gone ] && mkdir second 2> /dev/null; then echo device lost >&2; exit 3; fi; ";
        var outcome =
                run(dying + GOOD.replace("while read -r group; do", "while read -r group; do sleep 0.3;"), 2, 1, () -> false);
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), outcome);
        assertEquals(List.of("1", "2", "3", "4"), orders().stream().sorted().toList());
    }

    @Test
    void aCellThatFailedAndIsThenFinishedHasNotFailed() throws Exception {
        String twice = GOOD.replace("for cell in", "if [ $group = 1 ] && [ ! -e tried ]; then touch tried; echo \"#worker failed "
                + firstCell() + " the disk was full\"; kill -9 $$; fi; for cell in");
        assertEquals(Map.of(), run(twice, 1, 1, () -> false).failed());
    }

    @Test
    void whatIsNoneOfTheSweepsCellsIsNotHeard() throws Exception {
        assertEquals(Map.of(),
                run(GOOD.replace("echo \"#worker ready\";",
                        "echo \"#worker ready\"; echo \"#worker finished product\"; echo \"#worker failed x y\";"), 1, 0,
                        () -> false).failed());
        assertEquals(4, heard.size());
    }

    @Test
    void aMistakeThatKeepsWorkersFromStartingIsToldOnce() {
        var error = assertThrows(UserError.class,
                () -> run("echo tornado-vae: There is no device 7:7. >&2; exit 3", 2, 5, () -> false));
        assertEquals("A worker cannot start: There is no device 7:7.", error.getMessage());
        assertEquals(3, error.exitCode);
    }

    @Test
    void workersThatDieBeforeTheyCanDoAnythingAreNotStartedForEver() {
        var error = assertThrows(UserError.class,
                () -> run("echo started >> starts; echo out of luck >&2; kill -11 $$", 1, 2, () -> false));
        assertEquals("No worker can start: it ended by a segmentation fault of the JVM or a driver (SIGSEGV); the last "
                + "that it said is: out of luck", error.getMessage());
        assertEquals(1, error.exitCode);
    }

    @Test
    void aRunThatIsStoppedStopsItsWorkersAndWaitsForThem() throws Exception {
        Path busy = folder.resolve("busy");
        // a shell runs its trap when the command in the foreground ends
        String script = "trap 'touch checkpoint; exit 143' TERM; echo \"#worker ready\"; read -r group; touch busy; while :; "
                + "do sleep 0.05; done";
        var outcome = run(script, 2, 0, () -> Files.exists(busy));
        assertTrue(outcome.stopped());
        assertEquals(Map.of(), outcome.failed());
        assertTrue(Files.exists(folder.resolve("checkpoint")));
    }
}
