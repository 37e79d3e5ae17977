package tornadovae.experiment.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.data.DataDigest;
import tornadovae.data.Dataset;
import tornadovae.data.Part;
import tornadovae.engine.cpu.CpuEngine;
import tornadovae.experiment.config.Cell;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.plan.DataShape;
import tornadovae.experiment.plan.Plan;
import tornadovae.experiment.run.RunListener;
import tornadovae.experiment.run.Runner;
import tornadovae.graph.Images;
import tornadovae.train.Checkpoint;

/** Results of different things never stand side by side without a word. */
class NothingMixedTest {

    private static final String YAML = """
            dataset: 'idx:bars'
            model: {hidden: [3], latent: 2}
            training: {epochs: 2, batch: 5}
            pictures: {grid: 2}
            sweep: {training.seed: [1, 2, 3]}
            """;
    private static final Dataset BARS = bars(0, 0), OTHER_TEST = bars(0, 9), OTHER_TRAINING = bars(9, 0);

    @TempDir
    Path folder;
    private final List<String> notices = new ArrayList<>();

    @Test
    void checkpointMetricsAndManifestSayWhichImagesTheyAreOf() {
        var cell = swept(BARS);
        DataDigest digest = DataDigest.of(BARS);
        assertEquals(digest, Checkpoint.read(cell.model()).data());
        assertEquals(digest.toMap(), cell.metricsIfAny().get("data"));
        assertEquals(digest, cell.manifestIfAny().orElseThrow().data());
        assertTrue(digest.train().startsWith("20 images, sha256 ") && digest.test().startsWith("10 images, sha256 "),
                digest.toString());
    }

    @Test
    void aSweepDoesNotGoOnWithOtherTestImages() {
        assertTrue(run(BARS, YAML, stopAfter(2), false).stopped());
        var outcome = run(OTHER_TEST, YAML, () -> false, false);
        assertEquals(3, outcome.failed().size());
        String reason = outcome.failed().values().iterator().next();
        assertTrue(reason.contains("model.safetensors was trained on other images: its test images are 10 images, sha256 ")
                && reason.endsWith("or train again with --retrain."), reason);
    }

    @Test
    void aFinishedCellOfOtherImagesIsRefusedOrTrainedAgain() {
        var cell = swept(BARS);
        var outcome = run(OTHER_TRAINING, YAML, () -> false, false);
        assertEquals(3, outcome.failed().size());
        String reason = outcome.failed().values().iterator().next();
        assertTrue(reason.contains(" was trained on other images: its training images are 20 images, sha256 ")
                && reason.endsWith("or train again with --retrain."), reason);
        assertEquals(DataDigest.of(BARS), cell.manifestIfAny().orElseThrow().data());
        assertEquals("failed", cell.state());
        assertEquals(Map.of(), cell.metricsIfAny(), "what is refused stands in no table");
        assertEquals(Map.of(), run(BARS, YAML, () -> false, false).failed());
        assertEquals("finished", cell.state(), "with its images it is as good as before");
        assertEquals(Map.of(), run(OTHER_TRAINING, YAML, () -> false, true).failed());
        assertEquals(DataDigest.of(OTHER_TRAINING), cell.manifestIfAny().orElseThrow().data());
    }

    @Test
    void aTrainingAndASweepDoNotShareAFolder() {
        swept(BARS);
        Plan single = plan(BARS, YAML.replace("sweep: {training.seed: [1, 2, 3]}", ""));
        String refused = assertThrows(UserError.class, () -> ResultStore.ofOne(folder, single, false)).getMessage();
        assertTrue(refused.contains(" holds a sweep, among whose cells a single training would not be seen; give another "
                + "folder with --out."), refused);
        Path alone = folder.resolve("alone");
        try (var store = ResultStore.ofOne(alone, single, false)) {
            runner(BARS).run(single, store, () -> false);
        }
        refused = assertThrows(UserError.class, () -> ResultStore.ofSweep(alone, plan(BARS, YAML))).getMessage();
        assertTrue(refused.contains(" holds a single training, among which a sweep would not be seen; give another folder with "
                + "--out."), refused);
        for (Path within : List.of(folder.resolve("cells"), folder.resolve("cells/mine"))) {
            refused = assertThrows(UserError.class, () -> ResultStore.ofOne(within, single, false)).getMessage();
            assertTrue(refused.startsWith(within + " lies in the folder of a sweep"), refused);
        }
    }

    @Test
    void aSecondPlanMarksCellsThatWereTrainedOnOtherImages() {
        var cell = swept(BARS);
        ResultStore.ofSweep(folder, plan(OTHER_TEST, YAML)).close();
        assertEquals("failed", cell.state());
        assertEquals(Map.of(), cell.metricsIfAny(), "neither a table nor the report shows it beside others");
        ResultStore.ofSweep(folder, plan(BARS, YAML)).close();
        assertEquals("finished", cell.state());
    }

    @Test
    void measuresAndAtlasesOfOtherCellsAreNotRead() throws IOException {
        var cell = swept(BARS);
        String own = plan(BARS, YAML).cells().get(0).configuration().hash();
        cell.writeMeasures("{\"configuration\": \"" + own + "\", \"mig\": 0.25}");
        assertEquals(0.25, cell.measuresIfAny().get("mig"));
        assertEquals(Map.of(), Verification.of(folder).damaged());
        for (String changed : List.of("{\"configuration\": \"353708b6\", \"mig\": 0.75}",
                "{\"configuration\": \"" + own + "\", \"mig\": 0.75}")) {
            Files.writeString(cell.measures(), changed);
            assertEquals(Map.of(), cell.measuresIfAny(), changed);
            assertEquals(1, Verification.of(folder).damaged().size(), changed);
        }
        Files.delete(cell.measures());
        assertEquals(Map.of(), Verification.of(folder).damaged(), "measures may be deleted");
        Files.writeString(cell.atlas(), "{\"configuration\": \"353708b6\"}");
        assertEquals(Map.of(), cell.atlasIfAny());
        assertTrue(Verification.of(folder).damaged().values().iterator().next()
                .endsWith("atlas.json was not made of this cell as it is now; delete it, and make it again with the "
                        + "command atlas."));
    }

    @Test
    void aFileThatTheRunDidNotWriteCostsNoTraining() throws IOException {
        var cell = swept(BARS);
        byte[] model = Files.readAllBytes(cell.model());
        Files.write(cell.animation(), new byte[2000]);
        assertEquals(cell.animation() + " is not in the manifest.json beside it; delete it.", cell.damage().orElseThrow());
        var modified = Files.getLastModifiedTime(cell.model());
        assertEquals(Map.of(), run(BARS, YAML, () -> false, true).failed());
        assertEquals(modified, Files.getLastModifiedTime(cell.model()), "the model is not made again");
        assertFalse(Files.exists(cell.animation()));
        assertTrue(java.util.Arrays.equals(model, Files.readAllBytes(cell.model())));
    }

    @Test
    void whateverIsDoneToAFinishedCellIsSeen() throws IOException {
        var cell = swept(BARS);
        assertEquals(Map.of(), Verification.of(folder).damaged());
        assertTrue(Verification.of(folder).isSound());
        for (String name : List.of("config.yaml", "history.csv", "metrics.json", "model.safetensors", "manifold.png",
                "samples.png")) {
            Path file = cell.path().resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, new byte[whole.length]);
            assertEquals(1, Verification.of(folder).damaged().size(), name);
            Files.write(file, "{}".getBytes());
            assertTrue(cell.damage().orElseThrow()
                    .startsWith(file + " is not what was written there, by the manifest.json beside it; put the right file "
                            + "back"),
                    name);
            assertEquals("failed", cell.state(), name);
            assertEquals(Map.of(), cell.metricsIfAny());
            Files.delete(file);
            assertTrue(cell.damage().orElseThrow()
                    .contains(name + " is missing; put the right file back, or make it again with --retrain"), name);
            assertThrows(UserError.class, () -> TrainedCell.read(cell), name);
            assertEquals(1, run(BARS, YAML, () -> false, false).failed().size(), name);
            assertEquals(Map.of(), run(BARS, YAML, () -> false, true).failed(), name);
            assertEquals(new String(whole, StandardCharsets.ISO_8859_1), Files.readString(file, StandardCharsets.ISO_8859_1),
                    name);
        }
    }

    @Test
    void swappedFoldersOfCellsAreSeen() throws IOException {
        Path first = swept(BARS).path(), second = cell(plan(BARS, YAML), 1).path(), between = folder.resolve("between");
        Files.move(first, between);
        Files.move(second, first);
        Files.move(between, second);
        for (Path swapped : List.of(first, second)) {
            String damage = new CellFolder(swapped).damage().orElseThrow();
            assertTrue(damage.startsWith(swapped + " holds the results of another cell, of configuration "), damage);
        }
        assertEquals(2, Verification.of(folder).damaged().size());
    }

    @Test
    void cellsOfEarlierSettingsAreLeftOutAloud() {
        swept(BARS);
        run(BARS, YAML.replace("[1, 2, 3]", "[1, 4]"), () -> false, false);
        assertEquals(2, TrainedCell.folders(folder, notices::add).size());
        assertEquals(1, notices.size());
        assertTrue(notices.getFirst().startsWith("Left out 2 models of earlier settings, which " + folder.resolve("plan.json")
                + " does not name, such as "), notices.getFirst());
    }

    @Test
    void aForeignCheckpointFailsItsOwnCellAlone() throws IOException {
        assertTrue(run(BARS, YAML, stopAfter(2), false).stopped());
        Plan plan = plan(BARS, YAML);
        Files.copy(cell(plan, 1).model(), cell(plan, 0).model(), StandardCopyOption.REPLACE_EXISTING);
        var outcome = run(BARS, YAML, () -> false, false);
        assertEquals(List.of(plan.cells().getFirst()), List.copyOf(outcome.failed().keySet()));
        String reason = outcome.failed().get(plan.cells().getFirst());
        assertTrue(reason.endsWith("model.safetensors is the checkpoint of other settings: training.seed is 2 there and 1 now; "
                + "put the right one there, or delete the folder it is in to train again."),
                reason);
        assertTrue(cell(plan, 1).isFinished() && cell(plan, 2).isFinished());
    }

    @Test
    void anEmptiedConfigurationIsTakenFromTheCheckpoint() throws IOException {
        assertTrue(run(BARS, YAML, stopAfter(2), false).stopped());
        CellFolder cell = cell(plan(BARS, YAML), 0);
        String config = Files.readString(cell.config());
        Files.writeString(cell.config(), "");
        assertEquals(Map.of(), run(BARS, YAML, () -> false, false).failed());
        assertEquals(config, Files.readString(cell.config()));
    }

    @Test
    void aCellOfBeforeThereWereManifestsGetsOneFromItsCheckpoint() throws IOException {
        var cell = swept(BARS);
        String manifest = Files.readString(cell.manifest()), metrics = Files.readString(cell.metrics());
        Files.delete(cell.manifest());
        var old = Json.read(cell.metrics());
        old.remove("data");
        Files.writeString(cell.metrics(), Json.write(old));
        assertEquals("finished", cell.state());
        assertFalse(cell.isFinished());
        assertEquals(1, Verification.of(folder).withoutManifest().size());
        notices.clear();
        assertEquals(Map.of(), run(BARS, YAML, () -> false, false).failed());
        assertTrue(notices.getFirst().endsWith(" was finished before there were manifests; its pictures and metrics are made "
                + "again from its checkpoint."), notices.toString());
        assertEquals(metrics, Files.readString(cell.metrics()));
        assertEquals(manifest, Files.readString(cell.manifest()));
    }

    @Test
    void aNodeWithOtherImagesIsRefused() {
        Plan plan = plan(BARS, YAML);
        ResultStore.ofSweep(folder, plan).close();
        assertEquals(plan.groups(), PlannedSweep.read(folder).groups(List.of(1), _ -> DataShape.of(BARS)));
        String refused = assertThrows(UserError.class,
                () -> PlannedSweep.read(folder).groups(List.of(1), _ -> DataShape.of(OTHER_TEST))).getMessage();
        assertTrue(refused.contains("idx:bars is other images here than where ")
                && refused.endsWith("give all machines the same files, or plan the experiment again."), refused);
    }

    private CellFolder swept(Dataset data) {
        assertEquals(new Runner.Outcome(Map.of(), Map.of(), false), run(data, YAML, () -> false, false));
        return cell(plan(data, YAML), 0);
    }

    private CellFolder cell(Plan plan, int number) {
        return CellFolder.in(folder, plan.cells().get(number).id());
    }

    private static Plan plan(Dataset data, String yaml) {
        return Plan.of(Experiment.parse("bars", "bars.yaml", yaml, List.of()), _ -> DataShape.of(data), 1 << 30);
    }

    private Runner runner(Dataset data) {
        return new Runner(new CpuEngine(1), new Software("test", "unknown"), _ -> data, new RunListener() {
            @Override
            public void goesBack(Cell cell, String sentence) {
                notices.add(sentence);
            }
        });
    }

    private Runner.Outcome run(Dataset data, String yaml, BooleanSupplier stop, boolean retrain) {
        Plan plan = plan(data, yaml);
        try (var store = ResultStore.ofSweep(folder, plan, retrain)) {
            return runner(data).run(plan, store, stop);
        }
    }

    private static BooleanSupplier stopAfter(int times) {
        int[] asked = {0};
        return () -> ++asked[0] > times;
    }

    private static Dataset bars(int train, int test) {
        return new Dataset("bars", 4, 4, part(20, train), part(10, test), List.of(), List.of());
    }

    private static Part part(int count, int shade) {
        byte[][] pixels = new byte[count][16];
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 16; c++) {
                pixels[i][c] =
                        (byte) (c / 4 == i % 4 ? 200 + shade : 7 * i % 11);
            }
        }
        return new Part(new Images(16, pixels), new int[0], new float[0][]);
    }
}
