package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tornadovae.UserError;
import tornadovae.chart.Palette;
import tornadovae.experiment.store.CellFolder;

class AtlasFileTest {

    static final String JSON =
            """
                    {"configuration": "0a", "across": 1, "up": 3, "grid": 4, "classes": ["shirt", "bag", "boot"],
                     "class_map": {"class": [[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1], [2, 2, 2, 2]], "threshold": 0.5,
                                   "confidence": [[1, 1, 1, 1], [1, 1, 1, 0.4], [1, 1, 1, 1], [1, 1, 1, 1]]},
                     "drivers": {"attributes": [{"name": "slant", "unit": "degrees", "field": [[-10, 0, 20, null], [-10, 0, 20, 1], [-10, 0, 20, 1], [-10, 0, 20, 1]]},
                                                {"name": "Stroke width", "unit": "pixels", "field": [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]]}]},
                     "smoothness": {"norm": [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 9]], "condition": [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 100]]}}
                    """;

    @TempDir
    Path folder;

    private AtlasFile read(String json) throws Exception {
        Files.writeString(folder.resolve("atlas.json"), json);
        var cell = new CellFolder(folder);
        return AtlasFile.of(cell, cell.atlasIfAny()).orElseThrow();
    }

    @Test
    void fieldsAndClassesAreThere() throws Exception {
        AtlasFile atlas = read(JSON);
        assertEquals(List.of("slant", "stroke-width", "smoothness", "condition"), List.copyOf(atlas.fields().keySet()));
        assertEquals(1, atlas.across());
        assertEquals(3, atlas.up());
        assertEquals("slant (degrees)", atlas.fields().get("slant").label());
        assertTrue(Double.isNaN(atlas.fields().get("slant").values()[0][3]));
        assertEquals(2, atlas.map().orElseThrow().classes()[3][0]);
    }

    @Test
    void anAtlasWithoutLabelsHasNoClassMap() throws Exception {
        assertTrue(read("{\"across\": 0, \"up\": 1, \"classes\": []}").map().isEmpty());
    }

    @Test
    void aDamagedAtlasIsOneSentence() throws Exception {
        for (String json : List.of(JSON.replace("\"shirt\", ", ""), JSON.replace("[[0, 0, 0, 1]", "[7"),
                JSON.replace("\"field\"", "\"fild\""), JSON.replace("\"across\": 1", "\"across\": \"one\""))) {
            assertEquals(folder.resolve("atlas.json") + " is damaged; make it again with ./run.sh atlas " + folder + ".",
                    assertThrows(UserError.class, () -> read(json)).getMessage());
        }
    }

    @Test
    void aFieldIsDrawnInItsColours() throws Exception {
        AtlasFile atlas = read(JSON);
        ColourScale signed = ColourScale.of(atlas.fields().get("slant").values(), false);
        assertEquals(Palette.SIGNED.get(4), signed.at(0).hex());
        assertEquals(Palette.SIGNED.getLast(), signed.at(20).hex());
        assertEquals(Palette.SIGNED.getFirst(), signed.at(-20).hex());
        assertEquals(ColourScale.NOTHING, signed.at(Double.NaN));
        ColourScale condition = ColourScale.of(atlas.fields().get("condition").values(), true);
        assertEquals(Palette.MAGNITUDES.getFirst(), condition.at(1).hex());
        assertEquals(condition.at01(0.5), condition.at(10));
    }

    @Test
    void aPlaneHasItsAxesAndAKey() throws Exception {
        AtlasFile atlas = read(JSON);
        for (var numbers : PlaneAxes.Labels.values()) {
            var axes = new PlaneAxes(atlas.across(), atlas.up(), numbers);
            for (Figure figure : List.of(PlaneFigure.field(240, axes, atlas.fields().get("slant")),
                    PlaneFigure.field(240, axes, atlas.fields().get("condition")),
                    PlaneFigure.classes(240, axes, atlas.map().get()))) {
                var canvas = new RecordingCanvas();
                figure.draw(canvas);
                var paper = new Rectangle2D.Double(0, 0, figure.width(), figure.height());
                for (var text : canvas.texts) assertTrue(paper.contains(text.bounds()), text.text() + " at " + text.bounds());
                for (var image : canvas.images) assertTrue(paper.contains(image));
                List<String> said = canvas.texts.stream().map(RecordingCanvas.Text::text).toList();
                assertEquals(numbers == PlaneAxes.Labels.Z, said.contains("z₂") && said.contains("z₄"), said.toString());
                assertEquals(numbers == PlaneAxes.Labels.U, said.contains("u₂") && said.contains("u₄") && said.contains("0.25"),
                        said.toString());
            }
        }
    }

    @Test
    void theCodesStandAtTheirQuantiles() throws Exception {
        var canvas = new RecordingCanvas();
        PlaneFigure.field(240, new PlaneAxes(0, 1, PlaneAxes.Labels.Z), read(JSON).fields().get("slant")).draw(canvas);
        var plane = canvas.images.getFirst();
        var minusOne = canvas.texts.stream().filter(text -> text.text().equals("−1")).toList();
        assertEquals(2, minusOne.size());
        assertEquals(0.158655,
                (minusOne.stream().mapToDouble(text -> text.bounds().getCenterX()).max().orElseThrow() - plane.getMinX())
                        / plane.getWidth(),
                0.01);
        assertEquals(0.158655,
                (plane.getMaxY() - minusOne.stream().mapToDouble(text -> text.bounds().getCenterY()).min().orElseThrow())
                        / plane.getHeight(),
                0.01);
    }

    @Test
    void bordersAndNamesOfAClassMapAreDrawn() throws Exception {
        var canvas = new RecordingCanvas();
        PlaneFigure.classes(240, new PlaneAxes(0, 1, PlaneAxes.Labels.NONE), read(JSON).map().orElseThrow()).draw(canvas);
        List<String> said = canvas.texts.stream().map(RecordingCanvas.Text::text).toList();
        assertEquals(2, said.stream().filter("shirt"::equals).count(), "in its region and in the key");
        assertTrue(said.contains("confidence < 0.5"));
        var plane = canvas.images.getFirst();
        var borders = canvas.strokes.stream().filter(stroke -> stroke.pen().width() == 0.6).findFirst().orElseThrow().bounds();
        assertEquals(plane.getMinX(), borders.getMinX(), 1e-9);
        assertEquals(plane.getMinY() + 0.75 * plane.getHeight(), borders.getMaxY(), 1e-9);
    }

    @Test
    void theMapByLabelsStandsBesideHatchedWhereItDiffers() throws Exception {
        String labels = "\"label_map\": {\"class\": [[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1], [2, 2, 2, 1]]},";
        AtlasFile atlas = read(JSON.replace("\"class_map\"", labels + " \"class_map\""));
        assertTrue(read(JSON).labels().isEmpty());
        DrawnClasses byLabels = atlas.labels().orElseThrow();
        assertTrue(byLabels.isSure(0, 0) && !byLabels.isSure(3, 3), "it differs in one corner");
        var canvas = new RecordingCanvas();
        Figure pair = PlaneFigure.classes(240, new PlaneAxes(0, 1, PlaneAxes.Labels.NONE), atlas.map().orElseThrow(), byLabels);
        pair.draw(canvas);
        assertEquals(240, pair.width());
        var left = canvas.images.getFirst();
        var right = canvas.images.getLast();
        assertTrue(left.getMaxX() < right.getMinX() && right.getMaxX() <= 240, left + " " + right);
        assertEquals(left.getWidth(), right.getWidth(), 1e-9);
        assertTrue(canvas.texts.stream().anyMatch(text -> text.text().equals("another class in the picture")));
    }
}
