package tornadovae.cli.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.cli.Said;

/** The command {@code atlas} as a user meets it. */
class AtlasCommandTest {

    @TempDir
    Path folder;

    private static Said run(int exitCode, String... arguments) {
        Said said = Said.run(arguments);
        assertEquals(exitCode, said.exitCode(), said.err());
        return said;
    }

    private Path sweep(String dataset, String swept) throws Exception {
        Path results = folder.resolve("results");
        String yaml = ("dataset: {name: %s, train: 200, test: 60}\nmodel: {hidden: [30]}\ntraining: {epochs: 20, batch: "
                + "20}\npictures: {grid: 3}\nsweep: {%s}\n").formatted(dataset, swept);
        run(0, "sweep", Files.writeString(folder.resolve("small.yaml"), yaml).toString(), "--out", results.toString(),
                "--threads", "1");
        return results;
    }

    private static List<Path> cells(Path results) throws Exception {
        try (var cells = Files.list(results.resolve("cells"))) {
            return cells.sorted().toList();
        }
    }

    private static JsonNode json(Path file) throws Exception {
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    @Test
    void everyModelGetsItsAtlasAndItIsTheSameAgain() throws Exception {
        Path results = sweep("digits", "training.seed: [1, 2]");
        String out = run(0, "atlas", results.toString(), "--grid", "7", "--threads", "1").out();
        assertTrue(out.matches("(?s)model +accuracy +decoded +no man's land .*\\R(seed-[12]_\\S+ +0\\.\\d{3} .*\\R){2}.*"), out);
        for (Path cell : cells(results)) {
            Path file = cell.resolve("atlas.json");
            String first = Files.readString(file);
            JsonNode atlas = json(file);
            assertEquals(json(cell.resolve("metrics.json")).get("configuration"), atlas.get("configuration"));
            assertEquals(json(cell.resolve("metrics.json")).get("steps"), atlas.get("step"));
            assertEquals(List.of("configuration", "step", "across", "up", "grid", "classes"),
                    List.copyOf(atlas.propertyNames()).subList(0, 6));
            assertEquals(10, atlas.get("classes").size());
            assertEquals(7, atlas.get("class_map").get("class").size());
            assertEquals(7, atlas.get("class_map").get("confidence").get(6).size());
            double area = 0;
            for (JsonNode of : atlas.get("class_map").get("per_class")) area += of.get("area").asDouble();
            assertEquals(1, area, 1e-4);
            assertTrue(atlas.get("classifier").get("test_accuracy").asDouble() > 0.6, atlas.get("classifier").toString());
            double kept = atlas.get("classifier").get("reconstruction_accuracy").asDouble();
            assertTrue(kept > 0 && kept < atlas.get("classifier").get("test_accuracy").asDouble(),
                    "a tiny model loses some classes: " + kept);
            assertEquals(10, atlas.get("neighbours").get("borders").size());
            Files.delete(file);
            String alone = run(0, "atlas", cell.toString(), "--grid", "7", "--threads", "2").out();
            for (String section : new String[] {"classifier", "class_map", "information", "drivers", "neighbours",
                    "smoothness"}) {
                for (JsonNode finding : atlas.get(section).get("findings")) {
                    assertTrue(alone.contains(finding.asString() + System.lineSeparator()), finding.toString());
                }
            }
            assertEquals(first, Files.readString(file));
        }
    }

    @Test
    void aModelWithOneLatentDimensionIsSkippedAmongOthersAndRefusedAlone() throws Exception {
        Path results = sweep("digits", "model.latent: [1, 3]");
        Said said = run(0, "atlas", results.toString(), "--grid", "3", "--pair", "z3,z1", "--test", "20");
        assertTrue(said.err().matches("(?s).*latent-1_\\S+ has one latent dimension and gets no atlas\\.\\R.*"), said.err());
        assertFalse(Files.exists(cells(results).getFirst().resolve("atlas.json")));
        JsonNode atlas = json(cells(results).getLast().resolve("atlas.json"));
        assertEquals("2 0 3 20", atlas.get("across") + " " + atlas.get("up") + " " + atlas.get("grid") + " "
                + atlas.get("classifier").get("test_images"));
        String path = cells(results).getFirst().toString();
        assertEquals("tornado-vae: " + path + " has one latent dimension, but an atlas is a map of two; give a model with more.",
                run(2, "atlas", path, "--quiet").err().strip());
    }

    @Test
    void aPairThatSomeModelsDoNotHaveStopsTheOthersNot() throws Exception {
        Path results = sweep("digits", "model.latent: [2, 3]");
        Said said = run(1, "atlas", results.toString(), "--grid", "2", "--pair", "z1,z3");
        assertTrue(said.err()
                .matches("(?s).*latent-2_\\S+ gets no atlas: --pair must be two different latent dimensions of \\S+, which are "
                        + "z1 to z2; not z1,z3\\.\\R.*"),
                said.err());
        assertTrue(Files.exists(cells(results).getLast().resolve("atlas.json")));
    }

    @Test
    void aPairThatNoModelHasIsRefusedBeforeAnythingIsTrained() throws Exception {
        Path results = sweep("digits", "model.latent: [2, 3]");
        Path report = Files.writeString(results.resolve("report.html"), "untouched");
        for (String pair : List.of("z1,z4", "z2,z2")) {
            assertEquals(
                    "tornado-vae: --pair must be two different latent dimensions of a model in " + results
                            + ", of which the largest has 3, z1 to z3; not " + pair + ".",
                    run(2, "atlas", results.toString(), "--grid", "2", "--pair", pair).err().strip());
        }
        assertEquals("untouched", Files.readString(report));
    }

    @Test
    void withoutLabelsNothingIsSaidOfClasses() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (int i = 0; i < 12; i++) {
            var picture = new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setSample(i % 4, i / 4, 0, 200);
            assertTrue(ImageIO.write(picture, "png", pictures.resolve("p" + i + ".png").toFile()));
        }
        Path results = folder.resolve("one");
        run(0, "train", "--dataset", "images:" + pictures, "--hidden", "3", "--epochs", "1", "--batch", "2", "--out",
                results.toString());
        String out = run(0, "atlas", results.toString(), "--grid", "3").out();
        assertTrue(out.contains("The data set has no labels, so nothing is said of classes."), out);
        JsonNode atlas = json(results.resolve("atlas.json"));
        assertEquals(0, atlas.get("classes").size());
        assertEquals(3, atlas.get("smoothness").get("norm").size());
        assertEquals(6, atlas.get("drivers").get("attributes").size());
        assertTrue(atlas.path("information").isMissingNode(), atlas.toString());
        assertTrue(atlas.path("class_map").isMissingNode() && atlas.path("neighbours").isMissingNode(), atlas.toString());
    }
}
