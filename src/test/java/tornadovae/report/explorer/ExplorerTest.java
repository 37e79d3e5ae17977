package tornadovae.report.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.graph.Split;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;

class ExplorerTest {

    @TempDir
    static Path folder;

    private static List<CellFolder> cells;

    @BeforeAll
    static void train() throws Exception {
        cells = Cells.train(folder, "sweep: {model.latent: [1, 2, 3], training.seed: [1, 2]}\n");
    }

    private static JsonNode json(Explorer explorer) {
        return new JsonMapper().valueToTree(explorer.data());
    }

    private static List<String> labels(JsonNode models) {
        return models.valueStream().map(model -> model.get("label").asString()).toList();
    }

    @Test
    void theBestSeedOfEverySettingComesFirstAndAmongThoseTwoDimensions() {
        JsonNode models = json(Cells.embedded(cells, Explorer.BUDGET)).get("models");
        assertEquals(6, models.size());
        List<String> settings = labels(models).stream().map(label -> label.replaceFirst(", seed .", "")).toList();
        assertEquals("2 latent dimensions", settings.getFirst());
        assertEquals(3, settings.subList(0, 3).stream().distinct().count());
        assertEquals("2 latent dimensions", settings.get(3));
        assertTrue(models.get(0).get("loss").asDouble() <= models.get(3).get("loss").asDouble());
    }

    @Test
    void whatExceedsTheBudgetIsNamedWithTheCommandThatOpensIt() {
        long one = QuantisedDecoder.characters(TrainedCell.read(cells.getFirst()).configuration().model(784));
        JsonNode data = json(Cells.embedded(cells, one + one / 2));
        assertEquals(1, data.get("models").size());
        assertEquals(5, data.get("left_out").size());
        for (JsonNode out : data.get("left_out")) {
            assertEquals("the page would be too large", out.get("reason").asString());
            assertEquals("./run.sh explore results", out.get("command").asString());
        }
    }

    @Test
    void modelsOfSeveralExperimentsAreNamedByWhatVariesAndOpenedByTheirOwnCommand(@TempDir Path other) throws Exception {
        var all = new ArrayList<>(cells);
        all.addAll(Cells.train(other, "sweep: {model.latent: [1, 2]}\n"));
        Path first = folder.resolve("results"), second = Files.move(other.resolve("results"), other.resolve("second"));
        all.replaceAll(cell -> cell.path().startsWith(other)
                ? new CellFolder(second.resolve("cells").resolve(cell.path().getFileName())) : cell);
        JsonNode data = json(ExplorerModels.embedded(all, _ -> Optional.empty(), Cells.ENGINE,
                cell -> cell.path().startsWith(first) ? "one" : "two", 1, _ -> {}));
        assertEquals(8, data.get("left_out").size());
        for (JsonNode out : data.get("left_out")) {
            String name = out.get("cell").asString().startsWith("second/") ? "second" : "results";
            assertTrue(out.get("label").asString().matches(name + ", [123] latent dimensions?, seed [12]"),
                    out.get("label").asString());
            assertEquals(name.equals("second") ? "two" : "one", out.get("command").asString());
        }
        assertEquals(8, data.get("left_out").valueStream().map(out -> out.get("cell").asString()).distinct().count());
    }

    @Test
    void cloudsAreTheCodesOfTheTestImagesWhosePicturesAllModelsShare() {
        Explorer explorer = Cells.embedded(cells, Explorer.BUDGET);
        JsonNode data = json(explorer);
        assertEquals(1, data.get("images").size());
        JsonNode model = data.get("models").get(0), images = data.get("images").get(model.get("cloud").get("images").asString());
        TrainedCell cell = explorer.cell(0);
        float[][] mu;
        try (var trained = cell.open(Cells.ENGINE, Cells.load(cell.configuration().dataset()))) {
            mu = trained.encode(Split.TEST, 1000).mu();
        }
        assertEquals(20, images.get("count").asInt());
        assertEquals(20, images.get("labels").size());
        assertEquals(10, images.get("classes").size());
        var codes = ByteBuffer.wrap(Base64.getDecoder().decode(model.get("cloud").get("codes").asString()))
                .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertEquals(40, codes.remaining());
        for (float[] code : mu) {
            for (float value : code) assertEquals(value, codes.get());
        }
    }

    @Test
    void withoutTheDataSetThereIsNoCloudAndEverythingElse() {
        JsonNode data =
                json(ExplorerModels.embedded(cells, _ -> Optional.empty(), Cells.ENGINE, _ -> "", Explorer.BUDGET, _ -> {}));
        assertEquals(6, data.get("models").size());
        assertTrue(data.get("images").isEmpty());
        for (JsonNode model : data.get("models")) {
            assertFalse(model.has("cloud"));
            assertEquals(2, model.get("layers").size());
        }
    }

    @Test
    void servedModelsCarryNoWeights() {
        JsonNode data = json(ExplorerModels.served(cells, _ -> Optional.empty(), Cells.ENGINE, _ -> "", _ -> {}));
        assertTrue(data.get("server").asBoolean());
        for (JsonNode model : data.get("models")) assertFalse(model.has("layers"));
    }

    @Test
    void aDecoderForWhich16BitsAreTooFewIsLeftOut(@TempDir Path other) throws Exception {
        var checkpoint = Checkpoint.read(cells.get(2).model());
        var tensors = new TreeMap<>(checkpoint.tensors());
        float[] weights = tensors.get("decoder.logits.weight").values().clone(),
                hidden = tensors.get("decoder.hidden0.weight").values().clone(),
                biases = tensors.get("decoder.hidden0.bias").values().clone();
        for (int pixel = 0; pixel < 784; pixel++) weights[8 * pixel] = 1e6f;   // of a hidden unit that is always 0
        hidden[0] = hidden[1] = biases[0] = 0;
        tensors.put("decoder.logits.weight", new FloatTensor(new int[] {784, 8}, weights));
        tensors.put("decoder.hidden0.weight", new FloatTensor(new int[] {8, 2}, hidden));
        tensors.put("decoder.hidden0.bias", FloatTensor.of(biases));
        new Checkpoint("", checkpoint.metadata(), tensors).write(other.resolve("model.safetensors"));
        JsonNode data = json(Cells.embedded(List.of(new CellFolder(other)), Explorer.BUDGET));
        assertEquals(0, data.get("models").size());
        assertEquals("16 bits are too few for its weights", data.get("left_out").get(0).get("reason").asString());
    }

    @Test
    void aDamagedModelIsLeftOutWithItsReasonAndTheOthersAreThere(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("model.safetensors"), "not one");
        Explorer explorer = Cells.embedded(List.of(new CellFolder(other), cells.getFirst()), Explorer.BUDGET);
        assertEquals(List.of(cells.getFirst()), explorer.models());
        assertEquals(1, explorer.reasons().size());
        assertTrue(explorer.reasons().getFirst().matches(".*model\\.safetensors cannot be read: .*\\."),
                explorer.reasons().getFirst());
    }

    @Test
    void overlaysAreWhatTheAtlasHas(@TempDir Path other) throws Exception {
        Files.copy(cells.get(2).model(), other.resolve("model.safetensors"));
        var cell = TrainedCell.read(new CellFolder(other));
        String atlas =
                """
                        {"configuration": "%s", "step": %d, "across": 0, "up": 1, "grid": 2, "classes": ["a", "b"], "class_map": {"class": [[0, 1], [1, null]], "confidence": [[0.9, 0.4], [1, null]], "threshold": 0.5},
                         "drivers": {"attributes": [{"name": "slant", "unit": "degrees", "field": [[-3, 4], [5, null]]}, {"name": "area", "unit": "pixels", "field": [[1, 2], [3, 4]]}]},
                         "smoothness": {"norm": [[1, 2], [3, 4]]}}
                        """
                        .formatted(cell.configuration().hash(), cell.checkpoint().step());
        Files.writeString(other.resolve("atlas.json"), atlas);
        JsonNode overlays =
                json(Cells.embedded(List.of(new CellFolder(other)), Explorer.BUDGET)).get("models").get(0).get("overlays");
        assertEquals(List.of("class class", "slant signed", "area magnitude", "confidence magnitude", "jacobian magnitude"),
                overlays.get("fields").valueStream().map(field -> field.get("id").asString() + " " + field.get("kind").asString())
                        .toList());
        assertEquals(0.5, overlays.get("threshold").asDouble());
        var slant = ByteBuffer.wrap(Base64.getDecoder().decode(overlays.get("fields").get(1).get("field").asString()))
                .order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertEquals(List.of(-3f, 4f, 5f, Float.NaN), List.of(slant.get(), slant.get(), slant.get(), slant.get()));
        Files.writeString(other.resolve("atlas.json"), atlas.replace("\"step\": ", "\"step\": 1"));
        assertFalse(json(Cells.embedded(List.of(new CellFolder(other)), Explorer.BUDGET)).get("models").get(0).has("overlays"),
                "an atlas of the model at another step is not its own");
    }

    @Test
    void noTextOfTheDataEndsThePagesScript() {
        var explorer = new Explorer(Map.of("label", "</script><script>alert(1)</script>", "models", List.of()), List.of());
        String page = ExplorerPage.html("a </title> & b", explorer);
        assertFalse(page.contains("</script><script>alert"), page);
        assertTrue(page.contains("<title>a &lt;/title&gt; &amp; b"), page.substring(0, 300));
    }

    @Test
    void scriptsAndStyleNameNoOtherAddress() {
        assertFalse(Explorer.script().contains("://"));
        assertFalse(Explorer.style().contains("url("));
        assertFalse(Explorer.style().contains("@import"));
    }
}
