package tornadovae.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tornadovae.experiment.store.Json;

/** The part of the page that tells of atlases that are whole, broken, hostile, or too many. */
class AtlasSectionTest {

    private static final String SMALL =
            "dataset: {name: digits, train: 1000, test: 100}\nmodel: {hidden: [8]}\nobjective: {name: beta-vae, "
                    + "beta: 1}\nsweep: {objective.beta: [1, 4], model.latent: [3, 2]}\n";

    /** Two classes, each on one half of a square of 2 × 2. */
    private static final String WHOLE =
            """
                    {"across": 0, "up": 1, "grid": 2, "classes": ["left", "right"],
                     "classifier": {"test_accuracy": 0.98, "findings": ["It is right."]},
                     "class_map": {"class": [[0, 1], [0, 1]], "confidence": [[0.9, 0.4], [1, 0.8123456]], "threshold": 0.5, "no_mans_land": 0.25,
                                   "per_class": [{"class": "left", "area": 0.5, "regions": 1, "border": 1, "confidence": 0.95}, {"class": "right", "area": 0.5, "regions": 1, "border": 1, "confidence": 0.6}],
                                   "findings": ["There are halves."]},
                     "label_map": {"class": [[0, 1], [1, 1]], "share": [[1, 1], [0.6, 1]], "findings": ["They agree."]},
                     "information": {"images": 100, "class_entropy": 1, "first": {"bits": 0.9, "low": 0.8, "high": 1, "null_mean": -0.01, "null_high": 0.05, "p": 0.005},
                                     "second": {"bits": 0.1, "low": 0, "high": 0.2, "null_mean": 0, "null_high": 0.05, "p": 0.5}, "both": {"bits": 0.9, "low": 0.8, "high": 1, "null_mean": 0, "null_high": 0.05, "p": 0.005},
                                     "rotation": {"degrees": [0, 45, 90, 135], "bits": [0.9, 0.5, 0.1, 0.5], "minimum": 0.1, "minimum_degrees": 90, "mean": 0.5, "maximum": 0.9, "maximum_degrees": 0,
                                                  "first_rank": 0.99, "second_rank": 0}, "findings": ["It does."]},
                     "drivers": {"images": 100, "attributes": [{"name": "slant", "unit": "degrees", "field": [[1, null], [-3, 4]], "correlation": {"first": 0.5, "second": 0},
                                     "given_class": {"first": 0.5, "first_low": 0.4, "first_high": 0.6, "second": 0, "second_low": -0.1, "second_high": 0.1}, "explained": 0.25, "direction_degrees": 3,
                                     "per_class": [{"class": "left", "first": 0.5, "second": null, "explained": 0.2, "direction_degrees": 1}]}],
                                 "validation": [], "findings": ["It leans."]},
                     "neighbours": {"borders": [[0, 1], [1, 0]], "neighbours": [], "similarity": {"mean_distance": {"spearman": null, "p": null}, "confusion": {"spearman": null, "p": null}}, "findings": ["left borders on right."]},
                     "smoothness": {"norm": [[1, 5], [1, 1]], "condition": [[1, null], [1, 1]], "median": 1, "largest": 5, "largest_at": {"row": 0, "column": 1, "z": [0.7, 0.7]},
                                    "tears": [{"row": 0, "column": 1, "norm": 5, "from": "left", "to": "right"}], "tear_share": 0.25, "findings": ["It tears."]}}
                    """;

    @TempDir
    Path folder;

    /** Cells by name, each with its atlas.json where one is given. */
    private Path results(String... atlases) throws Exception {
        Path results = Synthetic.experiment(folder.resolve("mine"), SMALL,
                cell -> Synthetic.losses(90 + Synthetic.number(cell, "model.latent"), Synthetic.number(cell, "objective.beta")));
        try (var cells = Files.list(results.resolve("cells"))) {
            List<Path> sorted = cells.sorted().toList();
            for (int i = 0; i < atlases.length; i++) {
                if (atlases[i] != null) Files.writeString(sorted.get(i).resolve("atlas.json"), atlases[i]);
            }
        }
        return results;
    }

    private static JsonNode section(Path results) {
        for (JsonNode section : ReportTest.data(Report.of(List.of(results)).html()).get("sections")) {
            if (section.get("id").asString().equals("atlas")) return section;
        }
        throw new AssertionError("there is no atlas on the page");
    }

    private static JsonNode data(Path results) {
        return section(results).get("data");
    }

    @Test
    void withoutAnAtlasThePageSaysHowToMakeOne() throws Exception {
        JsonNode section = section(results());
        assertEquals(0, section.get("data").get("atlases").size());
        assertEquals("./run.sh atlas mine", section.get("data").get("command").asString());
        assertEquals(4, section.get("data").get("without").asInt());
        assertTrue(section.get("data").get("comparison").isNull());
    }

    @Test
    void allPartsAreThereWithTheirFindingsFieldsAndCharts() throws Exception {
        JsonNode data = data(results(WHOLE)), parts = data.get("atlases").get(0).get("parts");
        assertEquals(AtlasParts.NAMES, List.copyOf(parts.propertyNames()));
        assertEquals("[\"There are halves.\"]", parts.get("class_map").get("findings").toString());
        assertEquals("[0,1,0,1]", parts.get("class_map").get("class").toString());
        assertEquals("[0.9,0.4,1.0,0.8123]", parts.get("class_map").get("confidence").toString());
        assertEquals("[1.0,null,-3.0,4.0]", parts.get("drivers").get("attributes").get(0).get("field").toString());
        assertEquals(1, parts.get("smoothness").get("largest_at").asInt());
        assertEquals(1, parts.get("smoothness").get("tears").get(0).get("at").asInt());
        JsonNode charts = parts.get("information").get("charts");
        assertEquals("z₁ tells 0.90 of 1.00 bits of the class, z₂ 0.10, both together 0.90",
                charts.get(0).get("finding").asString());
        assertEquals("z₁ tells more than 99 % of all directions, z₂ more than 0 %", charts.get(1).get("finding").asString());
        JsonNode curve = charts.get(1).get("series").get(0).get("points"),
                axes = charts.get(1).get("series").get(2).get("points");
        assertEquals("180.0 0.9", curve.get(4).get(0) + " " + curve.get(4).get(1), "half a turn leads back to the first axis");
        assertEquals("z₁ 0.0 0.9, z₂ 90.0 0.1",
                axes.get(0).get(4).asString() + " " + axes.get(0).get(0) + " " + axes.get(0).get(1) + ", "
                        + axes.get(1).get(4).asString() + " " + axes.get(1).get(0) + " " + axes.get(1).get(1));
        assertEquals(0, data.get("damaged").size());
        assertEquals(3, data.get("without").asInt());
    }

    @Test
    void theFirstScreenAnswersWhatOneAsksOfThePicture() throws Exception {
        String answered = WHOLE.replace("\"findings\": [\"It leans.\"]",
                "\"answers\": {\"What drives the slant?\": \"z₁ does.\"}, \"findings\": [\"It leans.\"]");
        assertEquals("[[\"What drives the slant?\",\"z₁ does.\"]]", asked(answered).toString());
        JsonNode several = asked(answered, answered);
        assertEquals(2, several.size());
        assertEquals("Does another setting separate the classes better, and at what cost?", several.get(1).get(0).asString());
        assertTrue(several.get(1).get(1).asString().endsWith("cannot be said from 1 seed."), several.toString());
        for (String without : List.of(WHOLE, "", "[]", answered.replace("{\"What drives the slant?\": \"z₁ does.\"}", "3"))) {
            assertEquals(0, asked(without).size(), without);
        }
    }

    private JsonNode asked(String... atlases) throws Exception {
        return ReportTest.data(Report.of(List.of(results(atlases))).html()).get("studies").get(0).get("asked");
    }

    @Test
    void modelsOfTwoDimensionsComeFirstThenTheBest() throws Exception {
        JsonNode data = ReportTest.data(Report.of(List.of(results(WHOLE, WHOLE, WHOLE, WHOLE))).html());
        var order = new ArrayList<String>();
        for (JsonNode section : data.get("sections")) {
            for (JsonNode atlas : section.get("data").get("atlases")) {
                JsonNode settings = data.get("cells").get(atlas.get("cell").asInt()).get("settings");
                order.add(settings.get("model.latent").asString() + "/" + settings.get("objective.beta").asString());
            }
        }
        assertEquals(List.of("2/1", "2/4", "3/1", "3/4"), order);
    }

    @Test
    void severalModelsAreComparedAndCounted() throws Exception {
        String turned = WHOLE.replace("\"first_rank\": 0.99", "\"first_rank\": 0.4");
        JsonNode comparison = data(results(WHOLE, turned, turned, turned)).get("comparison");
        assertEquals(4, comparison.get("rows").size());
        var columns = new ArrayList<String>();
        comparison.get("columns").forEach(column -> columns.add(column.get("name").asString()));
        assertEquals(List.of("no man’s land", "I(z₁)", "I(z₂)", "I(both)", "better axis", "slant R²", "largest ‖∂μ/∂z‖"), columns,
                "a column without numbers is left out, and so is one that says the same of all");
        String finding = comparison.get("findings").get(0).asString();
        assertTrue(finding
                .startsWith("In 1 of 4 models an axis of the model’s own tells more of the class than 97.5 % of all directions; "
                        + "chance alone would give one of twenty. "),
                finding);
        assertTrue(finding.contains(": 1 of 1") && finding.contains(": 0 of 1"), finding);
    }

    @Test
    void settingsStandInOneTableWithASentence() throws Exception {
        JsonNode comparison = data(results(WHOLE, WHOLE)).get("comparison"), table = comparison.get("table");
        assertEquals(2, table.get("rows").size());
        assertEquals("seeds", table.get("header").get(1).asString());
        for (JsonNode row : table.get("rows")) assertEquals(table.get("header").size(), row.size());
        assertTrue(comparison.get("answer").asString().endsWith("separates the classes better cannot be said from 1 seed."),
                comparison.get("answer").asString());
    }

    @Test
    void anAxisThatIsSpecialAloneIsNotAmongSeveralModels() throws Exception {
        String turned = WHOLE.replace("\"first_rank\": 0.99", "\"first_rank\": 0.4"),
                far = WHOLE.replace("\"first_rank\": 0.99", "\"first_rank\": 1");
        JsonNode four = data(results(WHOLE, turned, turned, turned)), two = data(results(far, turned));
        assertTrue(four.get("comparison").get("findings").get(0).asString()
                .endsWith("Corrected for looking at 4 models (Holm), none is shown to have one."));
        assertTrue(two.get("comparison").get("findings").get(0).asString().endsWith("(Holm), 1 is shown to have one."));
        int caveats = 0;
        for (JsonNode atlas : four.get("atlases")) {
            for (JsonNode sentence : atlas.get("parts").get("information").get("findings")) {
                if (sentence.asString()
                        .contains("Holm")) {
                    caveats++;
                }
            }
        }
        assertEquals(1, caveats);
    }

    @Test
    void modelsWithAlikeNeighboursAreCountedBesideWhatChanceGives() throws Exception {
        String alike = WHOLE.replace("\"mean_distance\": {\"spearman\": null, \"p\": null}",
                "\"mean_distance\": {\"spearman\": 0.6, \"p\": 0.01}");
        String finding = data(results(alike, alike)).get("comparison").get("findings").get(1).asString();
        assertEquals("In all 2 models neighbours on the map are those whose mean images are alike, beyond chance (p ≤ "
                + "0.05); chance alone would give one of twenty.", finding);
    }

    @Test
    void aDamagedPartIsLeftOutAndTheOthersStay() throws Exception {
        Map<String, String> damages = Map.of("\"class\": [[0, 1], [0, 1]]", "\"class\": [[0, 1], [0, 7]]",
                "\"confidence\": [[0.9, 0.4], [1, 0.8123456]]", "\"confidence\": [[0.9]]", "\"threshold\": 0.5",
                "\"threshold\": \"half\"");
        damages.forEach((whole, damaged) -> {
            assertTrue(WHOLE.contains(whole));
            try {
                JsonNode atlas = data(results(WHOLE.replace(whole, damaged))).get("atlases").get(0);
                assertEquals("[\"class map\"]", atlas.get("damaged").toString(), damaged);
                assertEquals(AtlasParts.NAMES.size() - 1, atlas.get("parts").size(), damaged);
            } catch (Exception e) {
                throw new AssertionError(damaged, e);
            }
        });
        for (String part : AtlasParts.NAMES) {
            JsonNode atlas = data(results(WHOLE.replaceFirst("\"" + part + "\": \\{", "\"" + part + "\": 3, \"other\": {")))
                    .get("atlases").get(0);
            assertEquals("[\"" + part.replace('_', ' ') + "\"]", atlas.get("damaged").toString());
            assertFalse(atlas.get("parts").has(part));
        }
    }

    @Test
    void aFileThatIsNoAtlasIsNamedAndKeepsNoOtherFromThePage() throws Exception {
        for (String damaged : List.of("", "[]", "{\"across\": 0", "{\"grid\": 2}", WHOLE.replace("\"grid\": 2", "\"grid\": 1e9"),
                WHOLE.replace("{\"across\"", "{\"configuration\": \"another\", \"across\""),
                WHOLE.replace("{\"across\"", "{\"step\": 7, \"across\""))) {
            JsonNode data = data(results(WHOLE, damaged));
            assertEquals(1, data.get("atlases").size(), damaged);
            assertEquals(1, data.get("damaged").size(), damaged);
            assertEquals(2, data.get("without").asInt(), damaged);
        }
    }

    @Test
    void withoutLabelsTheOtherPartsAreThere() throws Exception {
        Map<String, Object> atlas = Json.read(Files.writeString(folder.resolve("whole.json"), WHOLE));
        atlas.put("classes", List.of());
        List.of("classifier", "class_map", "label_map", "information", "neighbours").forEach(atlas::remove);
        JsonNode one = data(results(Json.write(atlas))).get("atlases").get(0);
        assertEquals(List.of("drivers", "smoothness"), List.copyOf(one.get("parts").propertyNames()));
        assertEquals(0, one.get("damaged").size());
    }

    @Test
    void namesOfClassesCannotBreakOutOfTheirElement() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>";
        Path results = results(WHOLE.replace("\"left\"", "\"" + hostile + "\""));
        assertFalse(Report.of(List.of(results)).html().contains("<img src=x"));
        assertEquals(hostile, data(results).get("atlases").get(0).get("classes").get(0).asString());
    }

    @Test
    void atlasesThatFindNoRoomKeepTheirSentences() throws Exception {
        String yaml = "dataset: {name: digits, train: 1000, test: 100}\nmodel: {hidden: [8], latent: 2}\nsweep: "
                + "{training.seed: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]}\n";
        Path results = Synthetic.experiment(folder.resolve("many"), yaml,
                cell -> Synthetic.losses(90, Synthetic.number(cell, "training.seed")));
        try (var cells = Files.list(results.resolve("cells"))) {
            for (Path cell : cells.toList()) Files.writeString(cell.resolve("atlas.json"), WHOLE);
        }
        JsonNode atlases = data(results).get("atlases");
        int full = 0;
        for (JsonNode atlas : atlases) {
            if (atlas.get("full").asBoolean()) full++;
        }
        assertEquals(15, atlases.size());
        assertEquals(AtlasSection.MOST, full);
        assertEquals("{\"findings\":[\"It tears.\"]}", atlases.get(14).get("parts").get("smoothness").toString());
    }
}
