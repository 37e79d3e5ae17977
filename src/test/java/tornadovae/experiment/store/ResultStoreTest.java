package tornadovae.experiment.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.Bars;
import tornadovae.file.Lease;

class ResultStoreTest {

    @TempDir
    Path folder;

    @Test
    void theSecondRunInAFolderIsToldWhoHasIt() {
        Plan plan = Bars.plan("");
        try (var first = ResultStore.ofSweep(folder, plan)) {
            var error = assertThrows(UserError.class, () -> ResultStore.ofSweep(first.root(), plan));
            assertEquals(folder + " is in use by process " + ProcessHandle.current().pid() + " on " + Lease.host()
                    + "; wait until that run ends, or give another folder with --out.", error.getMessage());
            assertEquals(2, error.exitCode);
        }
        ResultStore.ofSweep(folder, plan).close();
    }

    @Test
    void theExperimentIsKeptAsGivenWithItsPlan() throws Exception {
        Plan plan = Bars.plan("# why\n", "training.epochs=2");
        ResultStore.ofSweep(folder, plan).close();
        assertEquals(Bars.YAML + "# why\n", Files.readString(folder.resolve("experiment.yaml")));
        var json = Json.read(folder.resolve("plan.json"));
        assertEquals(java.util.List.of("training.epochs=2"), json.get("overrides"));
    }

    @Test
    void whatAKilledRunLeftHalfWrittenIsRemoved() throws Exception {
        Path part = Files.writeString(folder.resolve("plan.json.part-123-0"), "{");
        Path ofACell =
                Files.writeString(Files.createDirectories(folder.resolve("cells/a")).resolve("metrics.json.part-123-0"), "{");
        ResultStore.ofSweep(folder, Bars.plan("")).close();
        assertFalse(Files.exists(part));
        assertTrue(Files.exists(ofACell), "somebody may be writing there");
    }

    @Test
    void resultsAreFoundAgainWhenMoreIsSwept() throws Exception {
        Plan narrow = Bars.plan("sweep: {training.seed: [1, 2]}");
        try (var store = ResultStore.ofSweep(folder, narrow)) {
            store.folder(narrow.cells().get(1)).prepare(narrow.cells().get(1).configuration());
        }
        Plan wide = Bars.plan("sweep: {model.latent: [2, 3], training.seed: [1, 2]}");
        try (var store = ResultStore.ofSweep(folder, wide)) {
            assertTrue(Files.exists(store.folder(wide.cells().get(1)).config()));
            assertFalse(Files.exists(folder.resolve("cells").resolve(narrow.cells().get(1).id())));
        }
    }

    @Test
    void aSingleTrainingRefusesTheFolderOfAnother() {
        Plan before = Bars.plan("");
        Plan now = Bars.plan("", "model.latent=3");
        try (var store = ResultStore.ofOne(folder, before, false)) {
            store.folder(before.cells().getFirst()).prepare(before.cells().getFirst().configuration());
        }
        var error = assertThrows(UserError.class, () -> ResultStore.ofOne(folder, now, false));
        assertEquals(folder + " holds the results of other settings: model.latent is 2 there and 3 now; give another folder with "
                + "--out, or delete this one.", error.getMessage());
        ResultStore.ofOne(folder, before, false).close();
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "");
        var error = assertThrows(UserError.class, () -> ResultStore.ofSweep(file, Bars.plan("")));
        assertEquals("Cannot make the folder " + file + ": it is a file; give another one with --out.", error.getMessage());
    }

    @Test
    void aFolderThatCannotBeUsedIsFreeAgain() throws Exception {
        Path inTheWay = Files.createDirectories(folder.resolve("plan.json"));
        assertThrows(UserError.class, () -> ResultStore.ofSweep(folder, Bars.plan("")));
        Files.delete(inTheWay);
        ResultStore.ofSweep(folder, Bars.plan("")).close();
    }

    @Test
    void anotherRunBelowIsNotDisturbed() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other/cells"));
        Path part = Files.writeString(other.resolve("metrics.json.part-123-0"), "{");
        Path beside = Files.writeString(folder.resolve("other/plan.json.part-123-1"), "{");
        ResultStore.ofSweep(folder, Bars.plan("")).close();
        assertTrue(Files.exists(part) && Files.exists(beside));
    }
}
