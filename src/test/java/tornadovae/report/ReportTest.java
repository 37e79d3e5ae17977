package tornadovae.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tornadovae.UserError;
import tornadovae.manifold.Picture;
import tornadovae.manifold.Png;
import tornadovae.math.Philox;
import tornadovae.results.CellResult;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Variant;
import tornadovae.results.Study;

/** The page of results that are whole, broken, hostile, or too large. */
class ReportTest {

    private static final String SMALL =
            "# What is asked?\n#\n# Because.\n#\n#   ./run.sh sweep small.yaml\n\ndataset: {name: digits, train: "
                    + "1000, test: 100}\nmodel: {hidden: [8]}\nobjective: {name: beta-vae, beta: 1}\nsweep: "
                    + "{objective.beta: [1, 4], training.seed: [1, 2]}\n";
    /** What makes a browser fetch something. */
    private static final Pattern LOADS = Pattern.compile(
            "<(?:link|iframe|object|embed|img|audio|video|source|base)\\b|<script[^>]+src|@import|url\\((?!data:)|\\bfetch\\(|XMLHttpRequest\\(|WebSocket\\(");

    @TempDir
    Path folder;

    private static String html(Path... folders) {
        return Report.of(List.of(folders)).html();
    }

    static JsonNode data(String html) {
        var script = Pattern.compile("<script type=\"application/json\" id=\"report-data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertTrue(script.find());
        return new JsonMapper().readTree(script.group(1));
    }

    private static List<String> each(JsonNode list, String field) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.get(field).asString()));
        return texts;
    }

    private Path small(String name) throws Exception {
        return Synthetic.experiment(folder.resolve(name), SMALL, _ -> Synthetic.losses(90, 10));
    }

    @Test
    void thePageHoldsAllCellsAndNeedsNoNetwork() throws Exception {
        String html = html(small("mine"));
        JsonNode data = data(html);
        assertEquals(4, data.get("cells").size());
        assertEquals("What is asked?", data.get("experiments").get(0).get("question").asString());
        assertEquals("Because.", data.get("experiments").get(0).get("paragraphs").get(0).asString());
        assertEquals(1, data.get("experiments").get(0).get("paragraphs").size());
        assertEquals(4, html.split(" data-picture=\"\\d+-manifold\"").length - 1);
        String ours = html.replaceAll("(?s)<script>\\s*/\\*\\s*\\* Licensed to the Apache.*?</script>", "");
        assertTrue(ours.length() < html.length() - 900_000, "the chart library is set aside");
        var load = LOADS.matcher(ours);
        assertFalse(load.find(), () -> "loads " + load.group());
        assertTrue(html.contains("default-src 'none'"));
        assertTrue(html.contains("Licensed to the Apache Software Foundation"));
    }

    @Test
    void theSameResultsGiveTheSamePage() throws Exception {
        Path mine = small("mine");
        assertEquals(html(mine), html(mine));
    }

    @Test
    void failedDamagedAndUnbegunCellsStandBesideTheOthers() throws Exception {
        Path mine = small("mine");
        List<String> ids = each(data(html(mine)).get("cells"), "id");
        Path cells = mine.resolve("cells");
        Files.delete(cells.resolve(ids.get(0)).resolve("metrics.json"));
        Files.writeString(cells.resolve(ids.get(0)).resolve("failed.json"),
                "{\"reason\": \"The loss is NaN.\", \"final\": true}");
        Files.writeString(cells.resolve(ids.get(1)).resolve("metrics.json"), "{\"test_total\": 1");
        Files.writeString(cells.resolve(ids.get(1)).resolve("provenance.json"), "not JSON");
        Files.writeString(cells.resolve(ids.get(2)).resolve("history.csv"), "epoch,step,train_nll\n1,10");
        Files.writeString(cells.resolve(ids.get(2)).resolve("manifold.png"), "not a picture");
        Files.writeString(cells.resolve(ids.get(2)).resolve("atlas.json"), "[]");
        try (var files = Files.list(cells.resolve(ids.get(3)))) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(cells.resolve(ids.get(3)));
        JsonNode data = data(html(mine));
        assertEquals(List.of("failed", "failed", "finished", "unfinished"), each(data.get("cells"), "state"));
        assertEquals("The loss is NaN.", data.get("cells").get(0).get("reason").asString());
        assertTrue(data.get("cells").get(1).get("reason").asString().contains("metrics.json is damaged"));
        assertTrue(data.get("cells").get(2).get("thumbnail").isNull());
        assertEquals(1, data.get("studies").size());
    }

    @Test
    void withoutAPlanTheFoldersSayWhatThereIs() throws Exception {
        Path mine = small("mine");
        Files.writeString(mine.resolve("plan.json"), "{");
        assertEquals(4, data(html(mine)).get("cells").size());
        Files.delete(mine.resolve("experiment.yaml"));
        assertEquals(4, data(html(mine)).get("cells").size());
    }

    @Test
    void aPlanCannotLeadOutOfItsFolder() throws Exception {
        Path mine = small("mine");
        Files.writeString(mine.resolve("plan.json"),
                "{\"cells\": [{\"id\": \"../../secret\"}, {\"id\": \"..\"}, {\"id\": \"fine\"}]}");
        assertEquals(List.of("fine"), each(data(html(mine)).get("cells"), "id"));
    }

    @Test
    void hostileTextStaysText() throws Exception {
        String attack = "</script><script>alert(1)</script><!-- \u2028 <img src=x onerror=alert(1)>";
        Path mine = Synthetic.experiment(folder.resolve("mine <b> & co"),
                "# " + attack + "\n" + SMALL.substring(SMALL.indexOf("dataset")), _ -> {
                    var metrics = Synthetic.losses(90, 10);
                    metrics.put("note", attack);
                    return metrics;
                });
        Path failed = Files.list(mine.resolve("cells")).sorted().findFirst().orElseThrow();
        Files.delete(failed.resolve("metrics.json"));
        Files.writeString(failed.resolve("failed.json"), new JsonMapper().writeValueAsString(Map.of("reason", attack)));
        String html = html(mine);
        assertFalse(html.contains("alert(1)</script>"));
        assertFalse(html.contains("<img src=x"));
        assertTrue(html.contains("<title>mine &lt;b&gt; &amp; co – tornado-vae</title>"));
        JsonNode data = data(html);
        assertEquals(attack.replaceAll("\\s*\u2028\\s*", " \u2028 "), data.get("experiments").get(0).get("question").asString());
        assertEquals(1, each(data.get("cells"), "reason").stream().filter(attack::equals).count());
    }

    @Test
    void experimentsAreComparedSideBySide() throws Exception {
        Path one = small("one"), other = Synthetic.experiment(folder.resolve("other"), SMALL, _ -> Synthetic.losses(80, 10));
        JsonNode data = data(html(one, other));
        assertEquals("one and other", data.get("title").asString());
        assertEquals(8, data.get("cells").size());
        JsonNode study = data.get("studies").get(0);
        assertEquals(List.of("one", "other"), each(study.get("matrix").get("blocks"), "title"));
        assertTrue(study.get("answer").asString().contains("other with β ="), study.get("answer").asString());
        assertTrue(each(data.get("columns"), "key").contains("experiment"));
        assertTrue(each(data.get("cells"), "id").getFirst().startsWith("one/"));
        JsonNode bounds = null;
        for (JsonNode chart : study.get("charts")) {
            if (chart.get("id").asString().equals("bounds")) bounds = chart;
        }
        assertEquals(List.of("−ELBO, one", "−ELBO, other"), each(bounds.get("series"), "name"));
    }

    @Test
    void thePictureSaysWhenItIsNotOfTheModelThatTheAnswerNames() throws Exception {
        String yaml = "dataset: {name: digits, train: 1000, test: 100}\nmodel: {hidden: [8]}\nsweep: {model.latent: [2, 5]}\n";
        for (boolean larger : new boolean[] {true, false}) {
            Path results = Synthetic.experiment(folder.resolve("latents" + larger), yaml,
                    cell -> Synthetic.losses(Synthetic.number(cell, "model.latent") == 2 == larger ? 100 : 90, 10));
            JsonNode study = data(html(results)).get("studies").get(0);
            assertEquals(0, study.get("best").asInt(), "the cell with two dimensions");
            assertEquals(larger ? "the best of the models with two latent dimensions" : "", study.get("bestOf").asString());
        }
    }

    @Test
    void experimentsOfOneNameAreToldApartByTheirPlaces() throws Exception {
        JsonNode data = data(html(small("a/mine"), small("b/mine")));
        assertEquals(List.of("a/mine", "b/mine"), each(data.get("experiments"), "name"));
    }

    @Test
    void whatIsNoExperimentIsRefused() throws Exception {
        Path mine = small("mine");
        assertTrue(assertThrows(UserError.class, () -> Report.of(List.of(folder.resolve("none")))).getMessage()
                .contains("does not exist"));
        assertTrue(assertThrows(UserError.class, () -> Report.of(List.of(folder))).getMessage().contains("holds no results"));
        assertTrue(assertThrows(UserError.class, () -> Report.of(List.of(mine, mine.resolve("../mine")))).getMessage()
                .contains("given twice"));
    }

    @Test
    void theBestComeFirstAndTheRestIsLeftOutWhereThereIsNoRoom() throws Exception {
        Path mine = Synthetic.experiment(folder.resolve("mine"), SMALL, cell -> Synthetic
                .losses(90 + Synthetic.number(cell, "objective.beta") + Synthetic.number(cell, "training.seed"), 10));
        for (Path cell : Files.list(mine.resolve("cells")).toList()) Png.write(cell.resolve("manifold.png"), noise(64), Map.of());
        List<CellResult> cells = ExperimentResults.read(mine).cells();
        List<Integer> merit = FullPictures.merit(cells, Study.of(List.of(ExperimentResults.read(mine))).stream()
                .map(study -> withCells(study, cells)).toList());
        assertEquals(List.of("1 1", "4 1", "1 2", "4 2"), merit.stream().map(cells::get)
                .map(cell -> cell.text("objective.beta") + " " + cell.text("training.seed")).toList());
        FullPictures whole = FullPictures.of(cells, merit, 1_000_000), tight = FullPictures.of(cells, merit, 7_000);
        assertEquals(4, whole.base64().size());
        assertFalse(whole.reduced());
        assertTrue(tight.reduced());
        assertEquals(2, tight.omitted());
        assertEquals(merit.subList(0, 2).stream().map(i -> i + "-manifold").toList(), List.copyOf(tight.base64().keySet()));
    }

    private static Study withCells(Study study, List<CellResult> cells) {
        return new Study(study.label(), study.dataset(), study.keys(),
                study.settings().stream().map(s -> new Variant(s.telling(), s.cells().stream()
                        .map(c -> cells.stream().filter(o -> o.id().equals(c.id())).findFirst().orElseThrow()).toList()))
                        .toList());
    }

    private static Picture noise(int side) {
        byte[] pixels = new byte[side * side];
        int[] words = new int[4];
        for (int i = 0; i < pixels.length; i++) {
            Philox.block(1, Philox.Stream.MEASURE, 0, i, words);
            pixels[i] = (byte) words[0];
        }
        return Picture.grey(side, side, pixels);
    }

    @Test
    void sixteenGreysAreNoFurtherOffThanHalfAStep() throws Exception {
        Picture picture = noise(33);
        Path file = Files.write(folder.resolve("small.png"), SmallPng.encode(picture));
        Picture read = SmallPng.read(file).orElseThrow();
        for (int y = 0; y < 33; y++) {
            for (int x = 0; x < 33; x++) assertEquals(picture.at(x, y, 0), read.at(x, y, 0), 8.5);
        }
    }

    @Test
    void sectionsOfOthersBringTheirDataAndScripts() throws Exception {
        String html = Report.of(List.of(small("mine"))).with(new Section("explorer", "Explorer", "",
                Map.of("models", List.of(1, 2)), List.of("/* theirs */"), List.of("/* their style */"))).html();
        JsonNode sections = data(html).get("sections");
        assertEquals("explorer", each(sections, "id").getLast());
        assertEquals(2, sections.get(sections.size() - 1).get("data").get("models").size());
        assertTrue(html.indexOf("/* theirs */") < html.indexOf("/* Puts the page together. */"));
        assertTrue(html.contains("/* their style */"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../outside", "..", ".", "", "/OUTSIDE", "cells/../../../outside", "a/../../../outside",
            "..\\\\outside", "inside/../../../outside"})
    void cellsThatAPlanNamesElsewhereAreNotRead(String id, @TempDir Path folder) throws Exception {
        Path results = Synthetic.experiment(folder.resolve("results"), "dataset: digits\nsweep: {model.latent: [2, 3]}\n",
                cell -> Synthetic.losses(100, 5));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("metrics.json"), "{\"test_total\": 4711.25}");
        Files.writeString(outside.resolve("failed.json"), "{\"reason\": \"a secret\"}");
        Files.writeString(results.resolve("plan.json"),
                "{\"cells\": [{\"id\": \"" + id.replace("/OUTSIDE", outside.toString()) + "\"}]}");
        String html = Report.of(List.of(results)).html();
        assertFalse(html.contains("4711.25") || html.contains("a secret"));
    }
}
